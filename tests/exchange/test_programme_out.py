"""The programme as a file: what comes out is taken in again and changes nothing."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from eventapp.exchange.importing import preview_file
from eventapp.exchange.programme_out import COLUMNS, programme_file
from eventapp.foundation.database import db
from eventapp.programme.models import Session
from tests.exchange.files import Imports
from tests.factories import NOON, make_event, make_session, make_stop

HEADER = (
    "code,stop,kind,starts,ends,zone,title_en,title_sv,theme,host_country,guest_zone,track,"
    "abstract_en,abstract_sv,language,capacity,state"
)
ROWS = (
    "X1,D1,codesigned,2030-05-15T14:00,2030-05-15T14:45,Europe/Stockholm,Talk,Tal,car_t,JP,"
    'Asia/Tokyo,Main,"A ""word""\nand another",Ett,sv,12,draft\n'
    "X2,D1,break,2030-05-15T23:30,2030-05-16T00:30,Australia/Eucla,,Rast,,,,,,,,,cancelled\n"
)


def test_what_comes_out_is_taken_in_again_and_changes_nothing(imports: Imports) -> None:
    imports.take("programme", f"{HEADER}\n{ROWS}")

    text, rows = programme_file(imports.event.id)

    assert rows == 4
    assert text.splitlines()[0] == HEADER == ",".join(COLUMNS)
    assert imports.take("programme", text) == (4, 0)


def test_times_that_come_twice_are_written_in_utc(imports: Imports, tmp_path: Path) -> None:
    twice = datetime(2030, 10, 27, 1, 30, tzinfo=UTC)
    stop = make_stop(imports.event, "D9", starts_at=twice - timedelta(hours=2))
    make_session(stop, "X9", starts_at=twice)

    text, _rows = programme_file(imports.event.id)
    row = next(one for one in csv.DictReader(text.splitlines()) if one["code"] == "X9")
    taken = imports.take("programme", text)

    assert (row["starts"], row["ends"], row["zone"]) == (
        "2030-10-27T01:30",
        "2030-10-27T02:15",
        "UTC",
    )
    stored = db.session.scalars(sa.select(Session).where(Session.code == "X9")).one()
    assert (stored.starts_at, stored.ends_at) == (twice, twice + timedelta(minutes=45))
    # Nothing is changed by it, the zone of the session neither: there is no other way to write it.
    assert (taken[1], stored.zone) == (0, "Europe/Stockholm")
    path = tmp_path / "programme.csv"
    path.write_text(text, encoding="utf-8")
    assert preview_file("programme", imports.event.slug, path).items == ()


def test_session_in_utc_that_is_moved_is_as_the_file_says(imports: Imports) -> None:
    twice = datetime(2030, 10, 27, 1, 30, tzinfo=UTC)
    stop = make_stop(imports.event, "D9", starts_at=twice - timedelta(hours=2))
    make_session(stop, "X9", starts_at=twice)
    text, _rows = programme_file(imports.event.id)

    imports.take("programme", text.replace("2030-10-27T01:30", "2030-10-27T01:45"))

    stored = db.session.scalars(sa.select(Session).where(Session.code == "X9")).one()
    assert (stored.zone, stored.starts_at.minute) == ("UTC", 45)


def test_parked_sessions_and_other_events_are_left_out_and_formulas_defused(
    imports: Imports,
) -> None:
    stop = make_stop(imports.event, "D3", starts_at=NOON)
    make_session(stop, "P1", state="parked")
    make_session(stop, "F1", title_en="=1+1")
    make_session(make_stop(make_event("other")), "O1")

    text, rows = programme_file(imports.event.id)

    assert rows == 3
    assert "P1" not in text
    assert "O1" not in text
    assert ",'=1+1," in text
