"""Getting a place: the place, the registration, its mail and the record in one transaction."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from eventapp.audit.actions import record
from eventapp.foundation.database import db, table_of
from eventapp.foundation.plain_letters import plain
from eventapp.foundation.prepared import Prepared, insert_unless_known
from eventapp.mail.actions import queue_mail
from eventapp.mail.rules import CONFIRMATIONS, Letter
from eventapp.registration.models import Registration
from eventapp.registration.places import check_place, give_back_place, take_place
from eventapp.registration.rules import (
    CONSENTS,
    AlreadyRegistered,
    Applicant,
    Registered,
    RegistrationWithdrawn,
    checked,
    search_text,
)

TICKET_CODE_BYTES = 24
REGISTRANT = "registrant"
"""The actor of what people do with their own registration."""

_TABLE = table_of(Registration)
_INSERT = Prepared(
    lambda dialect: insert_unless_known(_TABLE)(dialect).returning(_TABLE.c.id),
    (
        *(field for field in Applicant._fields if field not in CONSENTS),
        *(f"{consent}_consent_at" for consent in CONSENTS),
        *("event_id", "code", "ticket_code", "submission"),
        *("registered_at", "withdrawn_at", "version", "search_text"),
    ),
)
_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters and digits that nobody takes for each other."""


def register(event_id: int, applicant: Applicant, *, now: datetime, key: str = "") -> Registered:
    """Give the applicant a place, and queue the mail that tells of it.

    The same form sent again with the same `key` gives the first result and does nothing more. An
    address that is registered already gets a mail with the way to its ticket. Raises FieldInvalid,
    ModeNotOffered, RegistrationNotOpen, RegistrationClosed and EventFull.
    """
    applicant = checked(applicant)
    submission = _digest(key, applicant) if key else None
    values = _values(event_id, applicant, submission, now=now)
    if not take_place(event_id, applicant.mode, now=now):
        earlier = _submitted(event_id, submission)
        if earlier is None:
            check_place(event_id, applicant.mode, now=now)
            message = f"event {event_id} has a place and gives none"
            raise AssertionError(message)
        return Registered(earlier, is_new=True)
    number, holder = _insert(values)
    if holder is not None:
        give_back_place(event_id, applicant.mode)
        if submission is not None and holder.submission == submission:
            return Registered(holder.id, is_new=True)
        _remind(holder, applicant.email, now=now)
        return Registered(holder.id, is_new=False)
    _tell("confirmation", number, applicant._asdict(), now=now)
    record(REGISTRANT, "register", event_id=event_id, subject=values["code"], now=now)
    return Registered(number, is_new=True)


def add_registration(event_id: int, applicant: Applicant, *, actor: str, now: datetime) -> int:
    """Give somebody a place by hand, also when registration is not open; return its number.

    Raises FieldInvalid, ModeNotOffered, EventFull and AlreadyRegistered.
    """
    applicant = checked(applicant)
    if not take_place(event_id, applicant.mode, now=now, anytime=True):
        check_place(event_id, applicant.mode, now=now, anytime=True)
    values = _values(event_id, applicant, None, now=now)
    number, holder = _insert(values)
    if holder is not None:
        raise AlreadyRegistered(holder.code)
    _tell("confirmation", number, applicant._asdict(), now=now)
    record(actor, "register", event_id=event_id, subject=values["code"], now=now)
    return number


def send_ticket_to_owner(registration_id: int, *, actor: str, now: datetime) -> None:
    """Mail the confirmation with its ticket once more, at most once a minute.

    Raises RegistrationWithdrawn.
    """
    row = (
        db.session.connection()
        .execute(
            sa.select(
                _TABLE.c.id,
                _TABLE.c.event_id,
                _TABLE.c.code,
                _TABLE.c.email,
                _TABLE.c.language,
                _TABLE.c.zone,
                _TABLE.c.withdrawn_at,
            ).where(_TABLE.c.id == registration_id)
        )
        .one()
    )
    if row.withdrawn_at is not None:
        raise RegistrationWithdrawn
    facts = {"email": row.email, "language": row.language, "zone": row.zone}
    _tell("confirmation", row.id, facts, now=now, once=f"again {now:%Y-%m-%dT%H:%M}")
    record(actor, "send_ticket", event_id=row.event_id, subject=row.code, now=now)


