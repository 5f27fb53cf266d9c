"""Zones and weekends for tests of planning: the rule of CLDR for the countries used here."""

from datetime import datetime
from zoneinfo import ZoneInfo

from eventapp.planning.groups import Places

SATURDAY_SUNDAY = frozenset((5, 6))
_OTHER_WEEKENDS = {
    "IL": frozenset((4, 5)),
    "AF": frozenset((3, 4)),
    "IR": frozenset((4,)),
    "IN": frozenset((6,)),
}


def weekend_days(country: str) -> frozenset[int]:
    return _OTHER_WEEKENDS.get(country, SATURDAY_SUNDAY)


PLACES = Places(ZoneInfo, weekend_days)


def instant(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())
