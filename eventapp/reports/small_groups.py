"""Figures for the public: groups of registrants too small to show are merged.

No group under five persons is shown, and none can be found by subtraction. What has to be hidden
is merged into one group called `merged`, which holds at least two groups and five persons; where
it would not, the next smallest groups join it. Countries and continents are looked at together:
the countries hidden in a shown continent, and those hidden in all merged continents taken
together, are likewise none, or at least two with at least five persons. As the number of an
event's registrants is public, an event with fewer than five publishes no groups at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from eventapp.reports.figures import Figures
from eventapp.reports.people import GenderFigures, RegistrantFigures, gender_figures

LEAST_PERSONS = 5
LEAST_GROUPS = 2
MERGED = "merged"


def protected(figures: Figures) -> Figures:
    """Give the figures with small groups merged; counts by stop, session and speaker stay."""
    return replace(
        figures, registrants=protected_registrants(figures.registrants), small_groups_merged=True
    )


def protected_registrants(shown: RegistrantFigures) -> RegistrantFigures:
    """Give the figures of the registrants with small groups merged in every grouping."""
    merged_continents = groups_to_merge(shown.by_continent)
    merged_countries = _countries_to_merge(shown, merged_continents)
    merged_genders = groups_to_merge(shown.by_gender)
    return replace(
        shown,
        by_country=_merge(shown.by_country, merged_countries),
        by_continent=_merge(shown.by_continent, merged_continents),
        by_sector=_merge(shown.by_sector, groups_to_merge(shown.by_sector)),
        by_gender=_merge(shown.by_gender, merged_genders),
        by_language=_merge(shown.by_language, groups_to_merge(shown.by_language)),
        gender=_protected_gender(shown.by_gender, merged_genders),
    )


def groups_to_merge(counts: Mapping[str, int], groups: Iterable[str] | None = None) -> set[str]:
    """Choose what is merged of some of the groups (of all, where none are given).

    All under five persons, then the next smallest (equal ones by their key) until there are two
    groups and five persons, or until nothing is left to choose.
    """
    smallest_first = sorted(
        counts if groups is None else groups, key=lambda group: (counts[group], group)
    )
    chosen: set[str] = set()
    persons = 0
    for group in smallest_first:
        enough = len(chosen) >= LEAST_GROUPS and persons >= LEAST_PERSONS
        if counts[group] >= LEAST_PERSONS and (enough or not chosen):
            break
        chosen.add(group)
        persons += counts[group]
    return chosen


def _countries_to_merge(shown: RegistrantFigures, merged_continents: set[str]) -> set[str]:
    """Choose countries block by block; each shown continent is one, the merged are one together.

    A reader can subtract the shown countries of a block from its shown total, and no finer.
    """
    blocks: dict[str, list[str]] = {}
    for country in shown.by_country:
        continent = shown.continent_by_country[country]
        block = MERGED if continent in merged_continents else continent
        blocks.setdefault(block, []).append(country)
    return {
        country
        for countries in blocks.values()
        for country in groups_to_merge(shown.by_country, countries)
    }


def _merge(counts: Mapping[str, int], merged: set[str]) -> dict[str, int]:
    """Give the counts with the merged groups as one, the last; none where it is under five."""
    groups = {group: count for group, count in counts.items() if group not in merged}
    persons = sum(counts[group] for group in merged)
    if persons >= LEAST_PERSONS:
        groups[MERGED] = persons
    return groups


def _protected_gender(counts: Mapping[str, int], merged: set[str]) -> GenderFigures:
    """Give no share and no zero beside a merged group: either would tell what is in it."""
    if not merged:
        return gender_figures(counts)
    groups = _merge(counts, merged)
    return GenderFigures(
        woman=groups.get("woman"),
        man=groups.get("man"),
        other=groups.get("other"),
        not_stated=groups.get("not_stated"),
        merged=groups.get(MERGED),
    )
