"""Letting in, once however often a ticket is scanned; taking it back."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.audit.models import AuditEntry
from eventapp.checkin.actions import check_in, undo_check_in
from eventapp.checkin.models import CheckIn
from eventapp.checkin.queries import OwnCheckIn, arrival, check_ins_of, number_arrived
from eventapp.checkin.rules import UNDO_WITHIN, Scan
from eventapp.events.models import Event
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.registration.changing import withdraw
from eventapp.registration.models import Registration
from eventapp.reports.queries import figures_of
from tests.counting import statements
from tests.factories import NOON, make_event, make_registration, make_stop
from tests.signing_in import make_account

LATER = NOON + timedelta(minutes=2)


@pytest.fixture
def event(app: Flask) -> Event:
    make_account("dora@example.org")
    event = make_event(format="hybrid")
    for code, values in (("P1", {}), ("P2", {"mode": "online"}), ("P3", {"withdrawn_at": NOON})):
        make_registration(event, code, **{"mode": "onsite", "ticket_code": f"t-{code}"} | values)
    return event


def scan(event_id: int, code: str, stop_id: int | None = None, **more: bool) -> Scan:
    with transaction():
        return check_in(event_id, code, stop_id, account_id=1, now=NOON, **more)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_ticket_withdrawn_while_it_is_scanned_is_told_so(app: Flask, event: Event) -> None:
    number = event.id
    holder = db.session.scalars(sa.select(Registration.id).where(Registration.code == "P1")).one()
    waiting = [holder]

    def elsewhere() -> None:
        with app.app_context(), transaction():
            withdraw(waiting.pop(), now=NOON)

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if waiting and "ticket_code = " in statement:
            other = threading.Thread(target=elsewhere)
            other.start()
            other.join()

    sa.event.listen(db.engine, "after_cursor_execute", note)
    try:
        seen = scan(number, "t-P1")
    finally:
        sa.event.remove(db.engine, "after_cursor_execute", note)

    assert (seen.outcome, seen.code) == ("withdrawn", "P1")
    assert number_arrived(number, None) == 0


def test_ticket_is_let_in_once(event: Event) -> None:
    number, version = event.id, event.figures_version

    first, again = scan(number, "t-P1"), scan(number, "t-P1")

    assert first == Scan("good", "Ada P1", "P1", first.number, NOON)
    assert again == first._replace(outcome="again")
    assert number_arrived(number, None) == 1
    row = db.session.scalars(sa.select(CheckIn)).one()
    assert (row.account_id, row.at, row.undone_at) == (1, NOON, None)
    assert event.figures_version == version + 1


@pytest.mark.parametrize("code", ["P1", "p1"])
def test_short_code_lets_in_too(event: Event, code: str) -> None:
    other = make_event()
    make_registration(other, "P1", mode="onsite", given_name="Foreign")

    assert scan(event.id, code).name == "Ada P1"


def test_what_is_not_let_in(event: Event) -> None:
    number = event.id
    make_registration(make_event(), "X", ticket_code="t-X", mode="onsite")

    seen = [scan(number, code) for code in ("t-P3", "t-X", "X", "", "t-p1", "'; --", "\U0001f600")]

    assert seen == [
        Scan("withdrawn", "Ada P3", "P3"),
        Scan("other_event"),
        *[Scan("unknown")] * 5,
    ]
    assert db.session.scalars(sa.select(CheckIn)).all() == []


def test_online_ticket_is_let_in_when_the_door_says_so(event: Event) -> None:
    number = event.id

    first, second = scan(number, "t-P2"), scan(number, "t-P2", anyway=True)

    assert first == Scan("online", "Ada P2", "P2")
    assert second.outcome == "good"


def test_each_stop_has_arrivals_of_its_own(event: Event) -> None:
    number = event.id
    stops = [make_stop(event).id for _ in range(2)]

    seen = [scan(number, "t-P1", stop).outcome for stop in (None, *stops, stops[0])]

    assert seen == ["good", "good", "good", "again"]
    assert [number_arrived(number, stop) for stop in (None, *stops)] == [1, 1, 1]


def test_check_in_is_taken_back_and_made_again(event: Event) -> None:
    number = event.id
    first = scan(number, "t-P1")

    with transaction():
        foreign = undo_check_in(number + 1, first.number, actor="account:1", now=LATER)
        done = undo_check_in(number, first.number, actor="account:1", now=LATER)
        twice = undo_check_in(number, first.number, actor="account:1", now=LATER)
    second = scan(number, "t-P1")

    assert (foreign, done, twice) == (False, True, False)
    assert second.outcome == "good"
    assert second.number != first.number
    seen = arrival(number, first.number)
    assert seen is not None
    assert (seen.undone_at, seen.code, seen.mode) == (LATER, "P1", "onsite")
    registration_id = db.session.scalars(sa.select(CheckIn.registration_id)).first()
    assert registration_id is not None
    assert check_ins_of(registration_id) == [
        OwnCheckIn("", NOON, LATER),
        OwnCheckIn("", NOON, None),
    ]
    assert db.session.execute(sa.select(AuditEntry.action, AuditEntry.subject)).all() == [
        ("undo_check_in", "P1")
    ]


@pytest.mark.parametrize(("seconds", "undone"), [(-1, 1), (0, 0)])
def test_check_in_is_taken_back_within_minutes(event: Event, seconds: int, undone: int) -> None:
    number = event.id
    first = scan(number, "t-P1")

    with transaction():
        now = NOON + UNDO_WITHIN + timedelta(seconds=seconds)
        assert undo_check_in(number, first.number, actor="account:1", now=now) == bool(undone)


def test_scan_takes_three_statements(event: Event) -> None:
    number, taken = event.id, []
    for code in ("t-P1", "t-P1", "t-P3", "nothing"):
        with statements() as seen:
            scan(number, code)
        taken.append(len(seen))

    assert taken == [3, 3, 1, 1]


def test_two_doors_let_one_ticket_in_once(app: Flask, event: Event) -> None:
    number = event.id
    db.session.rollback()

    def at_a_door(_door: int) -> str:
        with app.app_context():
            try:
                return scan(number, "t-P1").outcome
            finally:
                db.session.remove()

    with ThreadPoolExecutor(8) as doors:
        seen = sorted(doors.map(at_a_door, range(16)))

    assert seen == ["again"] * 15 + ["good"]
    assert number_arrived(number, None) == 1


def test_report_counts_who_is_there_and_nothing_where_nothing_was_measured(event: Event) -> None:
    number = event.id
    nobody = figures_of(event, cut_off=LATER, now=LATER).check_ins
    first = scan(number, "t-P1")
    scan(number, "t-P1", make_stop(event).id)
    scan(number, "t-P2", anyway=True)
    both = figures_of(event, cut_off=LATER, now=LATER).check_ins
    with transaction():
        for row in db.session.scalars(sa.select(CheckIn)):
            row.undone_at = LATER
    undone = figures_of(event, cut_off=LATER, now=LATER).check_ins

    assert first.outcome == "good"
    assert (nobody, both, undone) == (None, 2, 0)
