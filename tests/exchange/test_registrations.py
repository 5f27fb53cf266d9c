"""Registrations from CSV files."""

from datetime import UTC, datetime

import sqlalchemy as sa

from eventapp.foundation.database import db
from eventapp.registration.models import Registration
from tests.exchange.files import Imports, on_sqlite

HEADER = (
    "code,given_name,family_name,email,country,zone,sector,organisation,gender,language,"
    "newsletter,registered_at"
)
REGISTERED_AT = datetime(2030, 3, 1, 12, 0, tzinfo=UTC)


def row(code: str, email: str, *more: str) -> str:
    place = "SE,Europe/Stockholm,region,Region,not_stated,sv,yes,2030-03-01T12:00:00Z"
    return ",".join([code, "Ada", "Öberg", email, place, *more])


def content(*rows: str, more: str = "") -> str:
    return "\n".join([HEADER + more, *rows])


def registration(code: str) -> Registration:
    return db.session.scalars(sa.select(Registration).where(Registration.code == code)).one()


def test_registrations_are_stored_as_they_are_written(imports: Imports) -> None:
    rows = [row("X1", " Ada@Example.ORG ", "", "onsite"), row("X2", "b@example.org", "", "")]

    assert imports.take("registrations", content(*rows, more=",withdrawn_at,mode")) == (2, 2)

    stored = registration("X1")
    assert (stored.given_name, stored.family_name) == ("Ada", "Öberg")
    assert (stored.email, stored.country_code, stored.mode) == ("ada@example.org", "SE", "onsite")
    assert (stored.registered_at, stored.withdrawn_at) == (REGISTERED_AT, None)
    assert stored.newsletter_consent_at == REGISTERED_AT
    assert len(stored.ticket_code) == 32
    assert registration("X2").mode == "online"
    assert registration("X2").ticket_code != stored.ticket_code


def test_registrations_imported_twice_change_nothing(imports: Imports) -> None:
    file = content(row("X1", "a@example.org"))
    imports.take("registrations", file)
    ticket = registration("X1").ticket_code

    assert imports.take("registrations", file) == (1, 0)

    assert registration("X1").ticket_code == ticket


def test_registrations_keep_their_ticket_when_they_change(imports: Imports) -> None:
    imports.take("registrations", content(row("X1", "a@example.org")))
    ticket = registration("X1").ticket_code

    changed = imports.take(
        "registrations", content(row("X1", "b@example.org").replace("yes", "no"))
    )

    assert changed == (1, 1)
    assert (registration("X1").email, registration("X1").ticket_code) == ("b@example.org", ticket)
    assert registration("X1").newsletter_consent_at is None


def test_registrations_may_change_addresses_with_one_another(imports: Imports) -> None:
    imports.take("registrations", content(row("X1", "a@example.org"), row("X2", "b@example.org")))

    imports.take("registrations", content(row("X1", "b@example.org"), row("X2", "a@example.org")))

    assert (registration("X1").email, registration("X2").email) == (
        "b@example.org",
        "a@example.org",
    )


def test_registrations_may_return_after_a_withdrawal(imports: Imports) -> None:
    imports.take("registrations", content(row("X2", "a@example.org")))
    rows = [
        row("X1", "a@example.org", ""),
        row("X2", "a@example.org", "2030-03-02T12:00:00Z"),
        row("X3", "A@example.org", "2030-03-01T12:00:00Z"),
    ]

    assert imports.take("registrations", content(*rows, more=",withdrawn_at")) == (3, 3)

    assert registration("X1").withdrawn_at is None
    assert registration("X2").withdrawn_at == datetime(2030, 3, 2, 12, 0, tzinfo=UTC)
    assert registration("X2").email == "a@example.org"


def test_registrations_without_the_column_leave_withdrawals_alone(imports: Imports) -> None:
    withdrawn = row("X1", "a@example.org", "2030-03-02T12:00:00Z")
    imports.take("registrations", content(withdrawn, more=",withdrawn_at"))

    again = content(row("X1", "a@example.org"), row("X2", "a@example.org"))

    assert imports.take("registrations", again) == (2, 1)
    assert registration("X1").withdrawn_at is not None


@on_sqlite
def test_registrations_with_a_taken_address_are_refused(imports: Imports) -> None:
    rows = [
        row("X1", "a@example.org"),
        row("X2", "A@Example.org"),
        row("X3", "r1@example.org"),
        row("R2", "c@example.org"),
        row("X4", "r2@example.org"),
    ]
    rule = "an address has one registration that is not withdrawn"

    assert imports.refused("registrations", content(*rows)) == [
        f"registrations.csv:3: email: is taken: X1 has it, on line 2 — {rule}",
        f"registrations.csv:4: email: is taken: R1 has it, which is stored — {rule}",
    ]


@on_sqlite
def test_registrations_at_fault_are_refused_with_every_reason(imports: Imports) -> None:
    rows = [
        row("X1", "ada", ""),
        row("X2", "b@example.org", "2030-03-01T11:59:59Z"),
        row("X3", "", ""),
        row("X4", "c@example.org", "").replace("yes", "ja").replace("sv", "jp"),
    ]

    problems = imports.refused("registrations", content(*rows, more=",withdrawn_at"))

    assert [told.partition(" — ")[0] for told in problems] == [
        "registrations.csv:2: email: 'ada' is no e-mail address",
        "registrations.csv:3: withdrawn_at: is before registered_at",
        "registrations.csv:4: email: is empty",
        "registrations.csv:5: language: 'jp' is no language",
        "registrations.csv:5: newsletter: 'ja' is not known",
    ]
