"""The clock changes of a zone as a calendar file describes them (RFC 5545 3.6.5).

A zone is described for the years in which it is used, with a year more on both sides. Changes that
come on the same weekday of the same month every year become a rule, since some readers know
nothing else; all others are listed by date.
"""

from calendar import monthrange
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from eventapp.calendars.content_lines import utc_form, wall_form
from eventapp.foundation.timezones import (
    FIRST_YEAR,
    LAST_YEAR,
    ClockChange,
    clock_changes,
    local,
    zone,
)

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class _Kind(NamedTuple):
    """What changes of one kind have in common."""

    component: str
    before: timedelta
    after: timedelta
    name: str


@lru_cache(maxsize=2048)
def zone_lines(zone_name: str, first_year: int, last_year: int) -> tuple[str, ...]:
    """Give the lines that describe a zone for what is held in the years given, both included."""
    first, last = max(first_year - 1, FIRST_YEAR), min(last_year + 1, LAST_YEAR)
    start = datetime(first, 1, 1, tzinfo=UTC)
    changes = clock_changes(zone_name, start, datetime(last, 12, 31, tzinfo=UTC))
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone_name}", f"X-LIC-LOCATION:{zone_name}"]
    used_from = datetime(max(first_year, FIRST_YEAR), 1, 1, tzinfo=UTC) - timedelta(days=1)
    if not changes or changes[0].at >= used_from:
        lines += _steady_lines(zone_name, start)
    by_kind: dict[_Kind, list[datetime]] = defaultdict(list)
    for change in changes:
        by_kind[_kind(zone_name, change)].append(change.at)
    for kind, onsets in by_kind.items():
        lines += _observance_lines(kind, onsets, last)
    return (*lines, "END:VTIMEZONE")


def _kind(zone_name: str, change: ClockChange) -> _Kind:
    """Tell of what kind a change is.

    Summer time is what puts the clocks ahead for a while. Where the law calls the winter the
    exception (Europe/Dublin, Africa/Casablanca), readers of calendars still expect this.
    """
    there = zone(zone_name)
    after = change.at.astimezone(there)
    before = (change.at - timedelta(seconds=1)).astimezone(there)
    for_a_while = bool(after.dst()) or bool(before.dst())
    ahead = change.after > change.before
    component = "DAYLIGHT" if for_a_while and ahead else "STANDARD"
    return _Kind(component, change.before, change.after, after.tzname() or "")


def _steady_lines(zone_name: str, start: datetime) -> list[str]:
    """Give the clock of a zone in which nothing changes before it is used."""
    there = local(start, zone_name)
    offset = there.utcoffset() or timedelta(0)
    kind = _Kind("STANDARD", offset, offset, there.tzname() or "")
    return _observance_lines(kind, [start - offset], start.year)


def _observance_lines(kind: _Kind, onsets: list[datetime], last_year: int) -> list[str]:
    """Give a component for changes of one kind; its times are those of the clocks before."""
    walls = [(onset + kind.before).replace(tzinfo=None) for onset in onsets]
    lines = [f"BEGIN:{kind.component}", f"DTSTART:{wall_form(walls[0])}"]
    rule = _yearly_rule(walls)
    if rule and walls[-1].year < last_year:
        # A day more than needed: some readers take this limit for a wall time.
        rule += f";UNTIL={utc_form(onsets[-1] + timedelta(days=1))}"
    if rule:
        lines.append(f"RRULE:{rule}")
    elif len(walls) > 1:
        lines.append("RDATE:" + ",".join(wall_form(wall) for wall in walls[1:]))
    return [
        *lines,
        f"TZOFFSETFROM:{_offset_form(kind.before)}",
        f"TZOFFSETTO:{_offset_form(kind.after)}",
        f"TZNAME:{kind.name}",
        f"END:{kind.component}",
    ]


def _yearly_rule(walls: list[datetime]) -> str | None:
    """Give the rule that yields exactly these times year by year, or None."""
    first = walls[0]
    yearly = all(later.year == earlier.year + 1 for earlier, later in pairwise(walls))
    alike = {(wall.month, wall.weekday(), wall.time()) for wall in walls}
    if len(walls) < 2 or not yearly or len(alike) > 1:
        return None
    if all(wall.day + 7 > monthrange(wall.year, wall.month)[1] for wall in walls):
        place = -1
    elif len({(wall.day - 1) // 7 for wall in walls}) == 1:
        place = (first.day - 1) // 7 + 1
    else:
        return None
    return f"FREQ=YEARLY;BYMONTH={first.month};BYDAY={place}{_WEEKDAYS[first.weekday()]}"


def _offset_form(offset: timedelta) -> str:
    """Give an offset as `+0545`; with seconds where an old one has them."""
    seconds = round(offset.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    form = f"{'-' if seconds < 0 else '+'}{hours:02}{rest // 60:02}"
    return form + (f"{rest % 60:02}" if rest % 60 else "")
