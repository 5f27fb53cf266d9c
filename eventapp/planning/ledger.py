"""The ledger of a tour: what its stops cost in each zone, so that the burden can be shared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from eventapp.planning.cost import DEFAULT_WEIGHTS, Weights, marks, rounded_cost
from eventapp.planning.groups import Group, People, Places, groups_of


class StopSlot(NamedTuple):
    """The slot `[starts_at, ends_at)` of a stop, in seconds since 1970."""

    code: str
    starts_at: int
    ends_at: int


class LedgerRow(NamedTuple):
    """The costs of a zone and country by the code of the stop, rounded, and their sum."""

    zone: str
    country: str
    people: int
    costs: Mapping[str, float]
    total: float
    stops_at_most_1: int


@dataclass(frozen=True)
class Ledger:
    """A row for each zone and country of the registrants, the dearest first."""

    weights: Weights
    rows: Sequence[LedgerRow]


def ledger(
    stops: Iterable[StopSlot],
    registrants: People,
    places: Places,
    *,
    weights: Weights = DEFAULT_WEIGHTS,
) -> Ledger:
    """Count the ledger; rows of the same printed total stand by zone, then by country.

    Raises ValueError when a stop has no length.
    """
    in_order = sorted(stops, key=lambda stop: (stop.starts_at, stop.code))
    slots = {stop.code: marks(stop.starts_at, stop.ends_at, weights) for stop in in_order}
    if not all(slots.values()):
        message = "a stop must end after it starts"
        raise ValueError(message)
    instants = sorted({mark for slot in slots.values() for mark in slot})
    groups = groups_of(registrants, instants, places, weights)
    rows = (row for group in groups for row in _rows(group, slots))
    return Ledger(weights, sorted(rows, key=lambda row: (-row.total, row.zone, row.country)))


def whose_turn(counted: Ledger) -> list[LedgerRow]:
    """Give the rows that should be suited next, the dearest first.

    Those are the ones that no stop has cost at most 1; where each had one, the ones that have paid
    the most. Nobody, where every stop suits all.
    """
    paying = [row for row in counted.rows if row.total > 0]
    never = [row for row in paying if not row.stops_at_most_1]
    return never or [row for row in paying if row.total == paying[0].total]


def _rows(group: Group, slots: Mapping[str, Sequence[int]]) -> list[LedgerRow]:
    """Give a row for each country of the group."""
    costs = {
        code: Fraction(sum(group.weights[mark] for mark in slot), len(slot))
        for code, slot in slots.items()
    }
    printed = {code: rounded_cost(cost) for code, cost in costs.items()}
    total = rounded_cost(sum(costs.values(), Fraction(0)))
    cheap = sum(cost <= 1 for cost in costs.values())
    return [
        LedgerRow(group.zone, country, people, printed, total, cheap)
        for country, people in group.by_country.items()
    ]
