"""What templates say in the reader's language: countries, names of codes, days."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from flask import Flask
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from eventapp.foundation.countries import continent_name, country_name, is_country
from eventapp.web.day_words import day_words, heading_words, range_words

EVENT_KINDS = {
    "conference": _l("Conference"),
    "annual_conference": _l("Annual conference"),
    "world_tour": _l("Virtual world tour"),
    "webinar": _l("Webinar"),
    "seminar": _l("Seminar"),
    "workshop": _l("Workshop"),
    "training_day": _l("Training day"),
    "intro_course": _l("Introductory course"),
    "dialogue_meeting": _l("Dialogue meeting"),
    "online_week": _l("Online week"),
}
EVENT_FORMATS = {
    "online": _l("Online"),
    "onsite": _l("On site"),
    "hybrid": _l("Hybrid"),
}
EDITION_STATES = {
    "held": _l("Completed"),
    "planned": _l("Planned"),
    "cancelled": _l("Cancelled"),
    "postponed": _l("Postponed"),
}
SESSION_KINDS = {
    "opening": _l("Opening"),
    "keynote": _l("Keynote"),
    "talk": _l("Talk"),
    "panel": _l("Panel discussion"),
    "codesigned": _l("Co-designed session"),
    "workshop": _l("Workshop"),
    "training": _l("Training"),
    "break": _l("Break"),
    "closing": _l("Closing session"),
}
ROLES = {
    "moderator": _l("Moderator"),
    "host": _l("International host"),
    "counterpart": _l("Local counterpart"),
    "presenter": _l("Presenter"),
    "panellist": _l("Panellist"),
}
"""In the order in which a line-up names them."""


def name_of(code: str, names: dict[str, LazyString]) -> str:
    """Give the name of a code in the reader's language; of an unknown one the code in words."""
    name = names.get(code)
    return str(name) if name is not None else code.replace("_", " ").strip().capitalize()


def country_words(code: str, language: str) -> str:
    """Give a country's name, the code itself where it is no country's, nothing for none."""
    return country_name(code, language) if is_country(code) else code


@lru_cache(maxsize=1024)
def language_name(tag: str, language: str) -> str:
    """Give the name of a language by its BCP 47 tag; the tag itself where it is not known."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name(language)
    except (UnknownLocaleError, ValueError):
        return tag
    return name[:1].upper() + name[1:] if name else tag


def init_app(app: Flask) -> None:
    """Give templates the words for codes and days."""
    app.jinja_env.globals.update(
        base_url=app.extensions["settings"].base_url,
        country_name=country_words,
        continent_name=continent_name,
        language_name=language_name,
        event_kind=lambda code: name_of(code, EVENT_KINDS),
        event_format=lambda code: name_of(code, EVENT_FORMATS),
        edition_state=lambda code: name_of(code, EDITION_STATES),
        session_kind=lambda code: name_of(code, SESSION_KINDS),
        role_name=lambda code: name_of(code, ROLES),
        day_words=day_words,
        heading_words=heading_words,
        range_words=range_words,
    )
