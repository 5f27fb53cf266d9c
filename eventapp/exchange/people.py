"""Columns that all files of people share."""

from collections.abc import Iterator
from typing import Protocol

from eventapp.exchange.columns import Column, country, one_of, text, zone
from eventapp.foundation.genders import GENDERS
from eventapp.foundation.people import LONGEST_NAME, LONGEST_ORGANISATION
from eventapp.foundation.sectors import SECTORS

GIVEN_NAME = Column("given_name", text(LONGEST_NAME))
FAMILY_NAME = Column("family_name", text(LONGEST_NAME))
COUNTRY = Column("country", country)
ZONE = Column("zone", zone)
GENDER = Column("gender", one_of(GENDERS))
SECTOR = Column("sector", one_of(SECTORS))
ORGANISATION = Column("organisation", text(LONGEST_ORGANISATION))


class Named(Protocol):
    """Whoever has a name in two parts."""

    @property
    def given_name(self) -> str:
        """The given name, or blank."""

    @property
    def family_name(self) -> str:
        """The family name, or blank."""


def nameless(person: Named) -> Iterator[tuple[str, str]]:
    """Yield the fault of a person with no name at all; many people have only one of the two."""
    if not (person.given_name or person.family_name):
        yield "given_name", "is empty, as is family_name — one of them is needed"
