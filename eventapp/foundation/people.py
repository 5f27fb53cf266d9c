"""Which facts of a person can be stored, whoever tells them and for whatever they are told."""

from typing import Protocol

from eventapp.foundation.countries import is_country
from eventapp.foundation.genders import is_gender
from eventapp.foundation.sectors import is_sector
from eventapp.foundation.texts import is_line
from eventapp.foundation.timezones import is_zone

LONGEST_NAME = 120
LONGEST_ORGANISATION = 200


class Named(Protocol):
    """Somebody with names, of which one may be blank, and where they work."""

    @property
    def given_name(self) -> str:
        """The given name, or blank."""

    @property
    def family_name(self) -> str:
        """The family name, or blank."""

    @property
    def organisation(self) -> str:
        """Where they work, or blank."""

    @property
    def country_code(self) -> str:
        """The country they are in."""


class Person(Named, Protocol):
    """Somebody who told all that is asked of a person."""

    @property
    def zone(self) -> str:
        """The zone of their clock."""

    @property
    def sector(self) -> str:
        """The sector they work in."""

    @property
    def gender(self) -> str:
        """The answer they gave."""


def fitting_names(person: Named) -> dict[str, bool]:
    """Tell of names, organisation and country whether each can be stored."""
    return {
        "given_name": is_line(person.given_name, LONGEST_NAME)
        and bool(person.given_name or person.family_name),
        "family_name": is_line(person.family_name, LONGEST_NAME),
        "organisation": is_line(person.organisation, LONGEST_ORGANISATION),
        "country_code": is_country(person.country_code),
    }


def fitting_person(person: Person) -> dict[str, bool]:
    """Tell of each field of a person whether it can be stored."""
    return fitting_names(person) | {
        "zone": is_zone(person.zone),
        "sector": is_sector(person.sector),
        "gender": is_gender(person.gender),
    }