def send_ticket_again(event_id: int, email: str, *, now: datetime) -> None:
    """Mail the way to the ticket to its owner, if the address is registered; tell nobody else."""
    address = email.strip().casefold()
    holder = _holder(event_id, address)
    if holder is not None:
        _remind(holder, address, now=now)


def _digest(key: str, applicant: Applicant) -> str:
    """Give what names a form and what was written in it: a changed form is another wish."""
    return sha256(json.dumps([key, *applicant]).encode()).hexdigest()


def _submitted(event_id: int, submission: str | None) -> int | None:
    """Give the registration that the same form has made before."""
    if submission is None:
        return None
    return db.session.connection().scalar(
        sa.select(_TABLE.c.id).where(
            _TABLE.c.event_id == event_id, _TABLE.c.submission == submission
        )
    )


def _holder(event_id: int, email: str, submission: str | None = None) -> Any:
    """Give who stands where a registration would: from the same form, else of the same address.

    One statement for both, so that an answer takes a stranger and a registrant as long.
    """
    same_form = sa.and_(_TABLE.c.submission.is_not(None), _TABLE.c.submission == submission)
    same_address = sa.and_(_TABLE.c.email == email, _TABLE.c.withdrawn_at.is_(None))
    columns = [_TABLE.c[name] for name in ("id", "code", "language", "zone", "submission")]
    return (
        db.session.connection()
        .execute(
            sa.select(*columns)
            .where(_TABLE.c.event_id == event_id, sa.or_(same_form, same_address))
            .order_by(sa.case((same_form, 0), else_=1))
            .limit(1)
        )
        .first()
    )


def _insert(values: dict[str, Any]) -> tuple[int, Any]:
    """Write the registration; give its number, and who stands in its place if it was not written.

    A code that is taken by chance is made anew, four times at most: one in a million million
    fails at an event with a hundred thousand registrants.
    """
    for _ in range(4):
        number: int | None = _INSERT.run(db.session.connection(), values).scalar()
        if number is not None:
            return number, None
        holder = _holder(values["event_id"], values["email"], values["submission"])
        if holder is not None:
            return holder.id, holder
        values["search_text"] = values["search_text"].removesuffix(plain(values["code"]))
        values["code"] = new_code()
        values["search_text"] += plain(values["code"])
    message = f"no free code at event {values['event_id']}"
    raise AssertionError(message)


def new_code() -> str:
    """Make a code that is easily read aloud: "K7M-4QX"."""
    letters = "".join(secrets.choice(_CODE_LETTERS) for _ in range(6))
    return f"{letters[:3]}-{letters[3:]}"


def _values(
    event_id: int, applicant: Applicant, submission: str | None, *, now: datetime
) -> dict[str, Any]:
    values = applicant._asdict()
    for purpose in CONSENTS:
        values[f"{purpose}_consent_at"] = now if values.pop(purpose) else None
    code = new_code()
    return values | {
        "event_id": event_id,
        "code": code,
        "search_text": search_text(applicant, email=applicant.email, code=code),
        "ticket_code": secrets.token_urlsafe(TICKET_CODE_BYTES),
        "submission": submission,
        "registered_at": now,
        "withdrawn_at": None,
        "version": 1,
    }


def _remind(holder: Any, email: str, *, now: datetime) -> None:
    """Queue the mail that leads the owner to the ticket, once an hour at most.

    The hour keeps strangers from filling somebody's mailbox.
    """
    facts = {"email": email, "language": holder.language, "zone": holder.zone}
    _tell("already_registered", holder.id, facts, now=now, once=f"{now:%Y-%m-%dT%H}")


def _tell(
    kind: str, number: int, facts: Mapping[str, Any], *, now: datetime, once: str = ""
) -> None:
    letter = Letter(
        kind=kind,
        recipient=facts["email"],
        language=facts["language"],
        zone=facts["zone"],
        about={"registration": number},
        lane=CONFIRMATIONS,
    )
    queue_mail(letter, now=now, once=f"{kind} {number} {once}" if once else "")
