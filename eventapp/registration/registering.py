"""Getting a place: the place, the registration, its mail and the record in one transaction."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple, TypeGuard

import sqlalchemy as sa

from eventapp.audit.actions import record
from eventapp.foundation.database import db, table_of
from eventapp.foundation.email_addresses import folded_email
from eventapp.foundation.plain_letters import plain
from eventapp.foundation.prepared import Prepared, insert_unless_known
from eventapp.mail.actions import queue_mail
from eventapp.mail.rules import CONFIRMATIONS, NOBODY, Letter
from eventapp.registration.models import Registration
from eventapp.registration.places import (
    give_back_place,
    take_place,
    take_place_or_refuse,
)
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

NOBODYS = {"email": NOBODY, "language": "en", "zone": "UTC"}
"""What a letter says that is queued for its time alone."""

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
    address that is registered already gets a mail with the way to its ticket; the same statements
    are run for it as for a new one, so that the time of an answer does not tell who is registered.
    Raises FieldRefused, ModeNotOffered, RegistrationNotOpen, RegistrationClosed and EventFull.
    """
    applicant = checked(applicant)
    submission = _digest(key, applicant) if key else None
    values = _values(event_id, applicant, submission, now=now)
    known = _holder(event_id, applicant.email, submission)
    if _is_of_form(known, submission):
        return Registered(known.id, is_new=True)
    places = 0 if known else 1
    if not take_place(event_id, applicant.mode, now=now, places=places):
        earlier = _holder(event_id, applicant.email, submission)
        if _is_of_form(earlier, submission):
            # The same form was sent twice and given its place in this moment.
            return Registered(earlier.id, is_new=True)
        take_place_or_refuse(event_id, applicant.mode, now=now, places=places)
    number, holder = _insert(values, known)
    if holder is None:
        if known is not None:
            # Their former registration was withdrawn in this moment.
            take_place_or_refuse(event_id, applicant.mode, now=now)
        _tell("confirmation", number, applicant._asdict(), now=now)
        record(REGISTRANT, "register", event_id=event_id, subject=values["code"], now=now)
        return Registered(number, is_new=True)
    if known is None:
        give_back_place(event_id, applicant.mode)
        if _is_of_form(holder, submission):
            return Registered(number, is_new=True)
    _remind(holder, applicant.email, now=now)
    record(REGISTRANT, "register again", event_id=event_id, subject=holder.code, now=now)
    return Registered(number, is_new=False)


def _is_of_form(holder: "_Holder | None", submission: str | None) -> TypeGuard["_Holder"]:
    """Tell whether the registration was made by the same form."""
    return holder is not None and submission is not None and holder.submission == submission


def add_registration(event_id: int, applicant: Applicant, *, actor: str, now: datetime) -> int:
    """Give somebody a place by hand, also when registration is not open; return its number.

    Raises FieldRefused, ModeNotOffered, EventFull and AlreadyRegistered.
    """
    applicant = checked(applicant)
    if not take_place(event_id, applicant.mode, now=now, anytime=True):
        take_place_or_refuse(event_id, applicant.mode, now=now, anytime=True)
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
    """Mail the way to the ticket to its owner, if the address is registered; tell nobody else.

    For another address a letter to nobody is queued, so that the answer takes as long.
    """
    address = folded_email(email)
    holder = _holder(event_id, address)
    if holder is not None:
        _remind(holder, address, now=now)
    else:
        once = f"nobody {event_id} {address} {now:%Y-%m-%dT%H}"
        _tell("already_registered", 0, NOBODYS, now=now, once=once)


def _digest(key: str, applicant: Applicant) -> str:
    """Give what names a form and what was written in it: a changed form is another wish."""
    return sha256(json.dumps([key, *applicant]).encode()).hexdigest()


class _Holder(NamedTuple):
    """Who stands where a registration would."""

    id: int
    code: str
    language: str
    zone: str
    submission: str | None


def _looking_for_holder(_dialect: str) -> sa.Select[Any]:
    """Give the statement for _holder()."""
    same_form = _TABLE.c.submission == sa.bindparam("submission", type_=sa.String())
    same_address = sa.and_(
        _TABLE.c.email == sa.bindparam("email", type_=sa.String()), _TABLE.c.withdrawn_at.is_(None)
    )
    columns = [_TABLE.c[name] for name in _Holder._fields]
    return (
        sa.select(*columns)
        .where(_TABLE.c.event_id == sa.bindparam("number"), sa.or_(same_form, same_address))
        .order_by(sa.case((same_form, 0), else_=1))
        .limit(sa.literal_column("1"))
    )


_HOLDER = Prepared(_looking_for_holder)


def _holder(event_id: int, email: str, submission: str | None = None) -> _Holder | None:
    """Give who stands where a registration would: from the same form, else of the same address."""
    values = {"number": event_id, "email": email, "submission": submission}
    row = _HOLDER.run(db.session.connection(), values)
    return None if row is None else _Holder(*row)


def _insert(values: dict[str, Any], known: _Holder | None = None) -> tuple[int, _Holder | None]:
    """Write the registration; give its number, and who stands in its place if it was not written.

    `known` is who stood there a moment ago.

    A code that is taken by chance is made anew, four times at most: one in a million million
    fails at an event with a hundred thousand registrants.
    """
    for _ in range(4):
        written = _INSERT.run(db.session.connection(), values)
        if written is not None:
            return int(written[0]), None
        holder = known or _holder(values["event_id"], values["email"], values["submission"])
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


def _remind(holder: _Holder, email: str, *, now: datetime) -> None:
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
