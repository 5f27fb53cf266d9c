"""Mails in words: text, HTML and what is attached, in the reader's language and zone.

Written by the worker, without a request; every link begins with the site's own address.
"""

from collections.abc import Callable
from email.message import EmailMessage
from typing import NamedTuple
from urllib.parse import quote

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.accounts.links import token_of
from eventapp.accounts.queries import link_by_id, scope_of
from eventapp.accounts.rules import INVITATION, NEW_EMAIL, RESET
from eventapp.events.models import Event, Stop
from eventapp.events.queries import stops_of
from eventapp.foundation.bilingual import Text, known_language
from eventapp.foundation.timezones import is_zone
from eventapp.mail.rules import LeasedMail
from eventapp.registration.models import Registration
from eventapp.registration.queries import registration_by_id
from eventapp.releases.queries import Released, speaker_by_id
from eventapp.speakers.models import Speaker
from eventapp.web.addresses import base_url, canonical_url
from eventapp.web.calendar_texts import event_calendar_text
from eventapp.web.letter_forms import (
    Greeted,
    attach,
    attach_calendar,
    greeted,
    message_of,
    unlinked,
    written,
)
from eventapp.web.local_span import LocalSpan
from eventapp.web.moments import Moment, has_another_clock, moment, span_in
from eventapp.web.organiser.account_forms import ROLE_MEANINGS, ROLE_NAMES
from eventapp.web.organiser.scopes import scope_words
from eventapp.web.proposal_letters import about_proposal
from eventapp.web.qr import qr_png
from eventapp.web.release_letters import (
    ReleaseReader,
    full_name,
    release_facts,
    told_of,
    told_release,
)
from eventapp.web.speaker_letters import about_speaker, own_page_of, own_sessions

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

    @property
    def person(self) -> Greeted:
        """Whom the letter greets."""
        return greeted(self.registration.given_name, self.registration.family_name)


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
    message = message_of(mail, facts.event, language, facts=facts, qr_place=QR_PLACE)
    if mail.kind == "confirmation":
        _attach_qr(message, registration.ticket_code)
        text = event_calendar_text(registration.event_id, language)
        if text is not None:
            attach_calendar(message, text, registration.event.slug)
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
    message = message_of(mail, SITE_NAME, language, facts=facts)
    message["Content-Language"] = language
    return message


def about_account(mail: LeasedMail, language: str) -> EmailMessage:
    """Write a mail that tells an address that an account is no longer signed in to with it."""
    facts = AccountFacts(mail.recipient, base_url())
    message = message_of(mail, SITE_NAME, language, facts=facts)
    message["Content-Language"] = language
    return message


def about_release(mail: LeasedMail, language: str) -> EmailMessage | None:
    """Write a mail that tells somebody what a release of the programme changed for them."""
    reader = _reader_of(mail, language)
    told = told_release(int(mail.about["release"]), mail.zone, language) if reader else None
    if told is None or reader is None:
        return None
    message = message_of(mail, told.event, language, facts=release_facts(told, reader))
    if told.calendar is not None:
        attach(message, told.calendar)
    message["Content-Language"] = language
    return message


def _reader_of(mail: LeasedMail, language: str) -> ReleaseReader | None:
    """Give who reads a mail of a release, as registrant, speaker or both; None when they are gone.

    Who withdrew is told as a speaker alone, and who speaks no more as a registrant.
    """
    registration, speaker = _registrant_of(mail), _speaker_of(mail)
    person = registration or speaker
    if person is None:
        return None
    page = own_page_of(speaker.id) if speaker else ""
    return ReleaseReader(
        name=unlinked(full_name(person)),
        zone=mail.zone,
        ticket_url=ticket_url(registration.ticket_code) if registration else "",
        speaking_url=page,
        own=own_sessions(speaker, mail.zone, language, is_asked=bool(page)) if speaker else (),
    )


def _registrant_of(mail: LeasedMail) -> Registration | None:
    number = mail.about.get("registration")
    registration = registration_by_id(int(number)) if number is not None else None
    return None if registration is None or registration.withdrawn_at else registration


def _speaker_of(mail: LeasedMail) -> Speaker | None:
    number = mail.about.get("speaker")
    return speaker_by_id(int(number)) if number is not None else None


def release_letter(event: Event, released: Released, zone: str, language: str) -> tuple[str, str]:
    """Give subject and text of the mail as somebody of that language and zone will read it."""
    with force_locale(language):
        reader = ReleaseReader(_("Ada Example"), zone, f"{base_url()}/tickets/…")
        told = told_of(event, released, zone if is_zone(zone) else event.zone, language)
        values: dict[str, object] = {"facts": release_facts(told, reader)}
        subject = written("released", "subject.txt", language, values)
        return subject, written("released", "body.txt", language, values)


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


_KINDS: dict[str, Callable[[LeasedMail, str], EmailMessage | None]] = {
    "confirmation": about_registration,
    "already_registered": about_registration,
    "changed": about_registration,
    "withdrawn": about_registration,
    "released": about_release,
    "proposal_received": about_proposal,
    "proposal_withdrawn": about_proposal,
    "proposal_decided": about_proposal,
    "invitation": about_link,
    "new_password": about_link,
    "invitation_to_speak": about_speaker,
    "reminder_to_speak": about_speaker,
    "new_email": about_link,
    "email_changed": about_account,
    "account_deleted": about_account,
}
"""By the kind of mail, what writes it; its templates bear the kind's name."""
