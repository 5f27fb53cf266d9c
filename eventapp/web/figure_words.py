"""What figures are called in the reader's language, and how numbers are written in it."""

from flask import Flask
from flask_babel import format_decimal, format_percent, get_locale
from flask_babel import gettext as _

from eventapp.foundation.countries import continent_name, country_name, is_country
from eventapp.foundation.genders import gender_name
from eventapp.foundation.sectors import sector_name
from eventapp.reports.definitions import BY_KEY
from eventapp.reports.people import NOT_STATED
from eventapp.reports.small_groups import LEAST_PERSONS, MERGED
from eventapp.web.display import language_name


def label_of(key: str) -> str:
    """Give the name of a figure by its key in a report."""
    return str(_(BY_KEY[key].label))


def definition_of(key: str) -> str:
    """Give how a figure is counted."""
    return str(_(BY_KEY[key].text))


def number_words(value: float | None) -> str:
    """Give a number as people of the language write it; None was not measured."""
    if value is None:
        return str(_("not measured"))
    return str(format_decimal(value))


def share_words(share: float | None, *, none: str = "") -> str:
    """Give a share in per cent with one decimal, `none` where there is no denominator."""
    if share is None:
        return none or str(_("not measured"))
    space = "\N{NO-BREAK SPACE}" if get_locale().language == "sv" else ""
    return str(format_percent(share, f"#,##0.0{space}%"))


def minutes_words(minutes: float | None) -> str:
    """Give minutes with at most one decimal; None where nobody was there to measure."""
    if minutes is None:
        return "–"
    return str(format_decimal(round(minutes, 1)))


def country_group(code: str, language: str) -> str:
    """Give the name of a group of a country; what is merged says so."""
    if code == MERGED:
        return str(_("Countries with fewer than %(num)s each, merged", num=LEAST_PERSONS))
    return country_name(code, language) if is_country(code) else code


def continent_group(name: str, language: str) -> str:
    """Give the name of a group of a continent."""
    return _merged() if name == MERGED else continent_name(name, language)


def sector_group(code: str, language: str) -> str:
    """Give the name of a group of a sector."""
    if code == NOT_STATED:
        return gender_name(code, language)
    return _merged() if code == MERGED else sector_name(code, language)


def gender_group(code: str, language: str) -> str:
    """Give the name of a group of answers about gender."""
    return _merged() if code == MERGED else gender_name(code, language)


def language_group(tag: str, language: str) -> str:
    """Give the name of a group of a language."""
    if tag == NOT_STATED:
        return gender_name(tag, language)
    return _merged() if tag == MERGED else language_name(tag, language)


def _merged() -> str:
    return str(_("Small groups, merged"))


def stop_labels() -> tuple[str, ...]:
    """Give the headings of a table of stops."""
    keys = (
        "logins",
        "live_viewers",
        "peak_viewers",
        "peak_connections",
        "watch_minutes",
        "raw_minutes",
        "mean_watch_minutes",
        "median_watch_minutes",
        "certificates",
    )
    return (str(_("Stop")), *(label_of(key) for key in keys))


def session_labels() -> tuple[str, ...]:
    """Give the headings of a table of sessions."""
    return (
        str(_("Session")),
        str(_("Viewers")),
        str(_("5 minutes or more")),
        str(_("Half or more")),
        str(_("80 % or more")),
        label_of("watch_minutes"),
    )


def init_app(app: Flask) -> None:
    """Give templates the words for figures."""
    app.jinja_env.globals.update(
        figure_label=label_of,
        figure_definition=definition_of,
        number_words=number_words,
        stop_labels=stop_labels,
        session_labels=session_labels,
    )
