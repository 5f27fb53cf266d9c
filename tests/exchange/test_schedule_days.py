"""Sessions of a schedule whose day stands above them: the night belongs to the day before it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from eventapp.events.queries import stops_of
from eventapp.exchange.importing import take_schedule
from eventapp.exchange.problems import FileRefused
from eventapp.foundation.transaction import transaction
from eventapp.programme.queries import programme_of
from tests.factories import NOON, make_event

MOMENT = "2030-05-16T00:30:00+02:00"


def event_of(number: int, start: str, date: str = "", duration: str = "1:00") -> str:
    when = f"<date>{date}</date>" if date else ""
    return (
        f'<event id="{number}">{when}<start>{start}</start><duration>{duration}</duration>'
        f"<title>Talk {number}</title></event>"
    )


def file_of(folder: Path, *days: tuple[str, str], change: str = "06:00") -> Path:
    """Write a schedule of these days, each a date and the sessions of its only room."""
    told = "".join(
        f'<day index="{number}" date="{date}"><room name="Main">{talks}</room></day>'
        for number, (date, talks) in enumerate(days, start=1)
    )
    path = folder / "schedule.xml"
    conference = f"<title>Nights</title><day_change>{change}</day_change>"
    path.write_text(f"<schedule><conference>{conference}</conference>{told}</schedule>")
    return path


def taken(path: Path) -> tuple[list[tuple[str, datetime]], list[tuple[str, datetime, datetime]]]:
    """Take a file in; give the sessions with their starts, and the stops with their times."""
    event = make_event(zone="Europe/Stockholm")
    with transaction():
        take_schedule(event.slug, path, actor="command", now=NOON)
    sessions = [(one.code, one.starts_at) for one in programme_of(event.id)]
    return sessions, [(stop.code, stop.starts_at, stop.ends_at) for stop in stops_of(event.id)]


def test_sessions_without_a_date_are_held_on_their_day(app: Flask, tmp_path: Path) -> None:
    talks = event_of(1, "22:00") + event_of(2, "05:30") + event_of(3, "6:00")

    sessions, stops = taken(file_of(tmp_path, ("2030-05-15", talks)))

    assert sessions == [
        ("E3", datetime(2030, 5, 15, 4, 0, tzinfo=UTC)),
        ("E1", datetime(2030, 5, 15, 20, 0, tzinfo=UTC)),
        ("E2", datetime(2030, 5, 16, 3, 30, tzinfo=UTC)),
    ]
    assert stops == [
        (
            "day-2030-05-15",
            datetime(2030, 5, 15, 4, 0, tzinfo=UTC),
            datetime(2030, 5, 16, 4, 30, tzinfo=UTC),
        )
    ]


def test_session_after_midnight_makes_no_day_of_its_own(app: Flask, tmp_path: Path) -> None:
    first = event_of(1, "23:00", "2030-05-15T23:00:00+02:00") + event_of(2, "00:30", MOMENT)
    second = event_of(3, "10:00", "2030-05-16T10:00:00+02:00")

    _sessions, stops = taken(file_of(tmp_path, ("2030-05-15", first), ("2030-05-16", second)))

    assert [(code, ends_at.hour) for code, _starts_at, ends_at in stops] == [
        ("day-2030-05-15", 23),
        ("day-2030-05-16", 9),
    ]


@pytest.mark.parametrize("start", ["06:00", "10:30"])
def test_day_that_is_dated_in_utc_is_that_of_its_sessions(
    app: Flask, tmp_path: Path, start: str
) -> None:
    talk = event_of(1, start, f"2030-05-16T{start}:00+02:00")

    _sessions, stops = taken(file_of(tmp_path, ("2030-05-15", talk), change="00:00"))

    assert [code for code, _starts_at, _ends_at in stops] == ["day-2030-05-16"]


@pytest.mark.parametrize("date", ["2031-01-01", "2030-05-17", "soon", ""])
def test_day_that_does_not_fit_its_sessions_says_nothing(
    app: Flask, tmp_path: Path, date: str
) -> None:
    _sessions, stops = taken(file_of(tmp_path, (date, event_of(1, "00:30", MOMENT))))

    assert [code for code, _starts_at, _ends_at in stops] == ["day-2030-05-16"]


@pytest.mark.parametrize(
    ("date", "talk", "reason"),
    [
        ("2030-05-15", event_of(1, "late"), "start: 'late' is no clock time"),
        ("2030-05-15", event_of(1, "24:10"), "start: '24:10' is no clock time"),
        ("2030-05-15", event_of(1, ""), "start: '' is no clock time"),
        ("Monday", event_of(1, "10:00"), "its day 'Monday' is no date"),
        ("", event_of(1, "10:00"), "date: '' is no moment"),
        ("2030-03-30", event_of(1, "02:30"), "2030-03-31T02:30:00 does not exist"),
        ("2030-05-15", event_of(1, "10:00", duration="00:45:00"), "'00:45:00' is no length"),
    ],
)
def test_what_tells_no_time_is_told(
    app: Flask, tmp_path: Path, date: str, talk: str, reason: str
) -> None:
    with pytest.raises(FileRefused) as refusal:
        taken(file_of(tmp_path, (date, talk)))

    assert reason in "\n".join(refusal.value.lines())
