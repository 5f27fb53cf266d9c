"""Writes to who has a place."""

import secrets
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from eventapp.events.actions import lock_event
from eventapp.foundation.changes import ROWS_AT_ONCE, upsert
from eventapp.foundation.database import db
from eventapp.registration.models import Registration
from eventapp.registration.places import recount_places
from eventapp.registration.queries import holders_of
from eventapp.registration.rules import RegistrationDetails, search_text

TICKET_CODE_BYTES = 24


def save_registrations(
    event_id: int, registrations: Sequence[RegistrationDetails], *, kept: Collection[str] = ()
) -> int:
    """Make registrations, or change those whose code is known; return how many changed.

    The fields in `kept` are written for new registrations only; a ticket code is made once.
    """
    lock_event(event_id)
    _free_addresses(event_id, registrations, kept)
    changed = upsert(
        Registration,
        _rows(event_id, registrations),
        key=("event_id", "code"),
        made_once={"ticket_code", *kept},
    )
    recount_places(event_id)
    return changed


def _rows(event_id: int, registrations: Sequence[RegistrationDetails]) -> Iterator[dict[str, Any]]:
    for registration in registrations:
        values = registration._asdict()
        agreed = values.pop("newsletter")
        values["newsletter_consent_at"] = registration.registered_at if agreed else None
        values["ticket_code"] = secrets.token_urlsafe(TICKET_CODE_BYTES)
        values["event_id"] = event_id
        values["search_text"] = search_text(
            registration, email=registration.email, code=registration.code
        )
        yield values


def _free_addresses(
    event_id: int, registrations: Sequence[RegistrationDetails], kept: Collection[str]
) -> None:
    """Take the address from registrations that are about to give it up.

    Rows are written one after another, and an address may go to a row that comes before the one
    which gives it up: two registrations may even change addresses.
    """
    holders = holders_of(event_id)
    freed = []
    for registration in registrations:
        holder = holders.get(registration.code)
        if holder is None or holder.withdrawn:
            continue
        withdrawn = registration.withdrawn_at is not None and "withdrawn_at" not in kept
        if withdrawn or registration.email != holder.email:
            freed.append({"number": holder.id, "address": f"freed {holder.id}"})
    for begin in range(0, len(freed), ROWS_AT_ONCE):
        db.session.connection().execute(
            sa.update(Registration)
            .where(Registration.id == sa.bindparam("number"))
            .values(email=sa.bindparam("address")),
            freed[begin : begin + ROWS_AT_ONCE],
        )
