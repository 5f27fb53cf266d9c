"""Events of any size, made as files and taken in by the importers."""

import csv
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

FIRST_DAY = datetime.fromisoformat("2030-05-13T08:00")
A_DAY = 50
TRACKS = 5
ZONE = "Europe/Stockholm"
GUESTS = (("AU", "Australia/Melbourne"), ("JP", "Asia/Tokyo"), ("US", "America/New_York"))
TOUR = """[series]
slug = "{slug}-series"
name_en = "Series of {count}"
name_sv = "Serie om {count}"

[event]
slug = "{slug}"
name_en = "Event of {count} sessions"
name_sv = "Evenemang med {count} programpunkter"
kind = "conference"
format = "hybrid"
zone = "Europe/Stockholm"
languages = ["en", "sv"]
"""
STOP = """
[[stops]]
code = "D{number}"
title_en = "Day {number}"
title_sv = "Dag {number}"
zone = "Europe/Stockholm"
starts = "{starts:%Y-%m-%dT%H:%M}"
ends = "{ends:%Y-%m-%dT%H:%M}"
"""
ABSTRACT = "What was tried, what it cost, who paid for it, and what came of it in the end. " * 5
Command = Callable[..., None]


def _stops(count: int) -> Iterator[str]:
    for number in range((count + A_DAY - 1) // A_DAY):
        starts = FIRST_DAY + timedelta(days=number)
        yield STOP.format(number=number, starts=starts, ends=starts + timedelta(hours=11))


def _sessions(count: int, edition: int) -> Iterator[dict[str, str]]:
    for number in range(count):
        day, place = divmod(number, A_DAY)
        starts = FIRST_DAY + timedelta(days=day, minutes=60 * (place // TRACKS))
        country, zone = GUESTS[number % 3]
        yield {
            "code": f"S{number}",
            "stop": f"D{day}",
            "kind": "talk",
            "starts": f"{starts:%Y-%m-%dT%H:%M}",
            "ends": f"{starts + timedelta(minutes=45):%Y-%m-%dT%H:%M}",
            "zone": ZONE,
            "title_en": f"Talk number {number} about a thing that matters, version {edition}",
            "title_sv": f"Föredrag nummer {number} om något som spelar roll, version {edition}",
            "theme": "network",
            "host_country": country,
            "guest_zone": zone,
            "track": f"Room {place % TRACKS}",
            "abstract_en": ABSTRACT,
            "abstract_sv": ABSTRACT,
        }


def _speakers(count: int) -> Iterator[dict[str, str]]:
    for number in range(count):
        country, zone = GUESTS[number % 3]
        yield {
            "code": f"T{number}",
            "given_name": "Ada",
            "family_name": f"Lindqvist {number}",
            "country": country,
            "zone": zone,
            "gender": "woman",
            "sector": "academia",
            "organisation": "University of Somewhere",
        }


def _line_up(count: int) -> Iterator[dict[str, str]]:
    for number in range(count):
        for further, role in enumerate(("host", "presenter")):
            speaker = f"T{(number + further) % count}"
            yield {"session": f"S{number}", "speaker": speaker, "role": role}


def _write(path: Path, rows: Iterator[dict[str, str]]) -> Path:
    written = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(written[0]))
        writer.writeheader()
        writer.writerows(written)
    return path


def make_event(run: Command, folder: Path, count: int) -> str:
    """Make an event of `count` sessions with two people each; give its slug."""
    slug = f"of-{count}"
    tour = folder / f"{slug}.toml"
    tour.write_text(TOUR.format(slug=slug, count=count) + "".join(_stops(count)), "utf-8")
    run("import", "tour", tour)
    run("import", "speakers", slug, _write(folder / "speakers.csv", _speakers(count)))
    change_event(run, folder, count, edition=1)
    run("import", "lineup", slug, _write(folder / "lineup.csv", _line_up(count)))
    return slug


def change_event(run: Command, folder: Path, count: int, *, edition: int) -> None:
    """Give every session another title."""
    path = _write(folder / "programme.csv", _sessions(count, edition))
    run("import", "programme", f"of-{count}", path)
