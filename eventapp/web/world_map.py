"""A world map of counted people: which outline is shaded how, and what the shades mean.

The outlines are Natural Earth's, made by docs/make_world_map.py; this file knows no page.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

STEPS = 5
"""As many shades as an eye tells apart; the darkest is the last."""


class Outlines(NamedTuple):
    """The outlines of all countries, and a place for those too small to have one."""

    width: int
    height: int
    shapes: Mapping[str, str]
    dots: Mapping[str, tuple[int, int]]


class MapStep(NamedTuple):
    """A shade and the counts it stands for, both ends included."""

    step: int
    lowest: int
    highest: int


class MapCountry(NamedTuple):
    """A shaded country: an outline, a dot, or both; `step` 0 is what nobody is counted in."""

    code: str
    number: int
    step: int
    path: str
    dot: tuple[int, int] | None


class WorldMap(NamedTuple):
    """A map to be drawn; `land` is every country that is not shaded, as one path."""

    width: int
    height: int
    land: str
    countries: tuple[MapCountry, ...]
    steps: tuple[MapStep, ...]


@cache
def outlines() -> Outlines:
    """Give the outlines of all countries by ISO 3166-1 alpha-2."""
    file = resources.files("eventapp.web") / "world_map.json"
    made = json.loads(file.read_text(encoding="utf-8"))
    dots = {code: (x, y) for code, (x, y) in made["dots"].items()}
    return Outlines(made["width"], made["height"], made["shapes"], dots)


def _borders(least: int, largest: int) -> list[int]:
    """Give the lowest counts of the shades: round numbers in even strides of size."""
    if largest - least < STEPS:
        return list(range(least, largest + 1))
    ladder = [1, 2, 5]
    while ladder[-1] < largest:
        ladder.append(ladder[-3] * 10)
    ladder = [border for border in ladder if border <= largest]
    while len(ladder) > 1 and ladder[1] <= least:
        del ladder[0]
    if len(ladder) <= STEPS:
        return ladder
    return [ladder[round(at * (len(ladder) - 1) / STEPS)] for at in range(STEPS)]


def map_steps(counts: Mapping[str, int]) -> tuple[MapStep, ...]:
    """Give the shades for the counts, from light to dark; none where nobody is counted."""
    present = [count for count in counts.values() if count > 0]
    if not present:
        return ()
    largest = max(present)
    borders = _borders(min(present), largest)
    upper = [border - 1 for border in borders[1:]] + [largest]
    return tuple(
        MapStep(step, lowest, highest)
        for step, (lowest, highest) in enumerate(zip(borders, upper, strict=True), start=1)
    )


def world_map(counts: Mapping[str, int]) -> WorldMap:
    """Give the map of counts by country; what is no country's code is not drawn."""
    known = outlines()
    drawn = {
        code: count
        for code, count in counts.items()
        if count > 0 and (code in known.shapes or code in known.dots)
    }
    steps = map_steps(drawn)
    countries = tuple(
        MapCountry(
            code,
            count,
            next(step.step for step in steps if count <= step.highest),
            known.shapes.get(code, ""),
            known.dots.get(code),
        )
        for code, count in sorted(drawn.items())
    )
    land = "".join(path for code, path in known.shapes.items() if code not in drawn)
    return WorldMap(known.width, known.height, land, countries, steps)
