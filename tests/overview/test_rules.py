"""What needs attention, from facts."""

from datetime import timedelta
from typing import Any

import pytest

from eventapp.overview.rules import LATER, NOW, SOON, EventFacts, StopFacts, attention_of
from eventapp.registration.rules import Places
from tests.factories import NOON

DAY = timedelta(days=1)


def facts(**values: Any) -> EventFacts:
    """Give the facts of an event to which nothing is to be seen."""
    defaults = {
        "opens_at": None,
        "closes_at": None,
        "starts_at": NOON + 60 * DAY,
        "ends_at": NOON + 61 * DAY,
        "is_watched": True,
        "places": {"online": Places(None, 500)},
    }
    return EventFacts(**defaults | values)


def kinds(**values: Any) -> list[tuple[str, int]]:
    return [(one.kind, one.urgency) for one in attention_of(facts(**values), now=NOON)]


def test_nothing_needs_attention() -> None:
    assert kinds() == []


@pytest.mark.parametrize(
    ("days", "urgency"), [(0.5, NOW), (1, NOW), (1.1, SOON), (14, SOON), (14.1, LATER)]
)
def test_stop_without_stream_grows_urgent(days: float, urgency: int) -> None:
    stops = (
        StopFacts("D1", NOON + days * DAY, has_stream=False),
        StopFacts("D2", NOON, has_stream=True),
    )

    assert kinds(stops=stops) == [("streams", urgency)]
    assert kinds(stops=stops, is_watched=False) == []


@pytest.mark.parametrize(
    ("capacity", "taken", "kind"),
    [
        (None, 99, None),
        (0, 0, None),
        (100, 89, None),
        (100, 90, "few_onsite"),
        (100, 100, "full_onsite"),
        (100, 101, "full_onsite"),
    ],
)
def test_places_nearly_taken(capacity: int | None, taken: int, kind: str | None) -> None:
    found = kinds(places={"onsite": Places(capacity, taken)})

    assert found == ([(kind, SOON)] if kind else [])


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        (15, None, []),
        (14, None, [("opens", LATER)]),
        (1, None, [("opens", SOON)]),
        (0, None, []),
        (None, 15, []),
        (None, 14, [("closes", LATER)]),
        (None, 0.5, [("closes", SOON)]),
        (None, 0, [("closed", LATER)]),
    ],
)
def test_registration_opens_and_closes(
    opens: float | None, closes: float | None, expected: list[tuple[str, int]]
) -> None:
    found = kinds(
        opens_at=None if opens is None else NOON + opens * DAY,
        closes_at=None if closes is None else NOON + closes * DAY,
    )

    assert found == expected


@pytest.mark.parametrize(("days", "urgency"), [(42, SOON), (43, LATER)])
def test_programme_is_to_be_whole_some_weeks_before(days: int, urgency: int) -> None:
    found = kinds(starts_at=NOON + days * DAY, without_speaker=("S1",), untranslated=("", "S1"))

    assert found == [("speakers", urgency), ("translations", urgency)]


@pytest.mark.parametrize(
    ("days", "waits", "asks"),
    [(1, NOW, SOON), (14, SOON, SOON), (42, LATER, SOON), (43, LATER, LATER)],
)
def test_changes_wait_and_speakers_are_waited_for(days: int, waits: int, asks: int) -> None:
    found = kinds(starts_at=NOON + days * DAY, waiting=("S1",), unanswered=("T1",))

    assert dict(found) == {"releases": waits, "answers": asks}


@pytest.mark.parametrize(("days", "urgency"), [(1, NOW), (2, SOON), (60, SOON)])
def test_sessions_that_lost_their_people_are_seen_to_soon(days: int, urgency: int) -> None:
    found = kinds(starts_at=NOON + days * DAY, declined=("S1",), withdrawn=("S2",))

    assert found == [("declined", urgency), ("withdrawn", urgency)]


def test_event_without_stops_has_no_date() -> None:
    assert kinds(starts_at=None, ends_at=None) == [("stops", SOON)]


def test_most_urgent_comes_first_and_nothing_but_mails_after_the_end() -> None:
    wrong: dict[str, Any] = {"failed_mails": ("P1",), "without_speaker": ("S1",)}

    coming = kinds(**wrong)
    over = kinds(**wrong, ends_at=NOON)

    assert coming == [("mails", NOW), ("speakers", LATER)]
    assert over == [("mails", NOW)]
