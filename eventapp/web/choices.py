"""What people choose from in forms: countries, cities, sectors, answers on gender, languages."""

from datetime import datetime
from functools import lru_cache

from markupsafe import Markup, escape
from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget, html_params

from eventapp.foundation.countries import COUNTRY_CODES, country_name
from eventapp.foundation.genders import GENDERS
from eventapp.foundation.plain_letters import plain
from eventapp.foundation.sectors import SECTORS
from eventapp.foundation.zone_names import ZoneMatch, zone_choices
from eventapp.web.locale import LANGUAGES


class _Options:
    """Writes a list of options that was made before, with one of them selected."""

    def __call__(self, field: "LongSelectField", **attributes: object) -> Markup:
        """Give the HTML of the field."""
        attributes.setdefault("id", field.id)
        if field.flags.required:
            attributes.setdefault("required", True)
        value = f'value="{escape(field.data or "")}"'
        options = field.options.replace(value, f"{value} selected", 1)
        return Markup(  # noqa: S704 -- names were escaped when the options were made
            f"<select {html_params(name=field.name, **attributes)}>{options}</select>"
        )


class LongSelectField(SelectField):  # type: ignore[misc]  # wtforms is untyped
    """A choice from hundreds, written in a twentieth of the time: `options` is made only once."""

    widget = _Options()
    options = ""


class MultiCheckboxField(SelectMultipleField):  # type: ignore[misc]  # wtforms is untyped
    """Several of a few, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


_LAST_IN_SWEDISH = str.maketrans({"å": "z1", "ä": "z2", "ö": "z3"})


@lru_cache(maxsize=4)
def country_options(language: str) -> str:
    """Give all countries in the order of the language's alphabet, as HTML."""
    names = ((country_name(code, language), code) for code in COUNTRY_CODES)
    ordered = sorted(names, key=lambda pair: in_alphabet(pair[0], language))
    return _NOTHING + "".join(_option(code, name) for name, code in ordered)


def city_options(language: str, *, now: datetime) -> str:
    """Give a city for every zone, by continent, with country and its offset at `now`, as HTML."""
    return _cities(language, now.replace(minute=0, second=0, microsecond=0))


@lru_cache(maxsize=16)
def _cities(language: str, now: datetime) -> str:
    groups = []
    for group in zone_choices(language, now=now):
        matches = sorted(group.zones, key=lambda one: in_alphabet(one.city, language))
        options = "".join(_option(match.name, _city_words(match)) for match in matches)
        groups.append(f'<optgroup label="{escape(group.continent)}">{options}</optgroup>')
    return _NOTHING + "".join(groups)


def _option(value: str, words: str) -> str:
    return f'<option value="{escape(value)}">{escape(words)}</option>'


_NOTHING = _option("", "")
"""The choice that is none, so that nothing is chosen by oversight."""


def _city_words(match: ZoneMatch) -> str:
    place = f"{match.city}, {match.country}" if match.country else match.city
    return place if place == match.offset else f"{place} ({match.offset})"


@lru_cache(maxsize=4)
def sector_choices(language: str) -> tuple[SelectChoice, ...]:
    """Give the sectors in their own order."""
    return tuple(SelectChoice(code, name.in_language(language)) for code, name in SECTORS.items())


@lru_cache(maxsize=4)
def gender_choices(language: str) -> tuple[SelectChoice, ...]:
    """Give the answers on gender, "not stated" first because nobody must answer."""
    codes = sorted(GENDERS, key=lambda code: code != "not_stated")
    return tuple(SelectChoice(code, GENDERS[code].in_language(language)) for code in codes)


def language_choices() -> tuple[SelectChoice, ...]:
    """Give the languages of the site, each by its own name."""
    return tuple(SelectChoice(code, name) for code, name in LANGUAGES.items())


def in_alphabet(name: str, language: str) -> str:
    """Give the key by which names are ordered; in Swedish å, ä and ö come last."""
    lowered = name.casefold()
    return plain(lowered.translate(_LAST_IN_SWEDISH) if language == "sv" else lowered)
