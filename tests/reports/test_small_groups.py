"""Nobody can find a group under five persons in what the public is shown."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.reports.documents import as_json
from eventapp.reports.figures import Figures
from eventapp.reports.small_groups import groups_to_merge, protected
from tests.reports.builders import CONTINENTS, Tour, make_registration

DIMENSIONS = ("by_country", "by_continent", "by_sector", "by_gender", "by_language")


def figures_of(**groups: Mapping[str, int]) -> Figures:
    """Count an event whose registrants are spread as given, one grouping by itself."""
    columns = {name: list(Counter(counts).elements()) for name, counts in groups.items()}
    number = max((len(column) for column in columns.values()), default=0)
    told: list[dict[str, Any]] = [
        {name: column[row] for name, column in columns.items() if row < len(column)}
        for row in range(number)
    ]
    people = [make_registration(row, **answers) for row, answers in enumerate(told)]
    return Tour(registrations=people).figures()


@pytest.mark.parametrize(
    ("counts", "merged"),
    [
        ({}, set()),
        ({"a": 5}, set()),
        ({"a": 50, "b": 5}, set()),
        # One small group alone would be found by subtraction: the next smallest joins it.
        ({"a": 50, "b": 9, "c": 4}, {"b", "c"}),
        ({"a": 50, "b": 4}, {"a", "b"}),
        # Two small groups are enough when they hold five persons, and not before.
        ({"a": 50, "b": 9, "c": 3, "d": 2}, {"c", "d"}),
        ({"a": 50, "b": 9, "c": 2, "d": 2}, {"b", "c", "d"}),
        ({"a": 50, "b": 9, "c": 9, "d": 1}, {"b", "d"}),
        ({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}, {"a", "b", "c", "d", "e"}),
        # Under five persons in all: everything is chosen, and nothing can be shown.
        ({"a": 4}, {"a"}),
        ({"a": 2, "b": 1}, {"a", "b"}),
    ],
)
def test_groups_to_merge_are_small_or_the_next_smallest(
    counts: dict[str, int], merged: set[str]
) -> None:
    assert groups_to_merge(counts) == merged


def test_merged_group_stands_last_and_keeps_the_sum() -> None:
    shown = protected(figures_of(sector={"industry": 104, "academia": 98, "region": 9, "other": 3}))

    assert list(shown.registrants.by_sector.items()) == [
        ("industry", 104),
        ("academia", 98),
        ("merged", 12),
    ]


def test_countries_hidden_in_a_shown_continent_are_two_with_five_persons() -> None:
    people = protected(figures_of(country={"SE": 30, "NO": 6, "DK": 5, "FI": 1, "JP": 9, "KR": 3}))

    # Finland alone would be Europe minus the rest, South Korea alone Asia minus Japan.
    assert people.registrants.by_country == {"SE": 30, "NO": 6, "merged": 18}
    assert people.registrants.by_continent == {"Europe": 42, "Asia": 12}


def test_countries_of_merged_continents_are_not_found_by_subtraction() -> None:
    people = protected(figures_of(country={"SE": 30, "JP": 22, "AU": 5, "BR": 1}))

    # With Australia shown, the merged continents minus Australia would be Brazil.
    assert people.registrants.by_continent == {"Europe": 30, "Asia": 22, "merged": 6}
    assert people.registrants.by_country == {"SE": 30, "JP": 22, "merged": 6}
    assert (people.registrants.countries, people.registrants.continents) == (4, 4)


def test_gender_share_is_hidden_with_a_small_group() -> None:
    gender = {"woman": 20, "man": 15, "other": 1, "not_stated": 8}
    document: Any = as_json(protected(figures_of(gender=gender)))

    assert document["by_gender"] == {"woman": 20, "man": 15, "merged": 9}
    assert document["registrant_gender"] == {
        "woman": 20,
        "man": 15,
        "other": None,
        "not_stated": None,
        "merged": 9,
        "women_share": None,
        "balanced": None,
    }


def test_gender_share_is_shown_where_nothing_is_hidden() -> None:
    figures = figures_of(gender={"woman": 20, "man": 15, "not_stated": 8})

    assert protected(figures).registrants == figures.registrants


@pytest.mark.parametrize("number", [1, 4])
def test_event_under_five_registrants_shows_no_groups(number: int) -> None:
    document: Any = as_json(protected(figures_of(country={"SE": number})))

    assert document["registrants"] == number
    assert [document[dimension] for dimension in DIMENSIONS] == [{}, {}, {}, {}, {}]
    assert set(document["registrant_gender"].values()) == {None}


def test_event_of_nobody_stays_as_it_is() -> None:
    figures = Tour().figures()

    assert protected(figures).registrants == figures.registrants


def test_speakers_and_counts_by_stop_stay() -> None:
    figures = figures_of(country={"SE": 1, "NO": 7})

    shown = protected(figures)

    assert shown.speakers == figures.speakers
    assert shown.viewing == figures.viewing
    assert (shown.small_groups_merged, figures.small_groups_merged) == (True, False)


def assert_safe(hidden: Mapping[str, int]) -> None:
    """What a reader can add up of hidden groups: nothing, or two at least with five persons."""
    assert not hidden or (len(hidden) >= 2 and sum(hidden.values()) >= 5)


COUNTS = st.one_of(st.integers(1, 9), st.integers(1, 60))
GENDERS = st.sampled_from(["woman", "man", "other", "not_stated"])


@settings(deadline=None, max_examples=300)
@given(st.dictionaries(st.sampled_from("abcdefgh"), COUNTS))
def test_one_grouping_is_safe_and_keeps_its_sum(counts: dict[str, int]) -> None:
    shown = dict(protected(figures_of(sector=counts)).registrants.by_sector)
    merged = shown.pop("merged", 0)
    hidden = {group: count for group, count in counts.items() if group not in shown}

    assert all(count >= 5 and counts[group] == count for group, count in shown.items())
    if sum(counts.values()) >= 5:
        assert_safe(hidden)
        assert merged == sum(hidden.values())
    else:
        assert (shown, merged) == ({}, 0)


@settings(deadline=None, max_examples=500)
@given(st.dictionaries(st.sampled_from(sorted(CONTINENTS)), COUNTS, min_size=1))
def test_countries_and_continents_together_are_safe(counts: dict[str, int]) -> None:
    figures = figures_of(country=counts)
    people = protected(figures).registrants
    if sum(counts.values()) < 5:
        assert (people.by_country, people.by_continent) == ({}, {})
        return
    hidden = {
        country: count for country, count in counts.items() if country not in people.by_country
    }
    continents = figures.registrants.by_continent
    gone = {name: count for name, count in continents.items() if name not in people.by_continent}

    assert_safe(hidden)
    assert_safe(gone)
    assert (
        sum(people.by_country.values())
        == sum(people.by_continent.values())
        == len([person for count in counts.values() for person in range(count)])
    )
    for continent in people.by_continent:
        inside = gone if continent == "merged" else {continent}
        assert_safe({name: n for name, n in hidden.items() if CONTINENTS[name] in inside})


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(GENDERS, COUNTS))
def test_gender_shows_no_count_and_no_share_that_tells_a_hidden_one(counts: dict[str, int]) -> None:
    document: Any = as_json(protected(figures_of(gender=counts)))
    shown = document["registrant_gender"]
    hidden = {name: count for name, count in counts.items() if shown[name] is None}

    if hidden:
        assert (shown["women_share"], shown["balanced"]) == (None, None)
        assert {shown[name] for name in counts if name not in hidden}.isdisjoint(range(5))
    if sum(counts.values()) >= 5:
        assert_safe(hidden)
