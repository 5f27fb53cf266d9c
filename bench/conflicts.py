"""How long it takes to find every conflict of a plan, and whether that grows with the plan alone.

    python -m bench.conflicts

prints the best and the middle of fifteen rounds in milliseconds of processor time, for 500 sessions
with 400 speakers and for twice and four times as many of both.
"""

import statistics
import time
from datetime import UTC, datetime, timedelta
from random import Random

from eventapp.foundation.countries import weekend_days
from eventapp.foundation.timezones import local, to_wall
from eventapp.planning.conflicts import (
    Clocks,
    Part,
    Plan,
    PlannedSession,
    PlannedStop,
    conflicts_of,
)

HOME = "Europe/Stockholm"
FIRST = datetime(2030, 5, 13, 6, 30, tzinfo=UTC)
ZONES = (
    *("Australia/Melbourne", "Asia/Tokyo", "Asia/Kathmandu", "Asia/Kolkata", "Africa/Nairobi"),
    *("Europe/Berlin", "Europe/Stockholm", "America/Sao_Paulo", "America/Lima"),
    *("America/New_York", "America/Los_Angeles"),
)
COUNTRIES = ("AU", "JP", "IL", "US", "")
ANSWERS = ("", "open", "confirmed", "moved", "declined")
TRACKS, A_DAY, ROUNDS = 5, 100, 15


def plan_of(sessions: int, speakers: int) -> Plan:
    """Make a plan with a hundred sessions a day on five tracks, two or three people in each."""
    chance = Random(1)
    zones = {f"T{number}": chance.choice(ZONES) for number in range(speakers)}
    planned, stops = [], {}
    for number in range(sessions):
        day, place = divmod(number, A_DAY)
        opens = FIRST + timedelta(days=day)
        stops[f"D{day}"] = PlannedStop(f"D{day}", opens, opens + timedelta(hours=10))
        starts_at = opens + timedelta(minutes=30 * (place // TRACKS))
        ends_at = starts_at + timedelta(minutes=25)
        people = chance.sample(sorted(zones), chance.randint(2, 3))
        planned.append(
            PlannedSession(
                code=f"S{number}", stop=f"D{day}", track=f"Room {place % TRACKS}",
                kind=chance.choice(("talk", "panel", "codesigned")), zone=HOME,
                wall_starts=to_wall(starts_at, HOME), wall_ends=to_wall(ends_at, HOME),
                starts_at=starts_at, ends_at=ends_at, host_country=chance.choice(COUNTRIES),
                parts=tuple(Part(code, "presenter", chance.choice(ANSWERS)) for code in people),
            )
        )  # fmt: skip
    hours = {
        person: [(stop.starts_at, stop.starts_at + timedelta(hours=8)) for stop in stops.values()]
        for person in sorted(zones)
    }
    return Plan(stops, planned, zones, hours)


def main() -> None:
    """Measure plans of three sizes, and print."""
    clocks = Clocks(local, weekend_days)
    for times in (1, 2, 4):
        plan = plan_of(500 * times, 400 * times)
        taken = []
        for _round in range(ROUNDS):
            begin = time.process_time()
            found = conflicts_of(plan, clocks)
            taken.append((time.process_time() - begin) * 1000)
        print(
            f"{500 * times} sessions, {400 * times} speakers: best {min(taken):.1f} ms, "
            f"middle {statistics.median(taken):.1f} ms, {len(found)} conflicts"
        )


if __name__ == "__main__":
    main()
