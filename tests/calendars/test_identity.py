"""Names that other programs know things by."""

from datetime import timedelta, timezone
from uuid import UUID

from eventapp.calendars.identity import Origin, guid
from tests.factories import NOON

ORIGIN = Origin(1, NOON)


def test_name_never_changes() -> None:
    assert guid(ORIGIN, "session", "D1-1") == guid(Origin(1, NOON), "session", "D1-1")
    assert guid(ORIGIN, "session", "D1-1") == PINNED
    assert str(UUID(PINNED)) == PINNED


def test_name_is_the_same_for_an_instant_in_any_zone() -> None:
    there = NOON.astimezone(timezone(timedelta(hours=5, minutes=45)))

    assert guid(Origin(1, there), "session", "D1-1") == PINNED


def test_names_differ() -> None:
    names = {
        guid(ORIGIN, "session", "D1-1"),
        guid(ORIGIN, "session", "D1-2"),
        guid(ORIGIN, "stop", "D1-1"),
        guid(Origin(2, NOON), "session", "D1-1"),
        guid(Origin(1, NOON + timedelta(microseconds=1)), "session", "D1-1"),
    }

    assert len(names) == 5


PINNED = "551b2a64-f8a7-5669-a778-7e244498c66e"
