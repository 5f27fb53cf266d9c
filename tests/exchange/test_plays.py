"""Plays of recordings from CSV files."""

import sqlalchemy as sa

from eventapp.attendance.models import Play
from eventapp.foundation.database import db
from tests.exchange.files import Imports, on_sqlite

HEADER = "play,registration,session,started_at,played_segments,recording_seconds\n"


def row(segments: str = "0[.]600[,]540[.]900", seconds: str = "900", code: str = "V1") -> str:
    return f'{code},R1,S1,2030-06-01T12:00:00Z,"{segments}",{seconds}\n'


def test_plays_are_stored_as_they_are_written(imports: Imports) -> None:
    assert imports.take("plays", HEADER + row() + row("", "0", "V2")) == (2, 2)

    first, second = db.session.scalars(sa.select(Play).order_by(Play.code))
    assert (first.registration.code, first.session.code, first.source) == ("R1", "S1", "file")
    assert (first.played_segments, first.recording_seconds) == ("0[.]600[,]540[.]900", 900)
    assert second.played_segments == ""
    assert imports.take("plays", HEADER + row() + row("", "0", "V2")) == (2, 0)


@on_sqlite
def test_plays_at_fault_are_refused(imports: Imports) -> None:
    rows = [
        row("0[.]901"),
        row("5[.]5", code="V2"),
        row("9[.]5", code="V3"),
        row("0-5", code="V4"),
        row("0[.]5[,]", code="V5"),
        row(seconds="1.5", code="V6"),
        row(seconds="99999999999", code="V7"),
        row(seconds="", code="V8"),
    ]

    problems = imports.refused("plays", HEADER + "".join(rows))

    assert [told.partition(" — ")[0] for told in problems] == [
        "plays.csv:2: played_segments: '0[.]901' is beyond the recording",
        "plays.csv:3: played_segments: '5[.]5' does not end after its start",
        "plays.csv:4: played_segments: '9[.]5' does not end after its start",
        "plays.csv:5: played_segments: '0-5' is no segment",
        "plays.csv:6: played_segments: '' is no segment",
        "plays.csv:7: recording_seconds: '1.5' is not taken",
        "plays.csv:8: recording_seconds: '99999999999' is not taken",
        "plays.csv:9: recording_seconds: is empty",
    ]
