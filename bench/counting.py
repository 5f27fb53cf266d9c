"""Counts a tour of 1,000,000 log-ins and ranks slots; prints processor seconds and peak memory.

python -m bench.counting [registrants] [log-ins]
"""

import json
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo, available_timezones

from eventapp.planning.groups import Places, Whereabouts
from eventapp.planning.slots import Crowd, Day, best_slots
from eventapp.reports.documents import as_json
from eventapp.reports.figures import Figures, figures
from eventapp.reports.rows import (
    AttendanceRows,
    Frame,
    PeopleRows,
    ProgrammeRows,
    RegistrationRow,
    SessionRow,
    SpeakerRow,
    StopRow,
)
from eventapp.reports.small_groups import protected

STOPS = 5
STARTS = 1_618_833_600
COUNTRIES = [first + last for first in "ABCDEFGH" for last in "KLMNOPQRST"]
SECTORS = ["academia", "industry", "region", "public_authority", "other"]


def stops() -> list[StopRow]:
    """Give half-days of four hours, one a day."""
    days = (STARTS + 86_400 * number for number in range(STOPS))
    return [StopRow(n, f"D{n}", at, at + 14_400) for n, at in enumerate(days)]


def sessions() -> list[SessionRow]:
    """Give six sessions a stop, of 35 minutes each."""
    return [
        SessionRow(
            10 * stop.id + n,
            f"{stop.code}-{n}",
            stop.id,
            "talk",
            "published",
            stop.starts_at + 2400 * n,
            stop.starts_at + 2400 * n + 2100,
        )
        for stop in stops()
        for n in range(6)
    ]


def registrations(number: int) -> Iterator[RegistrationRow]:
    """Give registrants one by one, as a cursor does."""
    draw = random.Random(1)
    for n in range(number):
        country, sector = draw.choice(COUNTRIES), draw.choice(SECTORS)
        gender = draw.choice(["woman", "man"])
        yield RegistrationRow(n, f"p{n}@example.org", country, sector, gender, "en", None)


def log_ins(registrants: int, number: int) -> Iterator[tuple[int, int, int, int]]:
    """Give log-ins sorted by stop and registrant, as the query does."""
    draw = random.Random(2)
    for stop in stops():
        chosen = sorted(draw.randrange(registrants) for _ in range(number // STOPS))
        for who in chosen:
            joined = stop.starts_at + draw.randrange(-900, 14_000)
            yield stop.id, who, joined, joined + draw.randrange(0, 9000)


def count(registrants: int, number: int) -> Figures:
    """Count the tour."""
    return figures(
        Frame("tour", "tour", STARTS, STARTS, "0"),
        ProgrammeRows(stops(), sessions(), [SpeakerRow(1, "AK", "woman")], []),
        PeopleRows(registrations(registrants), []),
        AttendanceRows(log_ins(registrants, number), [], None),
        continent_of=lambda country: country[0],
    )


def rank_slots(people: int, zones: int) -> float:
    """Give the seconds that ranking the starts of a day takes."""
    names = sorted(name for name in available_timezones() if "/" in name)[:: 500 // zones][:zones]
    draw = random.Random(3)
    whereabouts = Counter(
        Whereabouts(draw.choice(names), draw.choice(COUNTRIES)) for _ in range(people)
    )
    places = Places(ZoneInfo, lambda country: frozenset((4, 5) if country < "C" else (5, 6)))
    began = time.process_time()
    day = Day("Europe/Stockholm", date(2021, 4, 19), 240)
    best_slots(day, Crowd(whereabouts, whereabouts), places)
    return time.process_time() - began


def main() -> None:
    """Print the measurements as one JSON object."""
    registrants = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    began = time.process_time()
    rows = sum(1 for _ in registrations(registrants)) + sum(1 for _ in log_ins(registrants, number))
    making = time.process_time() - began
    began = time.process_time()
    as_json(protected(count(registrants, number)))
    counting = time.process_time() - began
    measured = {
        "rows": rows,
        "seconds_to_make_the_rows": round(making, 2),
        "seconds_to_make_and_count": round(counting, 2),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "seconds_for_slots_of_10000_people_in_60_zones": round(rank_slots(10_000, 60), 3),
    }
    print(json.dumps(measured, indent=1))


if __name__ == "__main__":
    main()
