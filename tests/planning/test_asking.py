"""What would conflict at another slot: as it would be told after the move, and nothing stored."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from flask import Flask

from eventapp.events.models import Event, Stop
from eventapp.foundation.transaction import transaction
from eventapp.planning.asking import (
    MOST_ASKED,
    OF_SLOTS,
    Aim,
    of_slot,
    put,
    session_of,
    slot_map,
)
from eventapp.planning.conflicts import Conflict
from eventapp.planning.moving import dropped
from eventapp.planning.plans import Planning, planning_of
from eventapp.planning.timetable import Move, move_session, slots_of
from tests.factories import (
    NOON,
    STOCKHOLM,
    make_appearance,
    make_event,
    make_session,
    make_speaker,
    make_stop,
    make_track,
)
from tests.planning.test_plans import fill

HOUR = timedelta(hours=1)


def plan() -> Planning:
    planning = planning_of("tour")
    assert planning is not None
    return planning


def asked(code: str, aim: Aim) -> list[Conflict]:
    planning = plan()
    session = session_of(planning, code)
    assert session is not None
    return of_slot(put(planning, session, aim).conflicts_with(code))


def aim_at(
    starts_at: datetime, minutes: int = 45, *, stop: str = "D0", track: str = "", zone: str = ""
) -> Aim:
    return Aim(stop, track, dropped(starts_at, minutes, zone or STOCKHOLM))


def kinds(found: list[Conflict]) -> list[str]:
    return [conflict.code for conflict in found]


def two_stops(event: Event) -> tuple[Stop, Stop]:
    """Make two stops that share their afternoon."""
    return make_stop(event, "D0"), make_stop(event, "D1", starts_at=NOON + HOUR)


def test_person_would_be_in_two_places_across_stops(app: Flask) -> None:
    event = make_event("tour")
    here, there = two_stops(event)
    ada = make_speaker(event, "ada")
    make_appearance(make_session(here, "A0"), ada)
    make_appearance(make_session(there, "B0", starts_at=NOON + 2 * HOUR), ada)

    found = asked("A0", aim_at(NOON + 2.5 * HOUR))

    assert kinds(found) == ["person_overlap"]
    assert (found[0].person, {found[0].session, found[0].other}) == ("ada", {"A0", "B0"})
    assert found[0].ends_at - found[0].starts_at == HOUR / 4
    assert kinds(asked("A0", aim_at(NOON + 2.75 * HOUR))) == ["person_gap"]
    assert asked("A0", aim_at(NOON)) == []


def test_slot_would_be_night_for_a_person(app: Flask) -> None:
    event = make_event("tour")
    stop = make_stop(event, "D0", hours=6)
    make_appearance(make_session(stop, "A0"), make_speaker(event, "mio", zone="Asia/Tokyo"))

    assert asked("A0", aim_at(NOON)) == []
    assert kinds(asked("A0", aim_at(NOON + HOUR))) == ["night"]
    assert kinds(asked("A0", aim_at(NOON + 2.5 * HOUR))) == ["deep_night"]


def test_track_would_be_shared_on_that_track_alone(app: Flask) -> None:
    stop = make_stop(make_event("tour"), "D0")
    blue, red = make_track(stop, "Blue"), make_track(stop, "Red")
    make_session(stop, "A0", track_id=red.id)
    make_session(stop, "B0", track_id=blue.id)

    assert kinds(asked("A0", aim_at(NOON + HOUR / 2, track="Blue"))) == ["track_overlap"]
    assert kinds(asked("A0", aim_at(NOON + HOUR * 0.75, track="Blue"))) == ["track_gap"]
    assert asked("A0", aim_at(NOON + HOUR / 2, track="Red")) == []


def test_cancelled_and_parked_sessions_hinder_nothing(app: Flask) -> None:
    event = make_event("tour")
    stop = make_stop(event, "D0")
    ada = make_speaker(event, "ada")
    make_appearance(make_session(stop, "A0"), ada)
    for code, state in (("C0", "cancelled"), ("P0", "parked")):
        session = make_session(stop, code, starts_at=NOON + 2 * HOUR, state=state)
        make_appearance(session, ada)

    assert asked("A0", aim_at(NOON + 2 * HOUR)) == []
    assert session_of(plan(), "C0") is None


def test_parked_session_is_asked_about_as_if_it_had_the_slot(app: Flask) -> None:
    event = make_event("tour")
    stop = make_stop(event, "D0")
    ada = make_speaker(event, "ada")
    make_appearance(make_session(stop, "A0"), ada)
    make_appearance(make_session(stop, "P0", state="parked"), ada)

    assert set(kinds(asked("P0", aim_at(NOON)))) == {"person_overlap", "track_overlap"}
    assert asked("P0", aim_at(NOON + HOUR)) == []
    assert [one.code for one in plan().parked] == ["P0"]


def test_slot_reaches_beyond_its_stop(app: Flask) -> None:
    make_session(make_stop(make_event("tour"), "D0"), "A0")

    assert kinds(asked("A0", aim_at(NOON + 3.5 * HOUR))) == ["outside_stop"]
    assert asked("A0", aim_at(NOON + 3.25 * HOUR)) == []


NIGHT_OF_FOLD = datetime(2030, 10, 26, 22, 0, tzinfo=UTC)
"""Three hours before the clocks of Stockholm are put back."""
NIGHT_OF_GAP = datetime(2030, 3, 30, 22, 0, tzinfo=UTC)
"""Three hours before they are put on."""


def test_hour_that_comes_twice_would_have_to_be_meant(app: Flask) -> None:
    stop = make_stop(make_event("tour"), "D0", starts_at=NIGHT_OF_FOLD, hours=8)
    make_session(stop, "A0", starts_at=NIGHT_OF_FOLD)

    assert asked("A0", aim_at(NIGHT_OF_FOLD)) == []
    assert kinds(asked("A0", aim_at(NIGHT_OF_FOLD + 2.25 * HOUR, 30))) == ["wall_twice"] * 2
    assert kinds(asked("A0", aim_at(NIGHT_OF_FOLD + 3.25 * HOUR, 30))) == ["wall_twice"] * 2
    assert asked("A0", aim_at(NIGHT_OF_FOLD + 4 * HOUR)) == []


def test_no_instant_lies_in_a_gap(app: Flask) -> None:
    stop = make_stop(make_event("tour"), "D0", starts_at=NIGHT_OF_GAP, hours=8)
    make_session(stop, "A0", starts_at=NIGHT_OF_GAP)

    aim = aim_at(NIGHT_OF_GAP + 2.75 * HOUR, 30)

    assert (aim.span.wall_starts.hour, aim.span.wall_ends.hour) == (1, 3)
    assert asked("A0", aim) == []


def test_what_is_asked_before_is_what_is_told_after(app: Flask) -> None:
    fill(12)
    chance = Random(3)  # noqa: S311 -- the same moves each time
    told = 0
    for _round in range(12):
        planning = plan()
        session = chance.choice(planning.sessions)
        stop = next(one for one in planning.stops if one.code == session.stop_code)
        start = NOON + timedelta(minutes=5 * chance.randrange(36))
        aim = aim_at(start, 30, stop=stop.code, track=chance.choice(("Blue", "Red")))
        before = asked(session.code, aim)

        with transaction():
            move = Move(stop.id, aim.track, aim.span, _seen(session.code, planning))
            move_session(session.id, move, actor="me", now=NOON)

        assert of_slot(plan().conflicts_with(session.code)) == before
        told += len(before)
    assert told > 12


def _seen(code: str, planning: Planning) -> str:
    return slots_of(planning.event.id)[code].seen


@pytest.mark.parametrize(("minutes", "expected"), [(5, {0, 2, 3}), (45, {2, 3})])
def test_map_gives_for_each_start_and_track_the_worst_that_is_asked_there(
    app: Flask, minutes: int, expected: set[int]
) -> None:
    fill(5)
    planning = plan()
    stop = planning.stops[0]
    seen = set()

    for session in planning.sessions:
        found = slot_map(planning, session, stop, ["Blue", "Red", ""], minutes)
        for track, row in found.tracks.items():
            for place, bad in enumerate(row):
                start = found.opens + timedelta(minutes=place * found.step)
                aim = aim_at(start, minutes, stop=stop.code, track=track)
                there = asked_in(planning, session.code, aim)
                assert bad == max((one.severity for one in there), default=0)
                seen.add(int(bad))
    assert expected <= seen


def asked_in(planning: Planning, code: str, aim: Aim) -> list[Conflict]:
    session = session_of(planning, code)
    assert session is not None
    return of_slot(put(planning, session, aim).conflicts_with(code))


@pytest.mark.parametrize(
    ("hours", "tracks", "step"), [(4, 3, 5), (15, 20, 15), (24, 20, 30), (24 * 30, 20, 1440)]
)
def test_map_has_a_step_that_keeps_it_small(app: Flask, hours: int, tracks: int, step: int) -> None:
    stop = make_stop(make_event("tour"), "D0", hours=hours)
    make_session(stop, "A0")
    planning = plan()
    session = planning.sessions[0]

    found = slot_map(planning, session, planning.stops[0], [str(n) for n in range(tracks)], 45)

    assert found.step == step
    assert sum(map(len, found.tracks.values())) <= MOST_ASKED


def test_what_no_slot_changes_is_not_told(app: Flask) -> None:
    make_session(make_stop(make_event("tour"), "D0"), "A0", title_sv="")

    assert {one.code for one in plan().conflicts_with("A0")} == {"nobody", "untranslated"}
    assert asked("A0", aim_at(NOON)) == []
    assert "nobody" not in OF_SLOTS
