"""What a programme is filtered by: theme, stop, country and language, from the address."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flask import abort
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from eventapp.foundation.codes import is_code
from eventapp.foundation.countries import is_country
from eventapp.foundation.languages import language_tag
from eventapp.programme.queries import ProgrammeSession
from eventapp.programme.themes import is_theme


class Filters(NamedTuple):
    """The chosen filters; an empty one filters nothing."""

    theme: str = ""
    stop: str = ""
    country: str = ""
    language: str = ""

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Give the filters that filter, with their names in addresses."""
        return tuple((name, value) for name, value in self._asdict().items() if value)

    def let_through(self, session: ProgrammeSession) -> bool:
        """Tell whether a session is what was asked for."""
        return (
            self.theme in ("", session.theme)
            and self.stop in ("", session.stop_code)
            and self.language in ("", session.language)
            and (not self.country or self.country in countries_of(session))
        )


UNFILTERED = Filters()


class Choices(NamedTuple):
    """What there is to choose from in a programme."""

    themes: tuple[str, ...]
    stops: tuple[str, ...]
    countries: tuple[str, ...]
    languages: tuple[str, ...]


def countries_of(session: ProgrammeSession) -> frozenset[str]:
    """Give the countries that a session has to do with: its host's and its people's."""
    codes = {person.country_code for person in session.people}
    return frozenset(codes | {session.host_country_code}) - {""}


def choices_of(sessions: Sequence[ProgrammeSession], stop_codes: Iterable[str]) -> Choices:
    """Give what a programme may be filtered by."""
    return Choices(
        themes=tuple(sorted({session.theme for session in sessions} - {""})),
        stops=tuple(stop_codes),
        countries=tuple(sorted(frozenset().union(*map(countries_of, sessions)))),
        languages=tuple(sorted({session.language for session in sessions} - {""})),
    )


def filters_from(arguments: MultiDict[str, str]) -> Filters:
    """Read the filters of an address; answers 400 in words to what is none."""
    for name in Filters._fields:
        if len(arguments.getlist(name)) > 1:
            abort(400, _("Each filter can be given once in an address."))
    wanted = Filters(*(arguments.get(name, "") for name in Filters._fields))
    if wanted.theme and not is_theme(wanted.theme):
        abort(400, _("A theme is written in small letters, digits and underscores."))
    if wanted.stop and not is_code(wanted.stop):
        abort(400, _("No stop can have that code."))
    if wanted.country and not is_country(wanted.country):
        abort(400, _("There is no country with that code; codes are like SE or JP."))
    if wanted.language and language_tag(wanted.language) != wanted.language:
        abort(400, _("There is no language with that code; codes are like sv or en."))
    return wanted


def check_offered(wanted: Filters, offered: Choices) -> None:
    """Answer 400 in words where a filter is nothing that the programme has."""
    if wanted.theme and wanted.theme not in offered.themes:
        abort(400, _("No session of this programme has that theme."))
    if wanted.stop and wanted.stop not in offered.stops:
        abort(400, _("This event has no stop with that code."))
    if wanted.language and wanted.language not in offered.languages:
        abort(400, _("No session of this programme is held in that language."))
