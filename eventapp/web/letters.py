"""Mails in words: text, HTML and what is attached, in the reader's language and zone.

Written by the worker, without a request; every link begins with the site's own address.
"""

from collections.abc import Callable
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import NamedTuple
from urllib.parse import quote

from flask import current_app
from flask_babel import force_locale

from eventapp.accounts.links import token_of
from eventapp.accounts.queries import link_by_id, scope_of
from eventapp.accounts.rules import INVITATION, NEW_EMAIL, RESET
from eventapp.config import Settings
from eventapp.events.models import Stop
from eventapp.events.queries import stops_of
from eventapp.foundation.bilingual import Text, known_language
from eventapp.foundation.timezones import is_zone
from eventapp.mail.rules import LeasedMail
from eventapp.registration.models import Registration
from eventapp.registration.queries import registration_by_id
from eventapp.web.addresses import base_url, canonical_url
from eventapp.web.calendar_texts import event_calendar_text
from eventapp.web.local_span import LocalSpan
from eventapp.web.moments import Moment, has_another_clock, moment, span_in
from eventapp.web.organiser.account_forms import ROLE_MEANINGS, ROLE_NAMES
from eventapp.web.organiser.scopes import scope_words
from eventapp.web.qr import qr_png

POLICY = SMTP.clone(cte_type="7bit")
SITE_NAME = "eventapp"
_ENDPOINTS = {
    INVITATION: "accept_invitation",
    RESET: "reset_password",
    NEW_EMAIL: "take_new_email",
}
QR_PLACE = "ticket-qr"
"""The name under which the HTML shows the picture that comes with it."""


class StopLines(NamedTuple):
    """When a stop takes place: for the reader, and where it is held when that is another time."""

    title: str
    here: LocalSpan
    there: LocalSpan | None


class RegistrationFacts(NamedTuple):
    """What the mails about a registration say."""

    registration: Registration
    event: str
    language: str
    stops: tuple[StopLines, ...]
    ticket_url: str
    event_url: str
    register_url: str


class AccountFacts(NamedTuple):
    """What the mails about an account say that carry no link."""

    email: str
    site: str


class LinkFacts(NamedTuple):
    """What the mails about an account say."""

    url: str
    email: str
    role: str
    meaning: str
    where: str
    until: Moment
    site: str


def compose(mail: LeasedMail) -> EmailMessage | None:
    """Write a mail, or give None when what it tells of is gone."""
    language = known_language(mail.language)
    with force_locale(language):
        return _KINDS[mail.kind](mail, language)


def about_registration(mail: LeasedMail, language: str) -> EmailMessage | None:
    """Write a mail that tells a registrant of the registration."""
    registration = registration_by_id(int(mail.about["registration"]))
    if registration is None:
        return None
    facts = _facts(registration, mail.zone, language)
    message = _message(mail, facts.event, language, facts=facts, qr_place=QR_PLACE)
    if mail.kind == "confirmation":
        _attach_qr(message, registration.ticket_code)
        _attach_calendar(message, registration, language)
    message["Content-Language"] = language
    return message


def about_link(mail: LeasedMail, language: str) -> EmailMessage | None:
    """Write a mail that carries a link of an account, unless the link is worth nothing by now."""
    link = link_by_id(int(mail.about["link"]))
    if link is None or link.used_at is not None:
        return None
    token = token_of(link, current_app.config["SECRET_KEY"])
    endpoint = _ENDPOINTS[link.purpose]
    facts = LinkFacts(
        url=canonical_url(f"organiser.{endpoint}", token=token),
        email=link.email,
        role=str(ROLE_NAMES[link.role]) if link.role else "",
        meaning=str(ROLE_MEANINGS[link.role]) if link.role else "",
        where=scope_words(scope_of(link), language),
        until=moment(link.expires_at, mail.zone if is_zone(mail.zone) else "UTC", language),
        site=base_url(),
    )
    message = _message(mail, SITE_NAME, language, facts=facts)
    message["Content-Language"] = language
    return message


