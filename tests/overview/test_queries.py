"""Facts of what needs attention, read from what is stored."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.events.models import Event
from eventapp.events.queries import all_events
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.mail.actions import give_up, lease_mail, mark_sent, queue_mail
from eventapp.mail.rules import Letter
from eventapp.overview.queries import facts_of, span_of
from eventapp.overview.rules import StopFacts
from eventapp.speakers.models import Speaker
from eventapp.speakers.queries import speakers_of
from eventapp.speaking.answering import Answer, answer_session, state_hours
from eventapp.speaking.inviting import invite_speaker
from eventapp.speaking.rules import Times
from tests.counting import statements
from tests.factories import (
    NOON,
    make_appearance,
    make_event,
    make_registration,
    make_session,
    make_speaker,
    make_stop,
    make_stream,
)
from tests.proposals.wishes import make_call, make_proposal
from tests.releases.releasing import move, release
from tests.speaking.test_inviting import SECRET

LATER = NOON + timedelta(hours=1)


def send(registration_id: int, *, fails: bool) -> None:
    """Queue a mail about a registration and let it be sent, or given up."""
    letter = Letter("confirmation", "a@example.org", "en", "UTC", {"registration": registration_id})
    with transaction():
        queue_mail(letter, now=NOON)
    with transaction():
        mail = lease_mail(now=LATER, lease=timedelta(minutes=1))
        assert mail is not None
        if fails:
            give_up(mail, "no such mailbox", now=LATER)
        else:
            mark_sent(mail, now=LATER)


def test_facts_are_those_of_the_event(app: Flask) -> None:
    event = make_event(description_en="About it", capacity_online=10)
    watched, stop = make_stop(event, "D1"), make_stop(event, "D2")
    over = make_stop(event, "D0", starts_at=NOON - timedelta(days=9))
    make_stream(watched)
    make_appearance(make_session(stop, "S1"), make_speaker(event))
    make_session(stop, "S2", abstract_sv="Om detta")
    make_session(stop, "S3", kind="break")
    make_session(stop, "S4", state="cancelled")
    make_session(make_stop(make_event()), "S5")

    facts = facts_of([span_of(event)], now=NOON)[event.id]

    assert (facts.starts_at, facts.ends_at) == (over.starts_at, stop.ends_at)
    assert facts.stops == (StopFacts("D1", NOON, True), StopFacts("D2", NOON, False))  # noqa: FBT003
    assert facts.without_speaker == ("S2",)
    assert facts.untranslated == ("", "S2")
    assert facts.places["online"].capacity == 10


def test_mails_that_failed_are_told_until_a_later_one_is_sent(app: Flask) -> None:
    event, other = make_event(), make_event()
    failed, mended = make_registration(event, "P1"), make_registration(event, "P2")
    numbers = (failed.id, mended.id, make_registration(other, "P3").id)
    for number in numbers:
        send(number, fails=True)
    send(numbers[1], fails=False)
    db.session.rollback()

    mine = facts_of([span_of(event)], now=NOON)[event.id]
    later = facts_of([span_of(event)], now=NOON + timedelta(days=31))[event.id]

    assert mine.failed_mails == ("P1",)
    assert later.failed_mails == ()


def test_what_waits_and_who_has_not_answered_is_told(app: Flask) -> None:
    event = make_event()
    session, speaker = make_session(make_stop(event), "S1"), make_speaker(event, "T1")
    make_appearance(session, speaker)
    make_appearance(make_session(session.stop, "S2", state="parked"), make_speaker(event, "T2"))
    numbers = [one.id for one in speakers_of(event.id)]
    with transaction():
        db.session.execute(sa.update(Speaker).values(email="ana@example.org"))
        for number in numbers:
            invite_speaker(number, secret=SECRET, actor="", now=NOON)
        state_hours(numbers[1], [], now=NOON)
    release(event.id)
    move(session)

    facts = facts_of([span_of(event)], now=NOON)[event.id]

    assert (facts.waiting, facts.unanswered) == (("S1",), ("T1",))
    with transaction():
        given = Answer("confirmed", "", Times(session.starts_at, session.ends_at))
        answer_session(numbers[0], "S1", given, now=NOON)
    assert facts_of([span_of(event)], now=NOON)[event.id].unanswered == ()


def lost(event: Event, *, now: datetime = NOON) -> tuple[tuple[str, ...], ...]:
    """Give the sessions that speakers declined, and those that proposers gave back."""
    db.session.rollback()
    found = facts_of([span_of(event)], now=now)[event.id]
    return found.declined, found.withdrawn


def test_sessions_that_speakers_declined_are_told_until_somebody_sees_to_them(app: Flask) -> None:
    event = make_event()
    stop = make_stop(event)
    session, speaker = make_session(stop, "S1"), make_speaker(event, email="a@example.org")
    appearance = make_appearance(session, speaker)
    make_appearance(make_session(stop, "S2", starts_at=LATER), make_speaker(event))
    number, times = speaker.id, Times(session.starts_at, session.ends_at)
    with transaction():
        invite_speaker(number, secret=SECRET, actor="", now=NOON)
        answer_session(number, "S1", Answer("declined", "", times), now=NOON)

    told = lost(event)

    assert told == (("S1",), ())
    assert lost(event, now=session.ends_at) == ((), ())
    for state in ("parked", "cancelled"):
        with transaction():
            session.state = state
        assert lost(event) == ((), ())
    with transaction():
        session.state = "published"
        session.ends_at += timedelta(minutes=5)
    assert lost(event) == ((), ())
    with transaction():
        session.ends_at -= timedelta(minutes=5)
    assert lost(event) == (("S1",), ())
    with transaction():
        db.session.delete(appearance)
    assert lost(event) == ((), ())


@pytest.mark.parametrize("state", ["declined", "withdrawn"])
def test_sessions_that_proposers_gave_back_are_told(app: Flask, state: str) -> None:
    event = make_event()
    make_call(event)
    session, speaker = make_session(make_stop(event), "S1"), make_speaker(event)
    appearance = make_appearance(session, speaker)
    proposal = make_proposal(event)
    with transaction():
        speaker.email = "Maya@example.org"
        proposal.session_id, proposal.state = session.id, "confirmed"
    before = lost(event)
    with transaction():
        proposal.state = state

    told = lost(event)

    assert (before, told) == (((), ()), ((), ("S1",)))
    with transaction():
        db.session.delete(appearance)
    assert lost(event) == ((), ())


def test_facts_take_the_same_statements_for_any_number(app: Flask) -> None:
    taken = []
    for number in (1, 3):
        for _ in range(number):
            make_session(make_stop(make_event()))
        spans = all_events()
        with statements() as seen:
            assert len(facts_of(spans, now=NOON)) == len(spans)
        taken.append(len(seen))

    assert taken == [6, 6]
