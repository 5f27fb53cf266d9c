"""The line-up from CSV files."""

from datetime import timedelta

import sqlalchemy as sa

from eventapp.foundation.database import db
from eventapp.programme.models import Appearance, Session
from eventapp.programme.rules import ROLES
from eventapp.speakers.models import Speaker
from tests.exchange.files import Imports, on_sqlite
from tests.factories import NOON

LATER = NOON + timedelta(days=1)
LINE_UP = "session,speaker,role\nS1,T2,host\nS1,T1,presenter\nS1,T1,panellist\nS2,T1,moderator\n"


def line_up() -> list[tuple[str, str, str, int]]:
    rows = db.session.execute(
        sa.select(Session.code, Speaker.code, Appearance.role, Appearance.position)
        .join_from(Appearance, Session)
        .join(Speaker)
        .order_by(Session.code, Appearance.position)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def changes() -> list[tuple[str, int, bool]]:
    sessions = db.session.scalars(sa.select(Session).order_by(Session.code))
    return [(session.code, session.sequence, session.changed_at == LATER) for session in sessions]


def test_line_up_is_stored_in_the_order_of_the_file(imports: Imports) -> None:
    assert imports.take("lineup", LINE_UP) == (4, 4)

    assert line_up() == [
        ("S1", "T2", "host", 0),
        ("S1", "T1", "presenter", 1),
        ("S1", "T1", "panellist", 2),
        ("S2", "T1", "moderator", 0),
    ]


def test_line_up_imported_twice_changes_nothing(imports: Imports) -> None:
    imports.take("lineup", LINE_UP)

    assert imports.take("lineup", LINE_UP, now=LATER) == (4, 0)

    assert changes() == [("S1", 0, False), ("S2", 0, False)]


def test_line_up_marks_the_sessions_that_it_changes(imports: Imports) -> None:
    imports.take("lineup", LINE_UP)

    assert imports.take("lineup", LINE_UP + "S2,T2,host\n", now=LATER) == (5, 1)

    assert changes() == [("S1", 0, False), ("S2", 0, True)]


@on_sqlite
def test_line_up_at_fault_is_refused(imports: Imports) -> None:
    problems = imports.refused("lineup", LINE_UP + "S9,T9,boss\nS1,T2,host\n")

    assert problems == [
        "lineup.csv:6: session: 'S9' is no session of this event — it has S1, S2",
        "lineup.csv:6: speaker: 'T9' is no speaker of this event — it has T1, T2",
        f"lineup.csv:6: role: 'boss' is not known — one of {', '.join(ROLES)}",
        "lineup.csv:7: session, speaker, role: stands already on line 2 — every one once",
    ]
    assert line_up() == []