def about_account(mail: LeasedMail, language: str) -> EmailMessage:
    """Write a mail that tells an address that an account is no longer signed in to with it."""
    facts = AccountFacts(mail.recipient, base_url())
    message = _message(mail, SITE_NAME, language, facts=facts)
    message["Content-Language"] = language
    return message


def ticket_url(ticket_code: str) -> str:
    """Give the full address of a ticket's page; it is a secret of its owner."""
    return f"{base_url()}/tickets/{quote(ticket_code, safe='')}"


def _facts(registration: Registration, zone: str, language: str) -> RegistrationFacts:
    event = registration.event
    zone = zone if is_zone(zone) else event.zone
    event_url = f"{base_url()}/events/{quote(event.slug, safe='')}"
    return RegistrationFacts(
        registration=registration,
        event=Text(event.name_en, event.name_sv).in_language(language),
        language=language,
        stops=tuple(_stop_lines(stop, zone, language) for stop in stops_of(event.id)),
        ticket_url=ticket_url(registration.ticket_code),
        event_url=event_url,
        register_url=f"{event_url}/register",
    )


def _stop_lines(stop: Stop, zone: str, language: str) -> StopLines:
    here = span_in(stop.starts_at, stop.ends_at, zone, language)
    there = span_in(stop.starts_at, stop.ends_at, stop.zone, language)
    return StopLines(
        title=Text(stop.title_en, stop.title_sv).in_language(language),
        here=here,
        there=there if has_another_clock(here, there) else None,
    )


def _message(mail: LeasedMail, sender_name: str, language: str, **values: object) -> EmailMessage:
    """Write the headers and both forms of the text. Raises ValueError for a line break in one."""
    settings: Settings = current_app.extensions["settings"]
    sender = settings.mail_from
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(display_name=sender_name, addr_spec=sender)
    message["To"] = Address(addr_spec=_on_the_wire(mail.recipient))
    message["Subject"] = _written(mail.kind, "subject.txt", language, values)
    message["Date"] = mail.created_at
    message["Message-ID"] = f"<{mail.name}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_written(mail.kind, "body.txt", language, values) + "\n")
    message.add_alternative(_written(mail.kind, "body.html", language, values), subtype="html")
    return message


def _written(kind: str, part: str, language: str, values: dict[str, object]) -> str:
    template = current_app.jinja_env.get_template(f"mail/{kind}.{part}")
    return template.render(language=language, **values).strip()


def _on_the_wire(address: str) -> str:
    """Give an address with its host in ASCII (RFC 5891)."""
    local, _at, host = address.rpartition("@")
    return address if host.isascii() else f"{local}@{host.encode('idna').decode('ascii')}"


def _attach_qr(message: EmailMessage, ticket_code: str) -> None:
    html = message.get_body(("html",))
    if html is None:
        reason = "a letter without HTML has no place for a picture"
        raise AssertionError(reason)
    html.add_related(
        qr_png(ticket_code),
        maintype="image",
        subtype="png",
        cid=f"<{QR_PLACE}>",
        filename="ticket.png",
        disposition="inline",
    )


def _attach_calendar(message: EmailMessage, registration: Registration, language: str) -> None:
    text = event_calendar_text(registration.event_id, language)
    if text is not None:
        message.add_attachment(
            text.encode(),
            maintype="text",
            subtype="calendar",
            filename=f"{registration.event.slug}.ics",
            params={"charset": "utf-8"},
        )


_KINDS: dict[str, Callable[[LeasedMail, str], EmailMessage | None]] = {
    "confirmation": about_registration,
    "already_registered": about_registration,
    "changed": about_registration,
    "withdrawn": about_registration,
    "invitation": about_link,
    "new_password": about_link,
    "new_email": about_link,
    "email_changed": about_account,
    "account_deleted": about_account,
}
"""By the kind of mail, what writes it; its templates bear the kind's name."""
