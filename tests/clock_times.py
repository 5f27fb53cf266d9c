"""Zones and moments for property tests, and whether wall times and instants agree.

The zones are all of tzdata, the moments those of 2015 to 2035, with more than their share near the
changes of clocks. Agreement is read by the standard library alone.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from eventapp.events.models import Stop
from eventapp.foundation.timezones import clock_changes, zone_names
from eventapp.foundation.wall_spans import WallSpan
from eventapp.programme.models import PendingSession, Session
from eventapp.programme.queries import ProgrammeSession
from eventapp.roster.models import Shift

FIRST, LAST = datetime(2015, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
ALL_ZONES = sorted(zone_names())
MINUTE = timedelta(minutes=1)

Dated = WallSpan | ProgrammeSession | Stop | Session | PendingSession | Shift

UNSTEADY = (
    "Africa/Casablanca",
    "America/New_York",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Gaza",
    "Australia/Lord_Howe",
    "Europe/Stockholm",
    "Pacific/Apia",
)
"""Zones whose clocks change often, by an hour, half an hour or two, or in the middle of a fast."""

zones = st.sampled_from(ALL_ZONES) | st.sampled_from(UNSTEADY)


@cache
def changes_in(zone: str) -> list[datetime]:
    """Give the moments at which the clocks of a zone change."""
    return [change.at for change in clock_changes(zone, FIRST, LAST)]


@st.composite
def moments_in(draw: st.DrawFn, zone: str) -> datetime:
    """Give a moment on a whole minute, often one at which the clocks of a zone change."""
    changes = changes_in(zone)
    if draw(st.booleans()) and changes:
        return draw(st.sampled_from(changes)) + draw(st.integers(-180, 180)) * MINUTE
    return FIRST + draw(st.integers(0, (LAST - FIRST) // MINUTE)) * MINUTE


@st.composite
def zoned_moments(draw: st.DrawFn) -> tuple[str, datetime]:
    """Give a zone with a moment."""
    zone = draw(zones)
    return zone, draw(moments_in(zone))


def clock_at(moment: datetime, zone: str) -> datetime:
    """Give what the clocks of a zone show."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def agrees(dated: Dated) -> bool:
    """Tell whether both wall times are what the clocks show at their instants, in order."""
    return dated.starts_at < dated.ends_at and all(
        clock_at(instant, dated.zone) == wall
        for instant, wall in (
            (dated.starts_at, dated.wall_starts),
            (dated.ends_at, dated.wall_ends),
        )
    )
