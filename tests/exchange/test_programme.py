"""The programme from CSV files."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventapp.events.queries import event_by_slug
from eventapp.exchange.problems import FileRefused
from eventapp.foundation.database import db
from eventapp.foundation.timezones import wall_text
from eventapp.foundation.wall_spans import instants_of
from eventapp.programme.models import Session, Track
from tests.clock_times import FIRST, LAST, MINUTE, agrees, clock_at, zoned_moments
from tests.exchange.files import Imports, on_sqlite
from tests.factories import NOON, make_stop

LATER = NOON + timedelta(days=1)
HEADER = "code,stop,kind,starts,ends,zone,title_en,title_sv,theme,host_country,guest_zone"
ROW = "X1,D1,talk,2030-05-15T14:00,2030-05-15T14:45,Europe/Stockholm,Talk,Tal,car_t,JP,Asia/Tokyo"


def session(code: str = "X1") -> Session:
    return db.session.scalars(sa.select(Session).where(Session.code == code)).one()


def test_programme_is_stored_as_it_is_written(imports: Imports) -> None:
    header = f"{HEADER},track,abstract_en,language,capacity,state"

    assert imports.take("programme", f'{header}\n{ROW},Main,"A\r\nB",sv,12,draft\n') == (1, 1)

    stored = session()
    assert stored.track is not None
    assert (stored.stop.code, stored.track.name, stored.kind) == ("D1", "Main", "talk")
    assert (stored.starts_at, stored.ends_at) == (NOON, NOON + timedelta(minutes=45))
    assert stored.wall_starts == datetime(2030, 5, 15, 14, 0)
    assert (stored.title_en, stored.title_sv, stored.abstract_en) == ("Talk", "Tal", "A\nB")
    assert (stored.theme, stored.host_country_code, stored.guest_zone) == (
        "car_t",
        "JP",
        "Asia/Tokyo",
    )
    assert (stored.language, stored.capacity, stored.state) == ("sv", 12, "draft")
    assert (stored.sequence, stored.created_at, stored.changed_at) == (0, NOON, NOON)


@on_sqlite
def test_programme_takes_blanks_and_defaults(imports: Imports) -> None:
    imports.take("programme", f"{HEADER}\n{ROW.replace('car_t,JP,Asia/Tokyo', ',,')}\n")

    stored = session()
    assert (stored.theme, stored.host_country_code, stored.guest_zone) == ("", "", "")
    assert (stored.state, stored.track_id, stored.capacity) == ("published", None, None)


@on_sqlite
def test_programme_takes_a_session_in_another_zone_than_its_stop(imports: Imports) -> None:
    row = "X1,D1,talk,2030-05-15T23:30,2030-05-16T00:30,Australia/Eucla,Talk,,,,"

    imports.take("programme", f"{HEADER}\n{row}\n")

    assert session().starts_at == datetime(2030, 5, 15, 14, 45, tzinfo=UTC)
    assert session().zone == "Australia/Eucla"


def test_programme_imported_twice_changes_nothing(imports: Imports) -> None:
    content = f"{HEADER},track\n{ROW},Main\n"
    imports.take("programme", content)

    assert imports.take("programme", content, now=LATER) == (1, 0)

    assert (session().sequence, session().changed_at) == (0, NOON)


@on_sqlite
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("T14:00", "T14:05"),
        ("Talk,", "Speech,"),
        ("talk,", "panel,"),
        ("D1,talk,2030-05-15T14:00,2030-05-15T14:45", "D2,talk,2030-05-16T14:00,2030-05-16T14:45"),
    ],
)
def test_programme_raises_the_sequence_of_what_calendars_show(
    imports: Imports, old: str, new: str
) -> None:
    imports.take("programme", f"{HEADER}\n{ROW}\n")

    assert imports.take("programme", f"{HEADER}\n{ROW.replace(old, new, 1)}\n", now=LATER) == (1, 1)

    assert (session().sequence, session().changed_at) == (1, LATER)


def test_programme_keeps_the_sequence_when_calendars_show_the_same(imports: Imports) -> None:
    imports.take("programme", f"{HEADER},capacity\n{ROW},\n")

    imports.take("programme", f"{HEADER},capacity\n{ROW},30\n", now=LATER)

    assert (session().capacity, session().sequence, session().changed_at) == (30, 0, NOON)


@on_sqlite
def test_programme_keeps_what_it_has_no_column_for(imports: Imports) -> None:
    imports.take("programme", f"{HEADER},track,state\n{ROW},Main,cancelled\n")

    assert imports.take("programme", f"{HEADER}\n{ROW}\n") == (1, 0)

    assert session().state == "cancelled"
    assert session().track is not None


def test_programme_makes_tracks_in_the_order_of_the_file(imports: Imports) -> None:
    rows = [f"{ROW.replace('X1', f'X{n}')},{name}" for n, name in enumerate(["B", "A", "B"])]

    imports.take("programme", "\n".join([f"{HEADER},track", *rows]))

    tracks = db.session.execute(sa.select(Track.name, Track.position).order_by(Track.position))
    assert [(name, position) for name, position in tracks] == [("B", 0), ("A", 1)]


@on_sqlite
def test_programme_at_fault_is_refused_with_every_reason(imports: Imports) -> None:
    rows = [
        "A1,D9,lecture,soon,2030-05-15T14:45,Mars,Talk,,Car T,UK,Moon",
        "A2,D1,talk,2030-05-15T13:59,2030-05-15T14:45,Europe/Stockholm,Talk,,,,",
        "A3,D1,talk,2030-05-15T17:30,2030-05-15T18:01,Europe/Stockholm,Talk,,,,",
        "A4,D1,talk,2030-05-15T15:00,2030-05-15T15:00,Europe/Stockholm,Talk,,,,",
        "A5,D1,talk,2030-03-31T02:30,2030-10-27T02:30,Europe/Stockholm,Talk,,,,",
        "A6,D1,talk,2030-05-15T14:00,2030-05-15T14:45,Europe/Stockholm,,,,,",
        "A6,D1,talk,2030-05-15T14:00,2030-05-15T14:45,Europe/Stockholm,Talk,,,,",
    ]

    problems = imports.refused("programme", "\n".join([HEADER, *rows]))

    assert [told.partition(" — ")[0].partition(", ")[0] for told in problems] == [
        "programme.csv:2: stop: 'D9' is no stop of this event",
        "programme.csv:2: kind: 'lecture' is not known",
        "programme.csv:2: starts: 'soon' is no wall time",
        "programme.csv:2: zone: 'Mars' is no time zone",
        "programme.csv:2: theme: 'Car T' is no theme",
        "programme.csv:2: host_country: 'UK' is no country's code",
        "programme.csv:2: guest_zone: 'Moon' is no time zone",
        "programme.csv:3: starts: 2030-05-15T13:59 is outside the stop",
        "programme.csv:4: ends: 2030-05-15T18:01 is outside the stop",
        "programme.csv:5: ends: 2030-05-15T15:00 is not after the start",
        "programme.csv:6: starts: 2030-03-31T02:30 does not exist in Europe/Stockholm",
        "programme.csv:6: ends: 2030-10-27T02:30 happens twice in Europe/Stockholm",
        "programme.csv:7: title_en: is empty",
        "programme.csv:8: code: stands already on line 7",
    ]
    assert "D1 is 2030-05-15T14:00 to 2030-05-15T18:00 Europe/Stockholm" in problems[7]


@pytest.fixture
def long_stop(imports: Imports) -> None:
    """Give the event a stop W that is open for all the years whose clocks are looked at."""
    event = event_by_slug(imports.slug)
    assert event is not None
    days = LAST - FIRST + timedelta(days=4)
    make_stop(event, "W", starts_at=FIRST - timedelta(days=2), hours=days / timedelta(hours=1))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(zoned_moments(), st.integers(-60, 60), st.integers(-30, 600))
@on_sqlite
def test_programme_stores_times_that_agree_and_refuses_what_clocks_do_not_tell(
    imports: Imports, long_stop: None, where: tuple[str, datetime], minute: int, minutes: int
) -> None:
    zone, moment = where
    starts = clock_at(moment, zone) + minute * MINUTE
    ends = starts + minutes * MINUTE
    meant = [instants_of(wall, zone) for wall in (starts, ends)]
    row = f"X1,W,talk,{wall_text(starts)},{wall_text(ends)},{zone},Talk,,,,"

    try:
        imports.take("programme", f"{HEADER}\n{row}\n")
    except FileRefused:
        assert [len(instants) for instants in meant] != [1, 1] or meant[0] >= meant[1]
    else:
        stored = session()
        assert agrees(stored)
        assert (stored.wall_starts, stored.wall_ends, stored.zone) == (starts, ends, zone)
        assert [(stored.starts_at,), (stored.ends_at,)] == meant
