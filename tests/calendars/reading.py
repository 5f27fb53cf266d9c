"""Calendar files read back by the letter of RFC 5545, without any zone data but their own."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from dateutil.rrule import rrulestr
from icalendar import Calendar, Timezone, vRecur


class Onset(NamedTuple):
    """The instant from which an offset holds."""

    at: datetime
    offset: timedelta


def strictly(text: str) -> Any:
    """Parse a file, and make sure that nothing in it had to be forgiven."""
    octets = text.encode()
    assert octets.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in octets.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in octets.split(b"\r\n"))
    calendar = Calendar.from_ical(text)
    assert not calendar.errors
    assert not [part.errors for part in calendar.walk() if part.errors]
    return calendar


def onsets_of(described: Any, last_year: int) -> list[Onset]:
    """Give from when which offset holds, after the description of a zone."""
    end = datetime(last_year + 1, 1, 1)
    parts = [part for part in described.subcomponents if part.name in {"STANDARD", "DAYLIGHT"}]
    return sorted(
        Onset((wall - part["TZOFFSETFROM"].td).replace(tzinfo=UTC), part["TZOFFSETTO"].td)
        for part in parts
        for wall in _walls_of(part, end)
    )


def _walls_of(part: Any, end: datetime) -> list[datetime]:
    """Give the wall times at which a component takes effect."""
    first: datetime = part["DTSTART"].dt
    walls = [first, *(date.dt for date in part["RDATE"].dts)] if "RDATE" in part else [first]
    if "RRULE" in part:
        # A copy: the file may be asked again, and then still has to know its end.
        rule = vRecur(part["RRULE"])
        until = rule.pop("UNTIL", [end])[0].replace(tzinfo=None) + part["TZOFFSETFROM"].td
        text = rule.to_ical().decode()  # type: ignore[no-untyped-call]  # icalendar's own
        walls = list(rrulestr(text, dtstart=first).between(first, min(until, end), inc=True))
        assert first in walls
    return walls


def zone_described(lines: tuple[str, ...]) -> Any:
    """Parse the description of one zone."""
    return Timezone.from_ical("\r\n".join(lines) + "\r\n")


def offset_at(instant: datetime, onsets: list[Onset]) -> timedelta:
    """Give the offset that holds at an instant."""
    return [onset for onset in onsets if onset.at <= instant][-1].offset


def instants_of(event: Any, calendar: Any) -> tuple[datetime, datetime]:
    """Give start and end of an entry, by the zones that the file itself describes."""
    zones = {part["TZID"]: onsets_of(part, 2210) for part in calendar.walk("VTIMEZONE")}
    return _instant(event["DTSTART"], zones), _instant(event["DTEND"], zones)


def _instant(time: Any, zones: dict[str, list[Onset]]) -> datetime:
    """Give the instant of a time; of a wall time that happens twice the first."""
    if "TZID" not in time.params:
        assert time.dt.tzinfo is UTC or time.dt.utcoffset() == timedelta(0)
        return time.dt.astimezone(UTC)
    wall = time.dt.replace(tzinfo=None)
    onsets = zones[time.params["TZID"]]
    readings = {
        wall.replace(tzinfo=UTC) - offset
        for offset in {onset.offset for onset in onsets}
        if offset_at(wall.replace(tzinfo=UTC) - offset, onsets) == offset
    }
    return min(readings)
