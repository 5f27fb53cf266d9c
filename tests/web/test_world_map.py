"""Which country is shaded how."""

import pytest

from eventapp.foundation.countries import COUNTRY_CODES
from eventapp.web.world_map import MapStep, map_steps, outlines, world_map

UNINHABITED = {"BV", "HM"}


def test_every_country_has_a_place_on_the_map() -> None:
    known = outlines()

    assert known.shapes.keys() | known.dots.keys() == COUNTRY_CODES - UNINHABITED
    for x, y in known.dots.values():
        assert 0 <= x <= known.width
        assert 0 <= y <= known.height


def test_outlines_are_small_enough_for_a_page() -> None:
    known = outlines()

    assert sum(map(len, known.shapes.values())) < 40_000


@pytest.mark.parametrize("code", ["XK", "GF", "SO", "TW", "UA", "CY"])
def test_what_the_source_draws_otherwise_is_there(code: str) -> None:
    assert outlines().shapes[code].startswith("M")


@pytest.mark.parametrize("code", ["SG", "MT", "LU", "HK", "AQ"])
def test_small_countries_are_dots(code: str) -> None:
    country = world_map({code: 1}).countries[0]

    assert country.dot is not None


def test_no_line_runs_across_the_map() -> None:
    for code, path in outlines().shapes.items():
        for ring in path.split("M")[1:]:
            steps = ring.rstrip("z").partition("l")[2].replace("-", " -").split()
            assert max((abs(int(step)) for step in steps), default=0) < 250, code


@pytest.mark.parametrize(
    ("counts", "borders"),
    [
        ([], []),
        ([0], []),
        ([1], [(1, 1)]),
        ([1, 3], [(1, 1), (2, 2), (3, 3)]),
        ([1, 12], [(1, 1), (2, 4), (5, 9), (10, 12)]),
        ([5, 184], [(5, 9), (10, 19), (20, 49), (50, 99), (100, 184)]),
        ([1, 99_999], [(1, 9), (10, 99), (100, 499), (500, 4999), (5000, 99_999)]),
    ],
)
def test_steps_are_round_and_few(counts: list[int], borders: list[tuple[int, int]]) -> None:
    steps = map_steps({str(number): count for number, count in enumerate(counts)})

    assert steps == tuple(MapStep(at, *border) for at, border in enumerate(borders, start=1))


def test_shades_rise_with_the_counts() -> None:
    shown = world_map({"SE": 184, "JP": 5, "SG": 3, "merged": 23, "NO": 0})

    assert [(one.code, one.number, one.step) for one in shown.countries] == [
        ("JP", 5, 2),
        ("SE", 184, 5),
        ("SG", 3, 1),
    ]
    assert outlines().shapes["NO"] in shown.land
    assert outlines().shapes["SE"] not in shown.land


def test_map_of_nobody_is_land_alone() -> None:
    shown = world_map({})

    assert (shown.countries, shown.steps) == ((), ())
    assert len(shown.land) > 10_000
