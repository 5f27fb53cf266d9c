"""Calendar files as they are written: every instant and text comes back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.calendars.files import Entry, calendar_file
from eventapp.foundation.timezones import to_wall, zone_names
from tests.calendars.reading import instants_of, strictly
from tests.calendars.test_content_lines import SCRIPTS
from tests.factories import NOON, STOCKHOLM


def make_entry(
    starts_at: datetime = NOON, zone: str = STOCKHOLM, *, minutes: int = 45, **values: Any
) -> Entry:
    """Make a confirmed entry of 45 minutes."""
    ends_at = starts_at + timedelta(minutes=minutes)
    entry = Entry(
        uid="551b2a64-f8a7-5669-a778-7e244498c66e",
        zone=zone,
        wall_starts=to_wall(starts_at, zone),
        wall_ends=to_wall(ends_at, zone),
        starts_at=starts_at,
        ends_at=ends_at,
        summary="A talk",
        description="",
        location="",
        url="https://example.org/events/tour/sessions/D1-1",
        category="",
        sequence=0,
        changed_at=NOON,
    )
    return entry._replace(**values)


def test_file_reads_as_written() -> None:
    entry = make_entry(
        summary="Pay; or not, that is",
        description="Ada\n\nMore",
        location="Online",
        category="payment",
        sequence=3,
    )

    assert calendar_file("Tour", STOCKHOLM, [entry]).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//eventapp//programme//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Tour",
        "X-WR-CALNAME:Tour",
        "X-WR-TIMEZONE:Europe/Stockholm",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Stockholm",
        "X-LIC-LOCATION:Europe/Stockholm",
        "BEGIN:DAYLIGHT",
        "DTSTART:20290325T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:20291028T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "TZNAME:CET",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "UID:551b2a64-f8a7-5669-a778-7e244498c66e",
        "DTSTAMP:20300515T120000Z",
        "LAST-MODIFIED:20300515T120000Z",
        "SEQUENCE:3",
        "DTSTART;TZID=Europe/Stockholm:20300515T140000",
        "DTEND;TZID=Europe/Stockholm:20300515T144500",
        "SUMMARY:Pay\\; or not\\, that is",
        "DESCRIPTION:Ada\\n\\nMore",
        "LOCATION:Online",
        "CATEGORIES:payment",
        "URL:https://example.org/events/tour/sessions/D1-1",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_what_is_cancelled_takes_no_time() -> None:
    calendar = strictly(calendar_file("Tour", STOCKHOLM, [make_entry(cancelled=True)]))

    event = calendar.walk("VEVENT")[0]
    assert event["STATUS"] == "CANCELLED"
    assert event["TRANSP"] == "TRANSPARENT"


def test_calendar_without_entries_is_still_a_calendar() -> None:
    calendar = strictly(calendar_file("Tour", STOCKHOLM, []))

    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]


def test_each_zone_is_described_once() -> None:
    entries = [
        make_entry(zone=zone) for zone in ("Asia/Tokyo", STOCKHOLM, "UTC", "Asia/Tokyo", "Etc/UTC")
    ]

    calendar = strictly(calendar_file("Tour", STOCKHOLM, entries))

    described = [part["TZID"] for part in calendar.walk("VTIMEZONE")]
    assert described == ["Asia/Tokyo", "Europe/Stockholm"]
    assert {instants_of(event, calendar)[0] for event in calendar.walk("VEVENT")} == {NOON}


@pytest.mark.parametrize("minutes", [-90, -60, -30, 0, 30, 60, 90])
@pytest.mark.parametrize(
    ("zone", "change"),
    [
        ("Europe/Stockholm", datetime(2030, 10, 27, 1, 0, tzinfo=UTC)),
        ("Europe/Stockholm", datetime(2030, 3, 31, 1, 0, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2030, 4, 6, 15, 0, tzinfo=UTC)),
        ("Europe/Dublin", datetime(2030, 10, 27, 1, 0, tzinfo=UTC)),
    ],
)
def test_session_around_a_clock_change_keeps_its_instants(
    zone: str, change: datetime, minutes: int
) -> None:
    entry = make_entry(change + timedelta(minutes=minutes), zone)

    calendar = strictly(calendar_file("Tour", STOCKHOLM, [entry]))

    event = calendar.walk("VEVENT")[0]
    assert instants_of(event, calendar) == (entry.starts_at, entry.ends_at)


def test_hour_that_comes_twice_is_told_apart() -> None:
    first = datetime(2030, 10, 27, 0, 30, tzinfo=UTC)
    entries = [make_entry(first, minutes=15), make_entry(first + timedelta(hours=1), minutes=15)]

    text = calendar_file("Tour", STOCKHOLM, entries)

    assert "DTSTART;TZID=Europe/Stockholm:20301027T023000" in text
    assert "DTSTART:20301027T013000Z" in text


def test_wall_time_is_kept_when_the_zone_changed_its_law() -> None:
    entry = make_entry(starts_at=NOON, wall_starts=datetime(2030, 5, 15, 15, 0))

    assert "DTSTART;TZID=Europe/Stockholm:20300515T150000" in calendar_file("", STOCKHOLM, [entry])


moments = st.datetimes(datetime(1905, 1, 1), datetime(2190, 1, 1), timezones=st.just(UTC))
entries = st.builds(
    make_entry,
    moments.map(lambda moment: moment.replace(microsecond=0)),
    st.sampled_from(sorted(zone_names())),
    minutes=st.integers(1, 3000),
    summary=st.sampled_from(SCRIPTS) | st.text(st.characters(codec="utf-8")),
    description=st.text(st.characters(codec="utf-8")),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(entries, max_size=4))
def test_every_instant_comes_back(entries: list[Entry]) -> None:
    calendar = strictly(calendar_file("Tour", STOCKHOLM, entries))

    read = [instants_of(event, calendar) for event in calendar.walk("VEVENT")]
    assert read == [(entry.starts_at, entry.ends_at) for entry in entries]
