"""Releasing: all that waits at once, numbered, told of once."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.audit.models import AuditEntry
from eventapp.events.models import Event
from eventapp.events.queries import versions_of
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.mail.models import OutboxMail
from eventapp.programme.changing import cancel_session, change_session, restore_session
from eventapp.programme.line_up import add_appearance
from eventapp.programme.models import PendingSession, Session
from eventapp.programme.queries import programme_of
from eventapp.programme.working import pending_codes
from eventapp.releases.actions import release_programme
from eventapp.releases.changelog import Kind
from eventapp.releases.queries import recipients_of, releases_of
from eventapp.releases.rules import NothingToRelease, OtherThanPreviewed, ReleaseWish
from tests.counting import statements
from tests.factories import (
    NOON,
    make_appearance,
    make_event,
    make_registration,
    make_session,
    make_speaker,
    make_stop,
)
from tests.programme.wishes import ACTOR, details_of, seen
from tests.releases.releasing import (
    HOUR,
    LATER,
    NOW,
    move,
    number_of_releases,
    release,
    to_edit,
    upcoming,
)


def make_talks() -> tuple[Event, Session, Session]:
    event = make_event("tour", languages="sv en")
    stop = make_stop(event, "D1")
    first, second = (make_session(stop, code) for code in ("S1", "S2"))
    return event, first, second


def public(session: Session) -> Session:
    db.session.expire_all()
    return db.session.get_one(Session, session.id)


def mails() -> list[OutboxMail]:
    return list(db.session.scalars(sa.select(OutboxMail).order_by(OutboxMail.id)))


def test_first_release_is_numbered_and_tells_of_no_change(app: Flask) -> None:
    event, _first, _second = make_talks()

    released = release(event.id, with_mails=True)

    assert (released.number, released.changes, released.session_count) == (1, (), 2)
    assert (released.note.sv, released.mail_count, mails()) == ("Notis", 0, [])
    assert db.session.get_one(Event, event.id, populate_existing=True).release_number == 1


def test_what_was_moved_often_is_released_once_with_one_sequence(app: Flask) -> None:
    event, first, second = make_talks()
    release(event.id)
    for _time in range(3):
        move(first, HOUR / 2)
    before = versions_of("tour")

    released = release(event.id)

    row = public(first)
    assert (row.starts_at, row.sequence, row.changed_at) == (NOON + 1.5 * HOUR, 1, LATER)
    assert row.version == 4
    assert (public(second).sequence, pending_codes(event.id)) == (0, frozenset())
    (change,) = released.changes
    assert change.before is not None
    assert change.after is not None
    assert (change.kind, change.code, change.fields) == (Kind.MOVED, "S1", ())
    assert (change.before.starts_at, change.after.starts_at) == (NOON, NOON + 1.5 * HOUR)
    after = versions_of("tour")
    assert before is not None
    assert after is not None
    assert after.version == before.version + 1
    noted = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert noted is not None
    assert (noted.action, noted.subject, noted.detail) == ("released", "2", "1 changes, 0 mails")


def test_cancelled_session_stays_and_is_restored(app: Flask) -> None:
    event, first, _second = make_talks()
    release(event.id)
    with transaction():
        cancel_session(first.id, actor=ACTOR, now=NOW)
    assert [one.state for one in programme_of(event.id)] == ["published", "published"]

    cancelled = release(event.id)
    states = [one.state for one in programme_of(event.id)]
    with transaction():
        restore_session(first.id, actor=ACTOR, now=NOW)
    restored = release(event.id)

    assert states == ["cancelled", "published"]
    assert [one.kind for one in (*cancelled.changes, *restored.changes)] == [
        Kind.CANCELLED,
        Kind.RESTORED,
    ]
    assert public(first).sequence == 2


def test_line_up_is_released_as_a_change_of_the_line_up(app: Flask) -> None:
    event, first, _second = make_talks()
    speaker = make_speaker(event, "A")
    release(event.id)
    with transaction():
        add_appearance(first.id, speaker.id, "presenter", actor=ACTOR, now=NOW)

    (change,) = release(event.id).changes

    assert (change.kind, change.fields) == (Kind.CHANGED, ("line_up",))
    assert [one.code for one in programme_of(event.id)[0].people] == ["A"]
    assert (public(first).changed_at, public(first).sequence) == (LATER, 0)


def test_what_a_file_wrote_stands_in_the_next_changelog(app: Flask) -> None:
    event, first, _second = make_talks()
    release(event.id)
    with transaction():
        public(first).title_en = "From a file"

    (change,) = release(event.id).changes

    assert (change.kind, change.fields) == (Kind.CHANGED, ("title",))
    assert public(first).sequence == 0


def test_other_than_was_previewed_is_refused_and_so_is_nothing(app: Flask) -> None:
    event, first, _second = make_talks()
    release(event.id)
    wish = ReleaseWish(upcoming(event.id).mark)
    with pytest.raises(NothingToRelease), transaction():
        release_programme(event.id, wish, actor=ACTOR, now=LATER)
    move(first)

    with pytest.raises(OtherThanPreviewed), transaction():
        release_programme(event.id, wish, actor=ACTOR, now=LATER)

    assert (public(first).starts_at, number_of_releases()) == (NOON, 1)


def test_two_who_release_at_once_make_one_release(app: Flask) -> None:
    event, first, _second = make_talks()
    release(event.id)
    make_registration(event, "P1")
    move(first)
    number, wish = event.id, ReleaseWish(upcoming(event.id).mark, with_mails=True)
    db.session.rollback()

    def press(_number: int) -> str:
        with app.app_context():
            try:
                with transaction():
                    release_programme(number, wish, actor=ACTOR, now=LATER)
            except OtherThanPreviewed:
                return "refused"
            else:
                return "released"
            finally:
                db.session.remove()

    with ThreadPoolExecutor(4) as organisers:
        seen_there = sorted(organisers.map(press, range(4)))

    assert seen_there == ["refused"] * 3 + ["released"]
    assert (public(first).sequence, number_of_releases(), len(mails())) == (1, 2, 1)


def test_each_address_is_told_once_in_its_language_and_zone(app: Flask) -> None:
    event, first, second = make_talks()
    tokyo = make_registration(event, "P1", email="a@example.org", language="en", zone="Asia/Tokyo")
    make_registration(event, "P2", email="gone@example.org", withdrawn_at=NOON - 20 * HOUR)
    make_registration(make_event("other"), "P1", email="else@example.org")
    both = make_speaker(event, "A", email="A@Example.org")
    only = make_speaker(event, "B", email="b@example.org", zone="America/Lima")
    make_appearance(first, both)
    make_appearance(second, make_speaker(event, "C", email="c@example.org"))
    make_appearance(first, make_speaker(event, "D"))
    release(event.id)
    move(first)
    with transaction():
        add_appearance(first.id, only.id, "host", actor=ACTOR, now=NOW)

    released = release(event.id, with_mails=True)

    told = [(one.recipient, one.language, one.zone, json.loads(one.about)) for one in mails()]
    assert told == [
        (
            "a@example.org",
            "en",
            "Asia/Tokyo",
            {"release": released.id, "registration": tokyo.id, "speaker": both.id},
        ),
        ("b@example.org", "sv", "America/Lima", {"release": released.id, "speaker": only.id}),
    ]
    assert released.mail_count == 2


def test_nobody_is_told_of_a_draft(app: Flask) -> None:
    event = make_event("tour", state="draft")
    talk = make_session(make_stop(event, "D1"), "S1")
    make_appearance(talk, make_speaker(event, "A", email="a@example.org"))
    release(event.id)
    move(talk)

    assert (release(event.id, with_mails=True).mail_count, mails()) == (0, [])


def test_mails_of_many_are_queued_in_few_statements(app: Flask) -> None:
    def measure(slug: str, registrants: int) -> int:
        event = make_event(slug)
        session = make_session(make_stop(event, "D1"), "S1")
        for number in range(registrants):
            make_registration(event, f"P{number}")
        release(event.id)
        move(session)
        with statements() as ran:
            release(event.id, with_mails=True)
        return len(ran)

    assert measure("small", 1) == measure("large", 8)


def test_preview_asks_as_often_for_many_sessions_as_for_one(app: Flask) -> None:
    def measure(event: Event, sessions: int) -> int:
        stop = make_stop(event, "D1", hours=40)
        talks = [make_session(stop, f"S{number}") for number in range(sessions)]
        release(event.id)
        for talk in talks:
            move(talk)
        with statements() as ran:
            recipients_of(event, [one.code for one in upcoming(event.id).changes])
        return len(ran)

    assert measure(make_event(), 1) == measure(make_event(), 4)


def test_discarded_edit_of_a_form_is_not_released(app: Flask) -> None:
    event, first, second = make_talks()
    release(event.id)
    for one in (first, second):
        row: Any = to_edit(event.id, one.code)
        with transaction():
            change_session(one.id, details_of(row, title_en="New"), seen(row), actor=ACTOR, now=NOW)
    with transaction():
        db.session.delete(db.session.get_one(PendingSession, second.id))

    released = release(event.id)

    assert [one.code for one in released.changes] == ["S1"]
    assert [one.number for one in releases_of(event.id)] == [2, 1]
