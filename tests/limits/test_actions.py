"""Counting of tries, by several at once."""

from datetime import timedelta
from threading import Thread

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.limits.actions import count_try, forget_tries
from eventapp.limits.models import RateWindow
from eventapp.limits.rules import Limit
from tests.factories import NOON

LIMIT = Limit("try", 3, timedelta(minutes=15))


def tried(who: str = "a@example.org", after: timedelta = timedelta(0)) -> timedelta | None:
    with transaction():
        return count_try(LIMIT, who, now=NOON + after)


def test_tries_over_the_limit_wait_for_the_end_of_the_window(app: Flask) -> None:
    minute = timedelta(minutes=1)

    waits = [tried(after=number * minute) for number in range(5)]

    assert waits == [None, None, None, 12 * minute, 11 * minute]
    assert tried(after=timedelta(minutes=15) - timedelta(seconds=1)) == timedelta(seconds=1)
    assert tried(after=timedelta(minutes=15)) is None


def test_others_are_counted_apart(app: Flask) -> None:
    for _ in range(4):
        tried()

    assert tried("b@example.org") is None
    assert tried() is not None


def test_who_was_right_begins_anew(app: Flask) -> None:
    for _ in range(4):
        tried()

    with transaction():
        forget_tries(LIMIT, "a@example.org")

    assert tried() is None


def test_table_holds_no_address_and_lets_old_rows_go(app: Flask) -> None:
    tried()
    stored = db.session.scalars(sa.select(RateWindow.key)).all()
    tried("b@example.org", after=timedelta(days=2))

    assert "example" not in stored[0]
    assert db.session.scalars(sa.select(RateWindow.key)).all() != stored
    assert len(db.session.scalars(sa.select(RateWindow.key)).all()) == 1


def test_many_at_once_pass_no_more_than_the_limit(app: Flask) -> None:
    allowed: list[timedelta | None] = []

    def attempt() -> None:
        with app.app_context():
            allowed.extend(tried() for _ in range(5))

    threads = [Thread(target=attempt) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert allowed.count(None) == LIMIT.tries


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_nobody_waits_for_old_rows_that_others_hold(app: Flask) -> None:
    tried("old@example.org")
    later = timedelta(days=2)

    with db.engine.connect() as other, other.begin():
        other.execute(sa.select(RateWindow.key).with_for_update()).all()
        with transaction():
            db.session.execute(sa.text("SET LOCAL lock_timeout = '200ms'"))
            wait = count_try(LIMIT, "new@example.org", now=NOON + later)
    rows = db.session.scalar(sa.select(sa.func.count()).select_from(RateWindow))

    assert wait is None
    assert rows == 2
