"""Edits after a release: beside what is public, merged, and taken back."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.audit.models import AuditEntry
from eventapp.events.queries import versions_of
from eventapp.events.rules import StateImpossible, StillInUse, StopDetails
from eventapp.foundation.database import db
from eventapp.foundation.edits import seen_of
from eventapp.foundation.refusals import StaleEdit
from eventapp.foundation.transaction import transaction
from eventapp.planning.zone_data import derive_times
from eventapp.programme.actions import save_line_up, save_sessions
from eventapp.programme.changing import (
    add_session,
    cancel_session,
    change_session,
    delete_draft_session,
    publish_session,
    restore_session,
)
from eventapp.programme.line_up import add_appearance, delete_speaker, remove_appearance
from eventapp.programme.models import PendingSession, Session
from eventapp.programme.queries import programme_of, working_programme_of
from eventapp.programme.rules import STATES, AppearanceDetails
from eventapp.programme.stops import change_stop, delete_stop
from eventapp.programme.working import pending_codes
from eventapp.releases.actions import discard_change
from tests.factories import NOON, make_appearance, make_event, make_session, make_speaker, make_stop
from tests.programme.wishes import ACTOR, details_of, seen
from tests.releases.releasing import HOUR, NOW, move, release, to_edit


def make_talk(**values: Any) -> Session:
    """Make a talk of an event that has had its first release."""
    stop = make_stop(make_event("tour"), "D1")
    session = make_session(stop, "S1", **{"title_en": "Old", "title_sv": "Gammal"} | values)
    release(session.event_id)
    return public(session.id)


def public(session_id: int) -> Session:
    db.session.expire_all()
    return db.session.get_one(Session, session_id)


def change(session: Session, **values: Any) -> Any:
    row = to_edit(session.event_id, session.code)
    with transaction():
        return change_session(
            session.id, details_of(row, **values), seen(row), actor=ACTOR, now=NOW
        )


def test_edit_after_a_release_waits_and_nothing_public_changes(app: Flask) -> None:
    session = make_talk()
    before = versions_of("tour")

    change(session, title_en="Secret")

    row = public(session.id)
    assert (row.title_en, row.version, row.sequence) == ("Old", 1, 0)
    assert [one.title_en for one in programme_of(row.event_id, states=STATES)] == ["Old"]
    working = working_programme_of(row.event_id, states=STATES)
    assert [one.title_en for one in working] == ["Secret"]
    assert (to_edit(row.event_id).title_en, to_edit(row.event_id).version) == ("Secret", 2)
    assert pending_codes(row.event_id) == {"S1"}
    assert versions_of("tour") == before
    noted = db.session.scalars(sa.select(AuditEntry.detail).order_by(AuditEntry.id.desc())).first()
    assert noted == "title_en: Old → Secret"


def test_edits_of_two_people_are_merged_beside_what_is_public(app: Flask) -> None:
    session = make_talk()
    row = to_edit(session.event_id)
    mine, theirs, known = (
        details_of(row, title_en="Mine"),
        details_of(row, theme="payment"),
        seen(row),
    )

    for wish in (mine, theirs):
        with transaction():
            change_session(session.id, wish, known, actor=ACTOR, now=NOW)

    row = to_edit(session.event_id)
    assert (row.title_en, row.theme, row.version) == ("Mine", "payment", 3)
    with pytest.raises(StaleEdit), transaction():
        change_session(session.id, mine._replace(title_en="Other"), known, actor=ACTOR, now=NOW)


def test_what_is_as_public_again_does_not_wait(app: Flask) -> None:
    session = make_talk()
    change(session, title_en="New")

    change(session, title_en="Old")

    assert pending_codes(session.event_id) == frozenset()
    assert public(session.id).version == 4


def test_draft_is_written_at_once_and_its_publishing_waits(app: Flask) -> None:
    session = make_talk()
    draft = make_session(session.stop, "S2", state="draft")

    change(draft, title_en="Draft")
    assert (public(draft.id).title_en, pending_codes(draft.event_id)) == ("Draft", frozenset())
    with transaction():
        assert publish_session(draft.id, actor=ACTOR, now=NOW)

    assert public(draft.id).state == "draft"
    assert to_edit(draft.event_id, "S2").state == "published"
    with pytest.raises(StateImpossible), transaction():
        delete_draft_session(draft.id, actor=ACTOR, now=NOW)


def test_session_made_as_published_waits(app: Flask) -> None:
    session = make_talk()
    wish = details_of(session, code="S9", title_en="Brand new")

    with transaction():
        made = add_session(session.event_id, wish, actor=ACTOR, now=NOW)

    assert public(made.id).state == "draft"
    assert to_edit(session.event_id, "S9").state == "published"
    assert [one.code for one in programme_of(session.event_id)] == ["S1"]


def test_cancelling_waits_and_is_taken_back(app: Flask) -> None:
    session = make_talk()

    with transaction():
        assert cancel_session(session.id, actor=ACTOR, now=NOW)
    assert (public(session.id).state, to_edit(session.event_id).state) == ("published", "cancelled")
    with transaction():
        assert restore_session(session.id, actor=ACTOR, now=NOW)

    assert pending_codes(session.event_id) == frozenset()
    assert public(session.id).sequence == 0


def test_what_was_released_does_not_become_a_draft(app: Flask) -> None:
    session = make_talk()

    with pytest.raises(StateImpossible):
        change(session, state="draft")


def test_line_up_waits_and_its_speaker_stays(app: Flask) -> None:
    session = make_talk()
    event = session.stop.event
    ada, bo = make_speaker(event, "A"), make_speaker(event, "B")
    with transaction():
        add_appearance(session.id, ada.id, "presenter", actor=ACTOR, now=NOW)
        add_appearance(session.id, bo.id, "moderator", actor=ACTOR, now=NOW)

    (shown,) = programme_of(event.id)
    (working,) = working_programme_of(event.id, states=STATES)
    assert (shown.people, [one.code for one in working.people]) == ((), ["A", "B"])
    with pytest.raises(StillInUse), transaction():
        delete_speaker(bo.id, actor=ACTOR, now=NOW)
    with transaction():
        remove_appearance(session.id, ada.id, "presenter", actor=ACTOR, now=NOW)
        remove_appearance(session.id, bo.id, "moderator", actor=ACTOR, now=NOW)
    assert pending_codes(event.id) == frozenset()


def test_change_is_discarded_and_who_saw_it_is_told(app: Flask) -> None:
    session = make_talk()
    make_appearance(session, make_speaker(session.stop.event, "A"))
    change(session, title_en="New")
    known = seen(to_edit(session.event_id))

    with transaction():
        assert discard_change(session.event_id, "S1", actor=ACTOR, now=NOW)
    with transaction():
        assert not discard_change(session.event_id, "S1", actor=ACTOR, now=NOW)

    assert (public(session.id).title_en, pending_codes(session.event_id)) == ("Old", frozenset())
    assert public(session.id).version == 3
    wish = details_of(public(session.id), title_en="Newer")
    with pytest.raises(StaleEdit), transaction():
        change_session(session.id, wish, known, actor=ACTOR, now=NOW)


@pytest.mark.parametrize("what", ["programme", "line-up"])
def test_file_is_public_at_once_and_what_waited_is_forgotten(app: Flask, what: str) -> None:
    session = make_talk()
    speaker = make_speaker(session.stop.event, "A")
    change(session, title_en="Waits")

    with transaction():
        if what == "programme":
            save_sessions(session.event_id, [details_of(session, title_en="File")], now=NOW)
        else:
            save_line_up(
                session.event_id,
                [AppearanceDetails(session.id, speaker.id, "presenter")],
                now=NOW,
            )

    assert db.session.query(PendingSession).count() == 0
    assert public(session.id).title_en == ("File" if what == "programme" else "Old")


def test_stop_takes_what_waits_along_and_is_not_deleted_under_it(app: Flask) -> None:
    session = make_talk()
    other = make_stop(session.stop.event, "D2", starts_at=NOON + 24 * HOUR)
    move(session, HOUR)
    stop = session.stop
    fields = StopDetails._fields
    wish = StopDetails(**{name: getattr(stop, name) for name in fields})._replace(
        wall_starts=stop.wall_starts + HOUR,
        wall_ends=stop.wall_ends + HOUR,
        starts_at=stop.starts_at + HOUR,
        ends_at=stop.ends_at + HOUR,
    )

    with transaction():
        change_stop(stop.id, wish, seen_of(stop, fields), actor=ACTOR, now=NOW)

    assert public(session.id).starts_at == NOON + HOUR
    assert to_edit(session.event_id).starts_at == NOON + 2 * HOUR
    change(session, stop_id=other.id, **_at(NOON + 24 * HOUR))
    with pytest.raises(StillInUse), transaction():
        delete_stop(other.id, actor=ACTOR, now=NOW)


def test_new_zone_data_moves_what_waits_too(app: Flask) -> None:
    session = make_talk()
    change(session, title_en="New")
    with transaction():
        row = db.session.get_one(PendingSession, session.id)
        row.starts_at, row.ends_at = row.starts_at - HOUR, row.ends_at - HOUR

    with transaction():
        derived = derive_times(session.event_id, actor=ACTOR, now=NOW)

    assert {moved.kind for moved in derived.changed} == {"waiting session"}
    assert derived.left == ()
    assert to_edit(session.event_id).starts_at == NOON


def _at(starts_at: Any) -> dict[str, Any]:
    wall = starts_at.replace(tzinfo=None) + 2 * HOUR
    return {
        "starts_at": starts_at,
        "ends_at": starts_at + HOUR,
        "wall_starts": wall,
        "wall_ends": wall + HOUR,
    }
