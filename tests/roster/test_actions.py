"""Shifts are added, changed, removed and copied."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from eventapp.audit.queries import log_of
from eventapp.events.rules import FieldRefused
from eventapp.foundation.database import db
from eventapp.foundation.edits import Seen
from eventapp.foundation.refusals import StaleEdit
from eventapp.foundation.transaction import transaction
from eventapp.foundation.wall_spans import EndsBeforeStart
from eventapp.roster.actions import change_shift, copy_roster, remove_shift
from eventapp.roster.queries import shift_by_code, shifts_of
from tests.factories import NOON, make_event, make_speaker, make_stop
from tests.roster.shifts import put_shift, shift_details

OLGA = "account:1"


def test_shifts_get_codes_and_are_noted(app: Flask) -> None:
    event = make_event()
    stop = make_stop(event)
    put_shift(make_stop(make_event()))

    codes = [put_shift(stop).code, put_shift(stop, role="moderator").code]

    assert codes == ["R1", "R2"]
    assert [one.code for one in shifts_of(event.id)] == codes
    assert [(one.action, one.subject, one.detail) for one in log_of(event.id).entries] == [
        ("shift added", "R2", "moderator"),
        ("shift added", "R1", "technician"),
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"role": "moon"}, "role"),
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"email": "nobody"}, "email"),
        ({"person_zone": "CET+1"}, "person_zone"),
        ({"role": "interpreter"}, "languages"),
        ({"stop_id": 0}, "stop_id"),
        ({"speaker_id": 0}, "speaker"),
    ],
)
def test_what_is_no_shift_is_refused(app: Flask, values: dict[str, Any], field: str) -> None:
    stop = make_stop(make_event())

    with pytest.raises(FieldRefused) as refusal:
        put_shift(stop, **values)

    assert refusal.value.field == field


def test_shift_lies_at_a_stop_of_its_event_and_ends_after_its_start(app: Flask) -> None:
    event, foreign = make_event(), make_event()
    stop = make_stop(event)

    for values in (
        {"stop_id": make_stop(foreign).id},
        {"speaker_id": make_speaker(foreign).id},
    ):
        with pytest.raises(FieldRefused):
            put_shift(stop, **values)
    with pytest.raises(EndsBeforeStart):
        put_shift(stop, hours=0)


def test_changes_of_others_are_merged_and_collisions_refused(app: Flask) -> None:
    stop = make_stop(make_event())
    shift = put_shift(stop)
    shift_id, event_id = shift.id, stop.event_id
    seen = Seen(1, {"name": "Ada", "email": "", "role": "technician"})
    first = shift_details(stop, name="Bo")

    with transaction():
        change_shift(shift_id, first, Seen(1), actor=OLGA, now=NOON)
    with transaction(), pytest.raises(StaleEdit):
        change_shift(shift_id, shift_details(stop, name="Cy"), seen, actor=OLGA, now=NOON)

    db.session.rollback()
    stored = shift_by_code(event_id, "R1")
    assert stored is not None
    assert (stored.name, stored.version) == ("Bo", 2)


def test_shift_is_removed(app: Flask) -> None:
    stop = make_stop(make_event())
    shift_id, event_id = put_shift(stop).id, stop.event_id

    with transaction():
        remove_shift(shift_id, actor=OLGA, now=NOON)

    assert shifts_of(event_id) == []
    assert log_of(event_id).entries[0].action == "shift removed"


def test_roster_comes_along_at_its_clock_times(app: Flask) -> None:
    source, target = make_event(), make_event()
    day, other = make_stop(source, "D1"), make_stop(source, "D2")
    copy = make_stop(target, "D1", starts_at=NOON + timedelta(days=200))
    ada, ada_there = make_speaker(source, "T1"), make_speaker(target, "T1")
    put_shift(day, speaker_id=ada.id, email="ada@example.org")
    put_shift(other)

    with transaction():
        number = copy_roster(source.id, target.id, timedelta(days=200), with_people=True)

    (shift,) = shifts_of(target.id)
    assert number == 1
    assert (shift.code, shift.stop_id, shift.speaker_id) == ("R1", copy.id, ada_there.id)
    # 14:00 in Stockholm, in May as in December.
    assert shift.wall_starts == datetime(2030, 12, 1, 14)
    assert shift.starts_at == NOON + timedelta(days=200, hours=1)


def test_shifts_come_without_their_people(app: Flask) -> None:
    source, target = make_event(), make_event()
    day = make_stop(source, "D1")
    make_stop(target, "D1", starts_at=NOON + timedelta(days=200))
    ada = make_speaker(source, "T1")
    make_speaker(target, "T1")
    put_shift(day, speaker_id=ada.id, email="ada@example.org", person_zone="Asia/Tokyo")

    with transaction():
        copy_roster(source.id, target.id, timedelta(days=200), with_people=False)

    (shift,) = shifts_of(target.id)
    assert (shift.name, shift.email, shift.speaker_id) == ("", "", None)
    assert (shift.role, shift.person_zone) == ("technician", "Europe/Stockholm")
    assert shift.wall_starts == datetime(2030, 12, 1, 14)
