"""Calendar files, written straight from rows: 500 sessions take a few hundredths of a second.

A time is given as its wall time and zone, with the zone's clock changes in the file, because that
is what was promised: should the zone's law change, the session stays at its hour. The second
pass of an hour that happens twice can only be said in UTC.

There is no METHOD in a calendar that is read or followed; one that is sent, to correct what
somebody has, is published by its sender (RFC 5546 3.2.1). DTSTAMP is in either the moment of the
last change (RFC 5545 3.8.7.2), so that an unchanged programme gives the same bytes.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from eventapp.calendars.content_lines import escaped, file_of, utc_form, wall_form
from eventapp.calendars.zone_rules import zone_lines
from eventapp.foundation.timezones import zone

ASK_AGAIN = "PT1H"
"""How often a reader that follows a calendar may come back."""

_IN_UTC = frozenset({"UTC", "Etc/UTC", "UCT", "Etc/UCT", "Zulu", "Etc/Zulu"})


class Entry(NamedTuple):
    """What a calendar says of a session or a stop."""

    uid: str
    zone: str
    wall_starts: datetime
    wall_ends: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    location: str
    url: str
    category: str
    sequence: int
    changed_at: datetime
    cancelled: bool = False


def calendar_file(
    name: str, zone_name: str, entries: Sequence[Entry], *, publisher: str = ""
) -> str:
    """Give the text of a calendar file; `zone_name` is the zone of a calendar without entries.

    `publisher` is the address of who sends it, where it is sent.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//eventapp//programme//EN",
        "CALSCALE:GREGORIAN",
        *(["METHOD:PUBLISH"] if publisher else []),
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        f"X-WR-TIMEZONE:{zone_name}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{ASK_AGAIN}",
        f"X-PUBLISHED-TTL:{ASK_AGAIN}",
    ]
    for used, first_year, last_year in _years_of_zones(zone_name, entries):
        lines += zone_lines(used, first_year, last_year)
    for entry in entries:
        lines += _entry_lines(entry, publisher)
    lines.append("END:VCALENDAR")
    return file_of(lines)


def _years_of_zones(zone_name: str, entries: Sequence[Entry]) -> list[tuple[str, int, int]]:
    """Give the zones that times are written in, each with its first and last year.

    A calendar must have something in it, so one without entries describes its zone.
    """
    years: dict[str, list[int]] = {}
    for entry in entries:
        if entry.zone not in _IN_UTC:
            of_zone = years.setdefault(entry.zone, [])
            of_zone += (entry.wall_starts.year, entry.wall_ends.year)
    if not entries:
        years[zone_name] = [1970]
    return [(used, min(of_zone), max(of_zone)) for used, of_zone in sorted(years.items())]


def _entry_lines(entry: Entry, publisher: str) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{utc_form(entry.changed_at)}",
        f"LAST-MODIFIED:{utc_form(entry.changed_at)}",
        f"SEQUENCE:{entry.sequence}",
        _time_line("DTSTART", entry.wall_starts, entry.starts_at, entry.zone),
        _time_line("DTEND", entry.wall_ends, entry.ends_at, entry.zone),
        f"SUMMARY:{escaped(entry.summary)}",
    ]
    if publisher:
        lines.append(f"ORGANIZER:mailto:{publisher}")
    if entry.description:
        lines.append(f"DESCRIPTION:{escaped(entry.description)}")
    if entry.location:
        lines.append(f"LOCATION:{escaped(entry.location)}")
    if entry.category:
        lines.append(f"CATEGORIES:{escaped(entry.category)}")
    return [
        *lines,
        f"URL:{entry.url}",
        f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}",
        f"TRANSP:{'TRANSPARENT' if entry.cancelled else 'OPAQUE'}",
        "END:VEVENT",
    ]


def _time_line(name: str, wall: datetime, instant: datetime, zone_name: str) -> str:
    """Give a time as its wall time, which means the first pass where it happens twice."""
    if zone_name in _IN_UTC or _is_second_pass(wall, instant, zone_name):
        return f"{name}:{utc_form(instant)}"
    return f"{name};TZID={zone_name}:{wall_form(wall)}"


def _is_second_pass(wall: datetime, instant: datetime, zone_name: str) -> bool:
    there = zone(zone_name)
    first = wall.replace(tzinfo=there, fold=0).astimezone(UTC)
    second = wall.replace(tzinfo=there, fold=1).astimezone(UTC)
    return first < second == instant
