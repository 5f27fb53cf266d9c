"""Groups of people as pages show them: a bar and a row of a table each."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from flask_babel import gettext as _

from eventapp.reports.figures import Figures
from eventapp.reports.people import GenderFigures
from eventapp.reports.small_groups import MERGED
from eventapp.web import figure_words as words
from eventapp.web.charts import per_cent, stacked


class Bar(NamedTuple):
    """A group: its name, its count and share in words, and how long its bar is."""

    code: str
    name: str
    number: str
    share: str
    width: str


class Grouping(NamedTuple):
    """Registrants in groups: what the groups are, how they are counted, a bar for each."""

    key: str
    title: str
    heading: str
    definition: str
    bars: tuple[Bar, ...]


class GenderPart(NamedTuple):
    """One answer about gender: a part of a bar and a row of a table."""

    code: str
    name: str
    number: str
    x: str
    width: str


class GenderShare(NamedTuple):
    """Answers about gender: the parts, and what they say about balance."""

    parts: tuple[GenderPart, ...]
    women: str
    verdict: str


def bars(
    counts: Mapping[str, int], name_of: Callable[[str, str], str], language: str
) -> tuple[Bar, ...]:
    """Give a bar for each group, in the order of the counts."""
    largest = max(counts.values(), default=0)
    whole = sum(counts.values())
    return tuple(
        Bar(
            code=code,
            name=name_of(code, language),
            number=words.number_words(count),
            share=words.share_words(count / whole if whole else None),
            width=per_cent(count, largest),
        )
        for code, count in counts.items()
    )


def groupings(figures: Figures, language: str) -> dict[str, Grouping]:
    """Give the registrants by continent, sector and language."""
    people = figures.registrants
    found = (
        Grouping(
            "continents",
            str(_("Registrants by continent")),
            str(_("Continent")),
            words.definition_of("continents"),
            bars(people.by_continent, words.continent_group, language),
        ),
        Grouping(
            "by_sector",
            words.label_of("by_sector"),
            str(_("Sector")),
            words.definition_of("by_sector"),
            bars(people.by_sector, words.sector_group, language),
        ),
        Grouping(
            "by_language",
            words.label_of("by_language"),
            str(_("Language")),
            words.definition_of("by_language"),
            bars(people.by_language, words.language_group, language),
        ),
    )
    return {grouping.key: grouping for grouping in found}


def attendance_grouping(figures: Figures, language: str) -> Grouping:
    """Give the live viewers by how many stops they attended."""
    counts = {str(stops): number for stops, number in figures.viewing.stops_attended.items()}
    return Grouping(
        "stops_attended",
        str(_("Live viewers by how many stops they attended")),
        str(_("Stops")),
        words.definition_of("stops_attended"),
        bars(counts, lambda stops, _language: stops, language),
    )


def country_grouping(counts: Mapping[str, int], title: str, key: str, language: str) -> Grouping:
    """Give people by country."""
    return Grouping(
        key,
        title,
        str(_("Country")),
        words.definition_of(key),
        bars(counts, words.country_group, language),
    )


def gender_share(gender: GenderFigures, language: str) -> GenderShare:
    """Give the answers, what may not be shown left out."""
    answers = {
        "woman": gender.woman,
        "man": gender.man,
        "other": gender.other,
        "not_stated": gender.not_stated,
        MERGED: gender.merged,
    }
    counts = {code: count for code, count in answers.items() if count}
    places = zip(counts.items(), stacked(list(counts.values())), strict=True)
    return GenderShare(
        parts=tuple(
            GenderPart(
                code,
                words.gender_group(code, language),
                words.number_words(count),
                x,
                width,
            )
            for (code, count), (x, width) in places
        ),
        women=words.share_words(gender.women_share, none=str(_("not told"))),
        verdict=_verdict(gender),
    )


def _verdict(gender: GenderFigures) -> str:
    share = words.share_words(gender.women_share, none="–")
    if gender.merged is not None or gender.stated is None:
        return str(_("A group is too small to be shown, so no share is given."))
    if gender.balanced is None:
        return str(_("Nobody stated their gender."))
    if gender.balanced:
        return str(_("%(share)s of stated answers are women: balanced (40–60%%).", share=share))
    if (gender.women_share or 0) > 0.5:
        return str(_("%(share)s of stated answers are women: more than 60%%.", share=share))
    return str(_("%(share)s of stated answers are women: less than 40%%.", share=share))
