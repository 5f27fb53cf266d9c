"""What is read for a report, and how often the database is asked for it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from eventapp.events.models import Event
from eventapp.reports.documents import as_json
from eventapp.reports.queries import (
    Holdings,
    figures_of,
    holdings,
    names_of,
    reach_before,
    registered_quarters,
    telling_of,
)
from tests.counting import statements
from tests.factories import (
    NOON,
    make_appearance,
    make_event,
    make_log_in,
    make_play,
    make_registration,
    make_series,
    make_session,
    make_speaker,
    make_stop,
)

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
LATER = NOON + timedelta(days=30)


def document_of(event: Event, cut_off: datetime = LATER) -> Any:
    """Give the figures of an event as JSON has them."""
    return as_json(figures_of(event, cut_off=cut_off, now=LATER))


def test_figures_count_what_is_stored(app: Flask) -> None:
    event = make_event("tour")
    stop = make_stop(event, "D1", hours=2)
    talk = make_session(stop, "D1-1", minutes=60)
    make_session(stop, "D1-2", starts_at=NOON + HOUR, minutes=60, kind="break")
    make_appearance(talk, make_speaker(event, country_code="JP", gender="woman"))
    anna = make_registration(event, country_code="SE", gender="woman", sector="region")
    ben = make_registration(event, country_code="JP", gender="man", language="ja")
    gone = make_registration(event, country_code="BR", withdrawn_at=NOON)
    make_log_in(stop, anna, NOON - MINUTE, NOON + 50 * MINUTE)
    make_log_in(stop, anna, NOON + 40 * MINUTE, NOON + 70 * MINUTE)
    make_log_in(stop, gone, NOON, NOON + HOUR)
    make_log_in(stop, ben, NOON, None)
    make_play(talk, ben, played_segments="0[.]600[,]300[.]900.5")

    found = document_of(event)

    assert found["registrants"] == 2
    assert found["by_country"] == {"JP": 1, "SE": 1}
    assert found["by_continent"] == {"Asia": 1, "Europe": 1}
    assert found["by_language"] == {"en": 1, "ja": 1}
    assert (found["stops"], found["sessions"]) == (1, 1)
    assert found["speakers_by_country"] == {"JP": 1}
    assert found["speaker_gender_by_stop"]["D1"]["woman"] == 1
    assert (found["logins"], found["live_viewers"], found["person_days"]) == (4, 2, 2)
    assert (found["watch_minutes"], found["raw_minutes"]) == (70, 80)
    assert found["per_stop"][0]["peak_at"] == "2030-05-15T12:00:00Z"
    assert found["per_session"] == [
        {
            "code": "D1-1",
            "viewers": 1,
            "viewers_5min": 1,
            "viewers_half": 1,
            "viewers_80": 1,
            "watch_minutes": 60,
        }
    ]
    assert found["on_demand"] == {
        "plays": 1,
        "viewers": 1,
        "only_viewers": 0,
        "seconds_seen": 900.5,
        "seconds_played": 1200.5,
    }
    assert found["check_ins"] is None


def test_withdrawal_after_the_cut_off_does_not_count(app: Flask) -> None:
    event = make_event()
    make_registration(event, withdrawn_at=NOON)

    assert document_of(event, NOON)["registrants"] == 0
    assert document_of(event, NOON - timedelta(seconds=1))["registrants"] == 1


def test_returning_looks_at_earlier_events_of_the_series_alone(app: Flask) -> None:
    series = make_series("tours")
    before = make_event(series=series)
    make_stop(before, starts_at=NOON - timedelta(days=365))
    after = make_event(series=series)
    make_stop(after, starts_at=NOON + timedelta(days=365))
    elsewhere = make_event()
    make_stop(elsewhere, starts_at=NOON - timedelta(days=365))
    event = make_event(series=series)
    make_stop(event, starts_at=NOON)
    make_registration(before, email="ada@example.org")
    make_registration(before, email="gone@example.org", withdrawn_at=NOON)
    make_registration(after, email="later@example.org")
    make_registration(elsewhere, email="other@example.org")
    for name in ("ada", "gone", "later", "other", "new"):
        make_registration(event, email=f"{name}@example.org")

    assert document_of(event)["returning"] == 1


def test_figures_of_an_empty_event_are_none_or_nought(app: Flask) -> None:
    found = document_of(make_event())

    assert found["registrants"] == 0
    assert found["no_show_share"] is None
    assert found["per_stop"] == []
    assert found["returning"] == 0


@pytest.mark.parametrize("number", [1, 3, 30])
def test_figures_take_the_same_statements_for_any_number(app: Flask, number: int) -> None:
    event = make_event()
    for _ in range(number):
        stop = make_stop(event)
        session = make_session(stop)
        make_appearance(session, make_speaker(event))
        registration = make_registration(event)
        make_log_in(stop, registration, NOON, NOON + HOUR)
        make_play(session, registration)
    series = event.series.slug

    with statements() as seen:
        found = document_of(event)

    assert (found["registrants"], found["series"]) == (number, series)
    assert len(seen) == 9


def test_quarters_are_counted_by_registration(app: Flask) -> None:
    event = make_event()
    for minutes in (0, 14, 15):
        make_registration(event, registered_at=NOON + minutes * MINUTE)
    make_registration(event, registered_at=NOON, withdrawn_at=NOON)

    noon = int(NOON.timestamp())

    assert registered_quarters(event.id, LATER) == [(noon, 2), (noon + 900, 1)]


def test_reach_before_a_moment_leaves_out_what_came_with_it(app: Flask) -> None:
    event = make_event()
    make_registration(event, registered_at=NOON - MINUTE, country_code="JP")
    make_registration(event, registered_at=NOON)
    make_registration(event, registered_at=NOON - HOUR, withdrawn_at=NOON - MINUTE)

    assert reach_before(event.id, NOON) == (1, 1)


def test_telling_waits_for_the_last_stop_and_for_registration_to_close(app: Flask) -> None:
    event = make_event("tour", registration_closes_at=NOON + 9 * HOUR)
    make_event("empty")
    make_stop(event, hours=4)

    tour, empty = telling_of("tour"), telling_of("empty")

    assert tour is not None
    assert tour.over_at == datetime(2030, 5, 15, 21, 0, tzinfo=UTC)
    assert empty is not None
    assert empty.over_at is None
    assert telling_of("nothing") is None


def test_names_are_those_of_published_sessions(app: Flask) -> None:
    event = make_event()
    stop = make_stop(event, "D1", title_sv="Första")
    make_session(stop, "A", title_sv="Öppning")
    make_session(stop, "B", state="draft")
    make_session(make_stop(make_event(), "X"), "C")

    names = names_of(event.id)

    assert names.stops["D1"].title.in_language("sv") == "Första"
    assert list(names.sessions) == ["A"]
    assert names.sessions["A"].title.in_language("sv") == "Öppning"


def test_holdings_count_each_event_by_itself(app: Flask) -> None:
    event, other = make_event(), make_event()
    stop = make_stop(event)
    session = make_session(stop)
    registration = make_registration(event)
    make_log_in(stop, registration)
    make_log_in(stop, registration)
    make_play(session, registration)
    make_speaker(other)
    make_speaker(make_event())
    number, other_number = event.id, other.id

    with statements() as seen:
        found = holdings([number, other_number])

    assert found == {number: Holdings(1, 1, 0, 1, 2, 1), other_number: Holdings(speakers=1)}
    assert len(seen) == 1
