"""Links of speakers: sent, sent anew, reminded of, revoked."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.audit.models import AuditEntry
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.mail.models import OutboxMail
from eventapp.programme.models import Session
from eventapp.programme.rules import PARKED
from eventapp.speakers.models import Speaker
from eventapp.speaking.answering import Answer, answer_session, state_hours
from eventapp.speaking.inviting import invite_speaker, remind_speaker, revoke_link, token_of
from eventapp.speaking.models import SpeakerInvitation
from eventapp.speaking.queries import asked_of, invitation_by_token, told_at
from eventapp.speaking.rules import (
    NoAddress,
    NothingToRemindOf,
    RemindedToday,
    SessionNotTheirs,
    Standing,
    State,
    Times,
)
from eventapp.web.speaker_letters import sessions_of
from tests.counting import statements
from tests.factories import NOON, make_appearance, make_event, make_session, make_speaker, make_stop
from tests.releases.releasing import move, release

SECRET = "a secret of the tests, long enough"  # noqa: S105 -- not a real one
ACTOR = "account:1"
DAY = timedelta(days=1)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def make_asked(**values: str) -> Speaker:
    event = make_event("tour")
    speaker = make_speaker(event, "T1", **{"email": "ana@example.org"} | values)
    make_appearance(make_session(make_stop(event), "S1"), speaker)
    return speaker


def invited(speaker: Speaker, days: int = 0) -> str:
    with transaction():
        invitation = invite_speaker(speaker.id, secret=SECRET, actor=ACTOR, now=NOON + days * DAY)
        return token_of(invitation, SECRET)


def reminded(speaker: Speaker, days: float = 0) -> None:
    with transaction():
        remind_speaker(speaker.id, actor=ACTOR, now=NOON + days * DAY)


def letters() -> list[tuple[str, str, str, str]]:
    rows = db.session.scalars(sa.select(OutboxMail).order_by(OutboxMail.id))
    return [(row.kind, row.recipient, row.language, row.zone) for row in rows]


def actions() -> list[str]:
    return list(db.session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id)))


def test_an_invitation_is_a_letter_and_a_digest(app: Flask) -> None:
    speaker = make_asked(zone="Asia/Tokyo", country_code="JP")

    token = invited(speaker)

    found = invitation_by_token(token)
    row = db.session.scalars(sa.select(SpeakerInvitation)).one()
    assert found is row
    assert token not in (row.token_digest, row.seed)
    assert letters() == [("invitation_to_speak", "ana@example.org", "en", "Asia/Tokyo")]
    assert token not in db.session.scalars(sa.select(OutboxMail.about)).one()
    assert actions() == ["speaker invited"]


@on_sqlite
@pytest.mark.parametrize(
    ("country", "language", "letter"), [("SE", "", "sv"), ("SE", "en", "en"), ("JP", "sv", "sv")]
)
def test_letters_are_in_the_speakers_language(
    app: Flask, country: str, language: str, letter: str
) -> None:
    invited(make_asked(country_code=country, language=language))

    assert [row[2] for row in letters()] == [letter]


def test_a_new_link_takes_the_place_of_the_old_one(app: Flask) -> None:
    speaker = make_asked()

    old, new = invited(speaker), invited(speaker, 1)

    assert invitation_by_token(old) is None
    assert invitation_by_token(new) is not None
    assert actions() == ["speaker invited", "speaker invited again"]


def test_a_revoked_link_opens_nothing_until_one_is_sent_anew(app: Flask) -> None:
    speaker = make_asked()
    token = invited(speaker)

    with transaction():
        revoked = revoke_link(speaker.id, actor=ACTOR, now=NOON)
        again = revoke_link(speaker.id, actor=ACTOR, now=NOON)

    assert (revoked, again) == (True, False)
    assert invitation_by_token(token) is None
    assert asked_of(speaker.event_id)[0].state is State.NOT_INVITED
    with pytest.raises(NothingToRemindOf):
        reminded(speaker, 3)
    assert invitation_by_token(invited(speaker)) is not None


@on_sqlite
def test_nobody_is_invited_without_an_address(app: Flask) -> None:
    with pytest.raises(NoAddress):
        invited(make_asked(email=""))

    assert letters() == []


def test_reminders_go_out_once_a_day(app: Flask) -> None:
    speaker = make_asked()
    with pytest.raises(NothingToRemindOf):
        reminded(speaker)
    invited(speaker)

    with pytest.raises(RemindedToday):
        reminded(speaker, 0.9)
    reminded(speaker, 1)
    with pytest.raises(RemindedToday):
        reminded(speaker, 1.9)
    reminded(speaker, 2)

    row = db.session.scalars(sa.select(SpeakerInvitation)).one()
    assert (row.reminders, row.reminded_at) == (2, NOON + 2 * DAY)
    assert [kind for kind, *_rest in letters()] == [
        "invitation_to_speak",
        "reminder_to_speak",
        "reminder_to_speak",
    ]


@on_sqlite
def test_who_answered_everything_is_not_reminded(app: Flask) -> None:
    speaker = make_asked()
    invited(speaker)
    for_noon = Times(NOON, NOON + timedelta(minutes=45))
    with transaction():
        answer_session(speaker.id, "S1", Answer("confirmed", "", for_noon), now=NOON)

    with pytest.raises(NothingToRemindOf):
        reminded(speaker, 2)
    assert asked_of(speaker.event_id)[0].state is State.ANSWERED


def test_nobody_is_asked_for_a_session_without_a_time(app: Flask) -> None:
    speaker = make_asked()
    event_id, slot = speaker.event_id, Times(NOON, NOON + timedelta(minutes=45))
    with transaction():
        db.session.execute(sa.update(Session).values(state=PARKED))
    invited(speaker)

    assert asked_of(event_id)[0].parts == ()
    assert sessions_of(speaker) == []
    with pytest.raises(SessionNotTheirs), transaction():
        answer_session(speaker.id, "S1", Answer("confirmed", "", slot), now=NOON)


def test_a_plan_is_told_of_those_who_are_asked(app: Flask) -> None:
    speaker = make_asked()
    event_id = speaker.event_id
    other = make_speaker(speaker.event, "T2")
    make_appearance(make_session(make_stop(speaker.event), "S2"), other)
    assert told_at(event_id) == ({}, {})

    invited(speaker)
    assert told_at(event_id) == ({("S1", "T1"): Standing.OPEN}, {})
    with transaction():
        state_hours(speaker.id, [NOON], now=NOON)

    told = told_at(event_id)
    assert told.hours == {"T1": [Times(NOON, NOON + timedelta(minutes=30))]}


def test_a_plan_asks_again_for_a_time_that_is_not_released_yet(app: Flask) -> None:
    speaker = make_asked()
    event_id, slot = speaker.event_id, Times(NOON, NOON + timedelta(minutes=45))
    invited(speaker)
    with transaction():
        answer_session(speaker.id, "S1", Answer("declined", "", slot), now=NOON)
    release(event_id)
    before = told_at(event_id).standings

    move(db.session.scalars(sa.select(Session)).one())

    assert before == {("S1", "T1"): Standing.DECLINED}
    assert told_at(event_id).standings == {("S1", "T1"): Standing.MOVED}
    assert asked_of(event_id)[0].parts[0].standing is Standing.DECLINED


@on_sqlite
def test_everybody_is_looked_up_in_two_statements(app: Flask) -> None:
    speaker = make_asked()
    for number in range(3):
        other = make_speaker(speaker.event, f"N{number}")
        make_appearance(make_session(make_stop(speaker.event)), other)

    event_id = speaker.event_id
    with statements() as sent:
        asked = asked_of(event_id)

    assert len(asked) == 4
    assert len(sent) == 2
