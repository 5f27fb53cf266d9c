"""Best slots and ledgers as JSON objects, with the keys that scripts rely on."""

from collections.abc import Sequence

from eventapp.planning.ledger import Ledger
from eventapp.planning.slots import BestSlots, SlotEntry

Value = int | float | str | None
Entry = dict[str, Value | dict[str, float]]
Document = dict[str, Value | dict[str, list[list[int]] | int] | list[Entry]]


def slots_as_json(best: BestSlots) -> Document:
    """Give the four rankings ready for `json.dumps`."""
    return {
        "zone": best.day.zone,
        "minutes": best.day.minutes,
        "step": best.day.step,
        "weights": best.weights.as_json(),
        "by_registrants": _ranking(best.by_registrants),
        "by_country": _ranking(best.by_country),
        "by_speakers": _ranking(best.by_speakers),
        "by_worst_zone": _ranking(best.by_worst_zone),
    }


def ledger_as_json(ledger: Ledger) -> Document:
    """Give the rows of a ledger ready for `json.dumps`."""
    rows: list[Entry] = [
        {
            "zone": row.zone,
            "country": row.country,
            "costs": dict(row.costs),
            "total": row.total,
            "stops_at_most_1": row.stops_at_most_1,
        }
        for row in ledger.rows
    ]
    return {"weights": ledger.weights.as_json(), "rows": rows}


def _ranking(entries: Sequence[SlotEntry]) -> list[Entry]:
    return [dict(entry._asdict()) for entry in entries]
