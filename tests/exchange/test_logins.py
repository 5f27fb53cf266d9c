"""Log-ins from CSV files."""

from datetime import UTC, datetime

import sqlalchemy as sa

from eventapp.attendance.models import LogIn
from eventapp.foundation.database import db
from tests.exchange.files import Imports, on_sqlite

HEADER = "login,stop,registration,joined_at,left_at\n"
ROW = "L1,D1,R1,2030-05-15T12:00:00Z,2030-05-15T12:30:01Z\n"
OPEN = "L2,D1,R1,2030-05-15T12:00:00Z,\n"


def log_ins() -> list[LogIn]:
    return list(db.session.scalars(sa.select(LogIn).order_by(LogIn.code)))


def test_log_ins_are_stored_with_their_source(imports: Imports) -> None:
    assert imports.take("logins", HEADER + ROW + OPEN) == (2, 2)

    first, second = log_ins()
    assert (first.stop.code, first.registration.code, first.source) == ("D1", "R1", "file")
    assert first.left_at == datetime(2030, 5, 15, 12, 30, 1, tzinfo=UTC)
    assert second.left_at is None


def test_log_ins_imported_twice_change_nothing(imports: Imports) -> None:
    imports.take("logins", HEADER + ROW + OPEN)

    assert imports.take("logins", HEADER + ROW + OPEN) == (2, 0)
    assert imports.take("logins", HEADER + ROW.replace("12:30:01", "12:31:00")) == (1, 1)
    assert len(log_ins()) == 2


@on_sqlite
def test_log_ins_may_last_no_time_but_not_less(imports: Imports) -> None:
    none = ROW.replace("12:30:01", "12:00:00")
    less = ROW.replace("12:30:01", "11:59:59").replace("L1", "L2")

    assert imports.refused("logins", HEADER + none + less) == [
        "logins.csv:3: left_at: is before joined_at — a later instant, or nothing, is taken"
    ]
    assert imports.take("logins", HEADER + none) == (1, 1)


@on_sqlite
def test_log_ins_at_fault_are_refused_whole(imports: Imports) -> None:
    problems = imports.refused("logins", HEADER + ROW + "L 2,D9,R9,now,\n" + ROW)

    assert [told.partition(" — ")[0] for told in problems] == [
        "logins.csv:3: login: 'L 2' is no code",
        "logins.csv:3: stop: 'D9' is no stop of this event",
        "logins.csv:3: registration: 'R9' is no registration of this event",
        "logins.csv:3: joined_at: 'now' is no instant",
        "logins.csv:4: login: stands already on line 2",
    ]
    assert log_ins() == []
