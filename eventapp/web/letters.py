"""Mails in words: text, HTML and what is attached, in the reader's language and zone.

Written by the worker, without a request; every link begins with the site's own address.
"""

from collections.abc import Callable
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import NamedTuple
from urllib.parse import quote

from flask import current_app
from flask_babel import force_locale

from eventapp.accounts.links import token_of
from eventapp.accounts.queries import link_by_id, scope_of
from eventapp.accounts.rules import INVITATION, RESET
from eventapp.config import Settings
from eventapp.events.models import Stop
from eventapp.events.queries import stops_of
from eventapp.foundation.bilingual import Text, known_language
from eventapp.foundation.timezones import is_zone
from eventapp.mail.rules import LeasedMail
from eventapp.proposals.models import Proposal
from eventapp.proposals.proposing import token_of as token_of_proposal
from eventapp.proposals.queries import call_of, proposal_by_id
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

    @property
    def person(self) -> Registration:
        """Whom the letter greets."""
        return self.registration


class ProposalFacts(NamedTuple):
    """What the mails about a proposal say; `state` is a decision that is told, or blank."""

    person: Proposal
    event: str
    event_url: str
    title: str
    code: str
    state: str
    closes: tuple[Moment, ...]
    url: str
    propose_url: str


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
    endpoint = {INVITATION: "accept_invitation", RESET: "reset_password"}[link.purpose]
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


def about_proposal(mail: LeasedMail, language: str) -> EmailMessage | None:
    """Write a mail that tells a proposer of the proposal."""
    proposal = proposal_by_id(int(mail.about["proposal"]))
    if proposal is None:
        return None
    token = token_of_proposal(proposal, current_app.config["SECRET_KEY"])
    return _proposal_letter(mail, proposal, token, language)


def decision_letter(proposal: Proposal, *, now: datetime) -> tuple[str, str]:
    """Give subject and text of the letter that would tell a decision; its secret is left out."""
    mail = LeasedMail(
        id=0,
        kind="proposal_decided",
        recipient=proposal.email,
        language=proposal.language,
        zone=proposal.zone,
        name="preview",
        about={"proposal": proposal.id, "state": proposal.state},
        created_at=now,
        attempts=0,
    )
    language = known_language(proposal.language)
    with force_locale(language):
        message = _proposal_letter(mail, proposal, "…", language)
    body = message.get_body(("plain",))
    return str(message["Subject"]), body.get_content() if body else ""


def _proposal_letter(
    mail: LeasedMail, proposal: Proposal, token: str, language: str
) -> EmailMessage:
    event = proposal.event
    name = Text(event.name_en, event.name_sv).in_language(language)
    event_url = f"{base_url()}/events/{quote(event.slug, safe='')}"
    facts = ProposalFacts(
        person=proposal,
        event=name,
        event_url=event_url,
        title=Text(proposal.title_en, proposal.title_sv).in_language(language),
        code=proposal.code,
        state=str(mail.about.get("state", "")),
        closes=_deadline_lines(proposal, mail.zone, language),
        url=f"{base_url()}/proposals/{token}",
        propose_url=f"{event_url}/propose",
    )
    message = _message(mail, name, language, facts=facts)
    message["Content-Language"] = language
    return message


def _deadline_lines(proposal: Proposal, zone: str, language: str) -> tuple[Moment, ...]:
    """Give until when a proposal can be changed: by its proposer's clock, then by the event's."""
    call = call_of(proposal.event_id)
    if call is None:
        return ()
    here = moment(call.closes_at, zone if is_zone(zone) else call.zone, language)
    there = moment(call.closes_at, call.zone, language)
    return (here,) if (here.day, here.time) == (there.day, there.time) else (here, there)


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
    "proposal_received": about_proposal,
    "proposal_withdrawn": about_proposal,
    "proposal_decided": about_proposal,
    "invitation": about_link,
    "new_password": about_link,
}
"""By the kind of mail, what writes it; its templates bear the kind's name."""
