"""Getting a place."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.audit.models import AuditEntry
from eventapp.events.models import Event
from eventapp.events.rules import FieldRefused
from eventapp.foundation.database import Model, db
from eventapp.foundation.transaction import transaction
from eventapp.mail.models import OutboxMail
from eventapp.mail.rules import NOBODY
from eventapp.registration.changing import withdraw
from eventapp.registration.models import Registration
from eventapp.registration.queries import (
    places_of,
    registration_by_code,
    registration_by_id,
    registration_by_ticket_code,
)
from eventapp.registration.registering import (
    add_registration,
    new_code,
    register,
    send_ticket_again,
)
from eventapp.registration.rules import (
    AlreadyRegistered,
    Applicant,
    EventFull,
    ModeNotOffered,
    Registered,
    RegistrationClosed,
    RegistrationNotOpen,
)
from tests.factories import NOON, make_event, make_registration
from tests.registration.applicants import make_applicant

HOUR = timedelta(hours=1)


def apply(
    event_id: int, applicant: Applicant, key: str = "form", *, now: datetime = NOON
) -> Registered:
    with transaction():
        return register(event_id, applicant, now=now, key=key)


def rows(model: type[Model]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def taken(event_id: int) -> tuple[int, int]:
    row = db.session.execute(
        sa.select(Event.taken_online, Event.taken_onsite).where(Event.id == event_id)
    ).one()
    return row[0], row[1]


def kinds() -> list[str]:
    to_somebody = sa.select(OutboxMail.kind).where(OutboxMail.recipient != NOBODY)
    return list(db.session.scalars(to_somebody.order_by(OutboxMail.id)))


@contextmanager
def statements_counted() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            seen.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


def test_register_stores_place_registration_mail_and_record(app: Flask) -> None:
    event_id = make_event().id

    registered = apply(event_id, make_applicant(email=" Mio@Example.ORG ", newsletter=True))

    stored = registration_by_id(registered.registration_id)
    assert stored is not None
    assert registered.is_new
    assert stored.email == "mio@example.org"
    assert stored.newsletter_consent_at == NOON
    assert stored.participant_list_consent_at is None
    assert stored.version == 1
    assert len(stored.ticket_code) == 32
    assert stored.feed_token is None
    assert registration_by_ticket_code(stored.ticket_code) is stored
    assert registration_by_code(event_id, stored.code) is stored
    assert taken(event_id) == (1, 0)
    mail = db.session.scalars(sa.select(OutboxMail)).one()
    assert (mail.kind, mail.recipient, mail.language, mail.zone) == (
        "confirmation",
        "mio@example.org",
        "sv",
        "Asia/Tokyo",
    )
    entry = db.session.scalars(sa.select(AuditEntry)).one()
    assert (entry.action, entry.subject, entry.actor) == ("register", stored.code, "registrant")
    assert "mio" not in entry.detail + entry.subject


def test_register_takes_few_statements(app: Flask) -> None:
    event_id = make_event(capacity_online=10).id

    with statements_counted() as seen:
        apply(event_id, make_applicant())

    assert len(seen) == 5


def test_register_raises_the_version_of_pages_when_the_last_place_goes(app: Flask) -> None:
    event = make_event(capacity_online=2)
    event_id, before = event.id, event.version

    apply(event_id, make_applicant("one"))
    after_one = db.session.scalar(sa.select(Event.version).where(Event.id == event_id))
    apply(event_id, make_applicant("two"))
    after_two = db.session.scalar(sa.select(Event.version).where(Event.id == event_id))

    assert (after_one, after_two) == (before, before + 1)


def test_register_twice_by_the_same_form_gives_the_first_result(app: Flask) -> None:
    event_id = make_event(capacity_online=1).id

    first = apply(event_id, make_applicant())
    second = apply(event_id, make_applicant())

    assert second == first
    assert rows(Registration) == 1
    assert kinds() == ["confirmation"]
    assert taken(event_id) == (1, 0)


def test_register_takes_a_changed_form_for_another_wish(app: Flask) -> None:
    event_id = make_event().id

    first = apply(event_id, make_applicant("mio"))
    second = apply(event_id, make_applicant("ryo"))

    assert second.is_new
    assert second.registration_id != first.registration_id


def test_register_with_a_known_address_mails_its_owner_once_an_hour(app: Flask) -> None:
    event_id = make_event().id
    first = apply(event_id, make_applicant())

    stranger = make_applicant(email="MIO@example.org", given_name="Eve", zone="Europe/Paris")
    again = apply(event_id, stranger, key="another form")
    apply(event_id, stranger, key="a third form")

    assert again == Registered(first.registration_id, is_new=False)
    assert rows(Registration) == 1
    assert taken(event_id) == (1, 0)
    assert kinds() == ["confirmation", "already_registered"]
    reminder = db.session.scalars(
        sa.select(OutboxMail).where(OutboxMail.kind == "already_registered")
    ).one()
    assert reminder.zone == "Asia/Tokyo"


def test_register_tells_of_a_full_event_also_with_a_known_address(app: Flask) -> None:
    event_id = make_event(capacity_online=1).id
    apply(event_id, make_applicant())

    for name in ("mio", "ryo"):
        with pytest.raises(EventFull) as refusal:
            apply(event_id, make_applicant(name), key="another form")
        assert refusal.value.mode == "online"

    assert rows(Registration) == 1
    assert kinds() == ["confirmation"]


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"registration_opens_at": NOON + HOUR}, RegistrationNotOpen),
        ({"registration_closes_at": NOON}, RegistrationClosed),
        ({"capacity_online": 0}, EventFull),
        ({"format": "onsite"}, ModeNotOffered),
    ],
)
def test_register_refuses_and_stores_nothing(
    app: Flask, values: dict[str, Any], refusal: type[Exception]
) -> None:
    event_id = make_event(**values).id

    with pytest.raises(refusal):
        apply(event_id, make_applicant())

    assert (rows(Registration), rows(OutboxMail), rows(AuditEntry)) == (0, 0, 0)
    assert taken(event_id) == (0, 0)


def test_register_takes_the_first_moment_and_counts_modes_apart(app: Flask) -> None:
    event_id = make_event(
        format="hybrid",
        registration_opens_at=NOON,
        registration_closes_at=NOON + HOUR,
        capacity_onsite=1,
    ).id

    apply(event_id, make_applicant("one", mode="onsite"))
    apply(event_id, make_applicant("two"))
    with pytest.raises(EventFull):
        apply(event_id, make_applicant("three", mode="onsite"))

    assert taken(event_id) == (1, 1)
    event = db.session.get(Event, event_id)
    assert event is not None
    places = places_of(event)
    assert (places["online"].left, places["onsite"].left) == (None, 0)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("email", "nobody"),
        ("email", "a@example.org\r\nBcc: b@example.org"),
        ("given_name", "Mio\nHoshi"),
        ("given_name", "Mio\0"),
        ("given_name", "\ud800"),
        ("given_name", "x" * 121),
        ("family_name", "Hoshi\u2028kawa"),
        ("organisation", "x" * 201),
        ("country_code", "UK"),
        ("zone", "Mars/Base"),
        ("sector", "magic"),
        ("gender", ""),
        ("language", "xx-"),
        ("mode", "phone"),
    ],
)
def test_register_refuses_what_cannot_be_stored(app: Flask, field: str, text: str) -> None:
    event_id = make_event().id

    with pytest.raises(FieldRefused) as refusal:
        apply(event_id, make_applicant(**{field: text}))

    assert refusal.value.field == field


def test_register_needs_one_of_the_names(app: Flask) -> None:
    event_id = make_event().id

    with pytest.raises(FieldRefused):
        apply(event_id, make_applicant(given_name=" ", family_name=" "))
    assert apply(event_id, make_applicant(given_name=" ")).is_new


def test_an_address_may_return_after_it_was_withdrawn(app: Flask) -> None:
    event_id = make_event(capacity_online=1).id
    first = apply(event_id, make_applicant())
    with transaction():
        withdraw(first.registration_id, now=NOON + HOUR)

    replayed = apply(event_id, make_applicant())
    second = apply(event_id, make_applicant(), key="a new form")

    assert replayed == first
    assert second.is_new
    assert second.registration_id != first.registration_id
    assert taken(event_id) == (1, 0)


def test_add_registration_by_hand_knows_no_dates_but_places(app: Flask) -> None:
    event_id = make_event(registration_closes_at=NOON - HOUR, capacity_online=1).id

    with transaction():
        number = add_registration(event_id, make_applicant(), actor="account:1", now=NOON)
    with pytest.raises(EventFull), transaction():
        add_registration(event_id, make_applicant("ryo"), actor="account:1", now=NOON)

    assert registration_by_id(number) is not None
    assert db.session.scalars(sa.select(AuditEntry.actor)).all() == ["account:1"]


def test_add_registration_names_the_one_there_is(app: Flask) -> None:
    event = make_event()
    event_id = event.id
    make_registration(event, "P1", email="mio@example.org")

    with pytest.raises(AlreadyRegistered) as refusal, transaction():
        add_registration(event_id, make_applicant(), actor="account:1", now=NOON)

    assert refusal.value.code == "P1"
    assert taken(event_id) == (0, 0)


def test_send_ticket_again_mails_only_the_registered(app: Flask) -> None:
    event_id = make_event().id
    apply(event_id, make_applicant())

    with transaction():
        send_ticket_again(event_id, "nobody@example.org", now=NOON)
        send_ticket_again(event_id, " MIO@example.org", now=NOON)
        send_ticket_again(event_id, "mio@example.org", now=NOON)

    assert kinds() == ["confirmation", "already_registered"]


def test_new_code_is_short_and_read_aloud() -> None:
    codes = {new_code() for _ in range(500)}

    assert len(codes) == 500
    assert all(len(code) == 7 and code[3] == "-" for code in codes)
    assert not set("".join(codes)) & set("01ILO")
