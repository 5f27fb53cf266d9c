"""The call for sessions of the next edition."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.foundation.wall_spans import MISSING, TWICE
from eventapp.proposals.copying import copy_call, moved_call
from eventapp.proposals.models import Proposal, ProposalCall
from eventapp.proposals.queries import call_of, question_rows
from tests.clock_times import MINUTE, clock_at, zoned_moments, zones
from tests.factories import NOON, make_event
from tests.proposals.wishes import make_call, make_proposal, make_question

YEAR = timedelta(days=364)


def test_call_comes_with_its_questions_and_without_proposals(app: Flask) -> None:
    source, target = make_event(), make_event()
    make_call(source, text_en="Tell us.", kinds="panel talk", is_blind=True)
    make_proposal(source)
    make_question(source, "Second?", position=1)
    make_question(source, "First?", is_required=True)
    target_id, without = target.id, make_event().id

    with transaction():
        assert copy_call(source.id, target_id, target.zone, YEAR)
        assert not copy_call(without, target_id, target.zone, YEAR)

    call = call_of(target_id)
    assert call is not None
    assert (call.text_en, call.kinds, call.is_blind, call.version) == (
        "Tell us.",
        "panel talk",
        True,
        1,
    )
    assert call.closes_at == NOON + timedelta(days=7) + YEAR
    questions = question_rows(target_id)
    assert [(one.label_en, one.is_required) for one in questions] == [
        ("First?", True),
        ("Second?", False),
    ]
    assert db.session.query(Proposal).filter_by(event_id=target_id).count() == 0


@pytest.mark.parametrize(
    ("wall", "taken", "closes_at", "reason"),
    [
        ((2030, 3, 30, 2, 30), (2031, 3, 30, 3, 30), (2031, 3, 30, 1, 30), MISSING),
        ((2030, 10, 26, 2, 30), (2031, 10, 26, 2, 30), (2031, 10, 26, 0, 30), TWICE),
        ((2030, 6, 1, 23, 59), (2031, 6, 1, 23, 59), (2031, 6, 1, 21, 59), None),
    ],
)
def test_deadline_keeps_its_clock_time_and_what_the_clocks_do_is_told(
    wall: tuple[int, ...], taken: tuple[int, ...], closes_at: tuple[int, ...], reason: str | None
) -> None:
    call = ProposalCall(zone="Europe/Stockholm", wall_closes=_at(*wall), closes_at=NOON)

    times = moved_call(call, "Europe/Stockholm", timedelta(days=365))

    assert times.wall_closes == _at(*taken)
    assert times.closes_at == _at(*closes_at).replace(tzinfo=UTC)
    assert [note.reason for note in times.notes] == ([reason] if reason else [])


def _at(*numbers: int) -> datetime:
    year, month, day, hour, minute = numbers
    return datetime(year, month, day, hour, minute)


@given(zoned_moments(), st.integers(1, 3 * 60), zones, st.integers(-800, 800))
def test_call_closes_after_it_opens_and_its_clocks_agree(
    opens: tuple[str, datetime], minutes: int, zone: str, days: int
) -> None:
    here, opens_at = opens
    closes_at = opens_at + minutes * MINUTE
    call = ProposalCall(
        zone=here,
        wall_opens=clock_at(opens_at, here),
        wall_closes=clock_at(closes_at, here),
        opens_at=opens_at,
        closes_at=closes_at,
    )

    times = moved_call(call, zone, timedelta(days=days))

    assert times.opens_at is not None
    assert clock_at(times.opens_at, zone) == times.wall_opens
    assert clock_at(times.closes_at, zone) == times.wall_closes
    assert times.opens_at < times.closes_at
