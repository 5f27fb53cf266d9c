"""The demo tour."""

import sqlalchemy as sa
from flask import Flask

from eventapp.attendance.models import LogIn, Play
from eventapp.audit.models import AuditEntry
from eventapp.events.queries import event_by_slug, is_demo, measurements, past_editions, stops_of
from eventapp.exchange.demo import DEMO_EVENT, take_demo
from eventapp.foundation.database import Model, db
from eventapp.foundation.resources import folder
from eventapp.foundation.transaction import transaction
from eventapp.programme.models import Appearance, Session
from eventapp.registration.models import Registration
from eventapp.speakers.models import Speaker
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
    assert number_of(AuditEntry) == 9


def test_demo_files_say_that_people_are_invented() -> None:
    assert "invented" in (folder("demo") / "README.md").read_text(encoding="utf-8")
