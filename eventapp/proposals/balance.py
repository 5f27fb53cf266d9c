"""Whom a call reached: proposals by country and by gender, those proposed and those accepted."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from eventapp.foundation.genders import NOT_STATED
from eventapp.proposals.rules import IN_PROGRAMME, WITHDRAWN

FEWEST_STATED = 5
"""With fewer answers on gender none is shown: they would stand beside a name."""


class Counted(NamedTuple):
    """What of a proposal is counted."""

    country_code: str
    gender: str
    state: str


class Balance(NamedTuple):
    """How many proposals there are by country and gender; genders None where too few answered."""

    proposals: int
    by_country: dict[str, int]
    by_gender: dict[str, int] | None
    not_stated: int


def balance_of(rows: Iterable[Counted]) -> Balance:
    """Count some proposals, the largest countries first."""
    countries: Counter[str] = Counter()
    genders: Counter[str] = Counter()
    for row in rows:
        countries[row.country_code] += 1
        genders[row.gender] += 1
    not_stated = genders.pop(NOT_STATED, 0)
    by_country = dict(sorted(countries.items(), key=lambda pair: (-pair[1], pair[0])))
    shown = dict(sorted(genders.items())) if genders.total() >= FEWEST_STATED else None
    return Balance(countries.total(), by_country, shown, not_stated)


def proposed_and_accepted(rows: Iterable[Counted]) -> tuple[Balance, Balance]:
    """Give the balance of what was proposed and not withdrawn, and of what was accepted of it."""
    standing = [row for row in rows if row.state != WITHDRAWN]
    return (
        balance_of(standing),
        balance_of(row for row in standing if row.state in IN_PROGRAMME),
    )
