"""Places that somebody gives back just when somebody else has found none."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.registration.changing import change_registration, withdraw
from eventapp.registration.registering import add_registration, register
from eventapp.registration.rules import EventFull, RegistrationChange
from tests.factories import NOON, make_event
from tests.registration.applicants import make_applicant
from tests.registration.test_registering import taken

# On SQLite whoever writes is alone.
pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@contextmanager
def after_the_first_look(act: Callable[[], object], app: Flask) -> Iterator[None]:
    """Let somebody else act, once, when this transaction has looked for a place in vain."""
    waiting = [act]

    def elsewhere() -> None:
        with app.app_context(), transaction():
            waiting.pop()()

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if waiting and statement.startswith("UPDATE event"):
            other = threading.Thread(target=elsewhere)
            other.start()
            other.join()

    sa.event.listen(db.engine, "after_cursor_execute", note)
    try:
        yield
    finally:
        sa.event.remove(db.engine, "after_cursor_execute", note)


def full_event(**values: Any) -> tuple[int, Callable[[], object]]:
    """Make an event whose one place is taken, and give what gives that back."""
    event_id = make_event(**values).id
    mode = "onsite" if "capacity_onsite" in values else "online"
    with transaction():
        holder = register(event_id, make_applicant("first", mode=mode), now=NOON, key="1")
    return event_id, lambda: withdraw(holder.registration_id, now=NOON)


def test_place_given_back_meanwhile_is_given_to_who_asks(app: Flask) -> None:
    event_id, give_back = full_event(capacity_online=1)

    with after_the_first_look(give_back, app), transaction():
        registered = register(event_id, make_applicant("second"), now=NOON, key="2")

    assert registered.is_new
    assert taken(event_id) == (1, 0)


def test_place_given_by_hand_meanwhile_is_counted(app: Flask) -> None:
    event_id, give_back = full_event(capacity_online=1)

    with after_the_first_look(give_back, app), transaction():
        add_registration(event_id, make_applicant("second"), actor="account:1", now=NOON)

    assert taken(event_id) == (1, 0)
    with pytest.raises(EventFull), transaction():
        register(event_id, make_applicant("third"), now=NOON, key="3")


def test_place_of_another_mode_given_back_meanwhile_is_counted(app: Flask) -> None:
    event_id, give_back = full_event(format="hybrid", capacity_onsite=1)
    with transaction():
        mover = register(event_id, make_applicant("mover"), now=NOON, key="2").registration_id
    told = make_applicant("mover", mode="onsite")._asdict()
    del told["email"]

    with after_the_first_look(give_back, app), transaction():
        change_registration(mover, RegistrationChange(**told), 1, now=NOON)

    assert taken(event_id) == (0, 1)
