"""The demo tour."""

from collections import Counter
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.attendance.models import LogIn, Play
from eventapp.audit.models import AuditEntry
from eventapp.codesign.queries import board_of
from eventapp.events.queries import event_by_slug, is_demo, measurements, past_editions, stops_of
from eventapp.exchange.demo import DEMO_EVENT, STREAM, take_coming_edition, take_demo
from eventapp.exchange.demo_speakers import UNANSWERED, ask_speakers
from eventapp.foundation.database import Model, db
from eventapp.foundation.resources import folder
from eventapp.foundation.timezones import day_of
from eventapp.foundation.transaction import transaction
from eventapp.programme.models import Appearance, Session
from eventapp.programme.queries import programme_of
from eventapp.registration.models import Registration
from eventapp.speakers.models import Speaker
from eventapp.speakers.queries import speakers_of
from eventapp.speaking.queries import asked_of, invitation_by_token
from eventapp.speaking.rules import State
from eventapp.streams.queries import stream_of
from tests.factories import NOON


def number_of(model: type[Model]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_demo_holds_every_row_of_its_files(app: Flask) -> None:
    with transaction():
        take_demo(now=NOON)

    event = event_by_slug(DEMO_EVENT)
    assert event is not None
    assert is_demo()
    assert [stop.code for stop in stops_of(event.id)] == ["D1", "D2", "D3", "D4", "D5"]
    numbers = [
        number_of(model) for model in (Speaker, Session, Appearance, Registration, LogIn, Play)
    ]
    assert numbers == [36, 26, 60, 358, 2036, 311]
    assert (len(past_editions()), len(measurements())) == (6, 9)
    imports = sa.select(AuditEntry.id).where(AuditEntry.action.startswith("import "))
    assert len(db.session.scalars(imports).all()) == 9


def test_board_of_the_demo_has_come_far_and_that_of_its_next_edition_less_so(app: Flask) -> None:
    with transaction():
        take_demo(now=NOON)
        coming = take_coming_edition(now=NOON)

    held = event_by_slug(DEMO_EVENT)
    assert held is not None
    stages = [Counter(card.stage for card in board_of(one.id).cards) for one in (held, coming)]
    assert stages == [
        {"followed_up": 9, "delivered": 5},
        {"rehearsed": 2, "agreed": 4, "paired": 4, "contacted": 2, "idea": 2},
    ]
    signed = sum(card.signed for card in board_of(coming.id).cards)
    assert signed == 16


def test_speakers_of_the_coming_edition_are_asked_and_those_of_2021_are_as_in_their_file(
    app: Flask,
) -> None:
    with transaction():
        take_demo(now=NOON)
        coming = take_coming_edition(now=NOON)
        token = ask_speakers(coming, secret="secret", now=NOON)  # noqa: S106

    held = event_by_slug(DEMO_EVENT)
    assert held is not None
    assert {one.email for one in speakers_of(held.id)} == {""}
    emails = [one.email for one in speakers_of(coming.id)]
    assert len(set(emails)) == 36
    assert all(email.isascii() and email.endswith("@example.org") for email in emails)
    assert "astrid.mollebaek@example.org" in emails
    states = Counter(one.state for one in asked_of(coming.id))
    assert states == {
        State.NOT_INVITED: 33,
        State.ANSWERED: 1,
        State.DECLINED: 1,
        State.WAITING: 1,
    }
    invitation = invitation_by_token(token)
    assert invitation is not None
    assert invitation.speaker.code == UNANSWERED


@pytest.mark.parametrize("now", [NOON, datetime(2027, 12, 31, 23, 5, tzinfo=UTC)])
def test_coming_edition_is_live_at_once_and_goes_on_day_by_day(app: Flask, now: datetime) -> None:
    with transaction():
        take_demo(now=now)
        event_id = take_coming_edition(now=now).id

    first, *others = stops_of(event_id)
    sessions = programme_of(event_id)
    on_now = [one.code for one in sessions if one.starts_at <= now < one.ends_at]
    assert (first.code, on_now) == ("D1", ["D1-1"])
    assert [one.wall_starts.hour for one in others] == [9, 13, 13, 15]
    days = [(one.wall_starts.date() - day_of(now, first.zone)).days for one in others]
    assert days == [1, 2, 3, 4]
    assert len(sessions) == 26
    assert len(speakers_of(event_id)) == 36


def test_coming_edition_takes_registrations_and_shows_our_own_picture(app: Flask) -> None:
    with transaction():
        take_demo(now=NOON)
        event_id = take_coming_edition(now=NOON).id

    event = event_by_slug("atmp-world-tour-2030")
    assert event is not None
    assert (event.id, event.name_en) == (event_id, "ATMP World Tour 2030")
    assert event.name_sv == "ATMP World Tour 2030 – virtuell världsturné"
    stops = stops_of(event_id)
    assert event.registration_opens_at is None
    assert event.registration_closes_at == stops[-1].ends_at
    assert [getattr(stream_of(stop.id), "address", None) for stop in stops] == [STREAM] * 5
    assert (folder("static") / STREAM.removeprefix("/assets/demo/")).stat().st_size < 80 * 1024


def test_demo_files_say_that_people_are_invented() -> None:
    assert "invented" in (folder("demo") / "README.md").read_text(encoding="utf-8")
