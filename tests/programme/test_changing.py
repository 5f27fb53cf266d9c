"""Edits of sessions by people."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.audit.models import AuditEntry
from eventapp.events.queries import versions_of
from eventapp.events.rules import CodeTaken, FieldRefused, StateImpossible
from eventapp.foundation.database import db
from eventapp.foundation.edits import Edited, Seen
from eventapp.foundation.refusals import Refusal, StaleEdit
from eventapp.foundation.transaction import transaction
from eventapp.foundation.wall_spans import EndsBeforeStart
from eventapp.programme.changing import (
    add_session,
    cancel_session,
    change_session,
    delete_draft_session,
    publish_session,
    restore_session,
    schedule_session,
)
from eventapp.programme.models import Session
from eventapp.programme.rules import SessionDetails, SessionOutsideStop
from tests.factories import NOON, make_event, make_session, make_stop, make_track
from tests.programme.wishes import ACTOR, details_of, seen, slot_of

NOW = NOON - timedelta(days=9)
HOUR = timedelta(hours=1)


def make_talk(**values: Any) -> Session:
    stop = make_stop(make_event("tour"), "D1")
    return make_session(stop, "S1", **{"title_en": "Old", "title_sv": "Gammal"} | values)


def saved(session: Session, details: SessionDetails, known: Seen) -> Edited:
    with transaction():
        return change_session(session.id, details, known, actor=ACTOR, now=NOW)


def refused(session: Session, details: SessionDetails) -> type[Refusal]:
    known = seen(session)
    with pytest.raises(Refusal) as caught:
        saved(session, details, known)
    return caught.type


def stored() -> Session:
    db.session.expire_all()
    return db.session.scalars(sa.select(Session).where(Session.code == "S1")).one()


def noted() -> list[tuple[str, str, str]]:
    rows = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id))
    return [(row.action, row.subject, row.detail) for row in rows]


def test_change_is_stored_noted_and_told_to_calendars(app: Flask) -> None:
    session = make_talk()
    before = versions_of("tour")

    edited = saved(session, details_of(session, title_en="New"), seen(session))

    after, session = versions_of("tour"), stored()
    assert (session.title_en, session.version, session.sequence) == ("New", 2, 1)
    assert (session.changed_at, edited.after) == (NOW, {"title_en": "New"})
    assert before is not None
    assert after is not None
    assert (after.version, after.figures_version) == (
        before.version + 1,
        before.figures_version + 1,
    )
    assert noted() == [("session changed", "S1", "title_en: Old → New")]


def test_change_that_calendars_do_not_show_is_not_told(app: Flask) -> None:
    session = make_talk()

    saved(session, details_of(session, capacity=20), seen(session))

    assert (stored().version, stored().sequence) == (2, 0)


def test_change_of_nothing_changes_nothing(app: Flask) -> None:
    session = make_talk()
    before = versions_of("tour")

    assert not saved(session, details_of(session), seen(session))
    assert (versions_of("tour"), noted()) == (before, [])


def test_changes_of_other_fields_are_merged(app: Flask) -> None:
    session = make_talk()
    mine, known = details_of(session, title_sv="Ny"), seen(session)
    saved(session, details_of(session, title_en="New", capacity=9), seen(session))

    edited = saved(stored(), mine, known)

    session = stored()
    assert (session.title_en, session.title_sv, session.capacity) == ("New", "Ny", 9)
    assert edited.by_others == ("title_en", "capacity")
    assert session.version == 3


def test_changes_of_one_field_are_refused_and_told(app: Flask) -> None:
    session = make_talk()
    mine, known = details_of(session, title_en="Mine", title_sv="Ny"), seen(session)
    saved(session, details_of(session, title_en="Theirs"), seen(session))

    with pytest.raises(StaleEdit) as caught:
        saved(stored(), mine, known)

    (difference,) = caught.value.differences
    assert (difference.field, difference.stored, difference.wished) == (
        "title_en",
        "Theirs",
        "Mine",
    )
    assert (stored().title_sv, caught.value.version) == ("Gammal", 2)


def test_time_and_zone_are_merged_as_one(app: Flask) -> None:
    session = make_talk()
    later = slot_of(session, HOUR)
    mine, known = details_of(session, zone="Asia/Tokyo"), seen(session)
    with transaction():
        schedule_session(session.id, later, seen(session), actor=ACTOR, now=NOW)

    with pytest.raises(StaleEdit) as caught:
        saved(stored(), mine, known)

    assert "zone" in {one.field for one in caught.value.differences}


def test_schedule_moves_a_session_beside_an_edit_of_its_title(app: Flask) -> None:
    session = make_talk()
    slot, known = slot_of(session, HOUR), seen(session)
    saved(session, details_of(session, title_en="New"), seen(session))

    with transaction():
        schedule_session(session.id, slot, known, actor=ACTOR, now=NOW)

    session = stored()
    assert (session.title_en, session.starts_at) == ("New", NOON + HOUR)
    assert (session.wall_starts.hour, session.sequence) == (15, 2)


def test_schedule_by_version_alone_is_refused_after_any_edit(app: Flask) -> None:
    session = make_talk()
    slot = slot_of(session, HOUR)
    saved(session, details_of(session, title_en="New"), seen(session))

    with pytest.raises(StaleEdit), transaction():
        schedule_session(session.id, slot, Seen(1), actor=ACTOR, now=NOW)
    with transaction():
        schedule_session(session.id, slot, Seen(2), actor=ACTOR, now=NOW)

    assert stored().starts_at == NOON + HOUR


def test_schedule_takes_tracks_of_the_stop_alone(app: Flask) -> None:
    session = make_talk()
    make_track(session.stop, "Hall")
    make_track(make_stop(session.stop.event), "Elsewhere")

    with transaction():
        slot = slot_of(session, track="Hall")
        schedule_session(session.id, slot, seen(session), actor=ACTOR, now=NOW)
    slot, known = slot_of(stored(), track="Elsewhere"), seen(stored())
    with pytest.raises(FieldRefused), transaction():
        schedule_session(session.id, slot, known, actor=ACTOR, now=NOW)

    track = stored().track
    assert track is not None
    assert track.name == "Hall"


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"title_en": "", "title_sv": " "}, FieldRefused),
        ({"kind": "song"}, FieldRefused),
        ({"stop_id": 0}, FieldRefused),
        ({"ends_at": NOON}, EndsBeforeStart),
        ({"ends_at": NOON + 5 * HOUR}, SessionOutsideStop),
        ({"starts_at": NOON - HOUR}, SessionOutsideStop),
    ],
)
def test_change_refuses_what_no_session_can_be(
    app: Flask, values: dict[str, Any], refusal: type[Refusal]
) -> None:
    session = make_talk()

    assert refused(session, details_of(session, **values)) is refusal
    assert stored().version == 1


def test_cancelled_session_stays_as_cancelled_and_can_be_restored(app: Flask) -> None:
    session = make_talk()

    with transaction():
        assert cancel_session(session.id, actor=ACTOR, now=NOW)
        assert not cancel_session(session.id, actor=ACTOR, now=NOW)
    first = (stored().state, stored().sequence)
    with transaction():
        assert restore_session(session.id, actor=ACTOR, now=NOW)

    assert first == ("cancelled", 1)
    assert (stored().state, stored().sequence) == ("published", 2)
    assert noted()[0] == ("session cancelled", "S1", "state: published → cancelled")


def test_edit_that_was_begun_before_a_cancellation_keeps_it(app: Flask) -> None:
    session = make_talk()
    mine, known = details_of(session, title_en="New"), seen(session)
    with transaction():
        cancel_session(session.id, actor=ACTOR, now=NOW)

    saved(stored(), mine, known)

    assert (stored().title_en, stored().state) == ("New", "cancelled")


def test_draft_is_published_or_deleted_but_not_cancelled(app: Flask) -> None:
    session = make_talk(state="draft")

    with pytest.raises(StateImpossible), transaction():
        cancel_session(session.id, actor=ACTOR, now=NOW)
    with transaction():
        publish_session(session.id, actor=ACTOR, now=NOW)
    with pytest.raises(StateImpossible), transaction():
        delete_draft_session(session.id, actor=ACTOR, now=NOW)

    assert stored().state == "published"


def test_deleted_draft_is_gone(app: Flask) -> None:
    session = make_talk(state="draft")

    with transaction():
        delete_draft_session(session.id, actor=ACTOR, now=NOW)

    assert db.session.scalars(sa.select(Session)).all() == []


def test_added_session_gets_the_next_free_code(app: Flask) -> None:
    session = make_talk()
    details = details_of(session, code="", title_en="Added")

    with transaction():
        first = add_session(session.event_id, details, actor=ACTOR, now=NOW).code
    with pytest.raises(CodeTaken), transaction():
        add_session(session.event_id, details._replace(code="S1"), actor=ACTOR, now=NOW)

    assert first == "S2"
    assert noted() == [("session added", "S2", "")]
