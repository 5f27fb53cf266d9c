"""What the mail about a release says to one reader.

What is the same for all readers of one language and zone is written once and kept: the changes in
words, and the calendar that corrects. The event's version is part of what it is kept under, so that
it is written anew when anything of the event changes between two mails.
"""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import NamedTuple

from flask import current_app
from markupsafe import Markup

from eventapp.config import Settings
from eventapp.events.models import Event
from eventapp.events.queries import stops_of
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import is_zone
from eventapp.registration.models import Registration
from eventapp.releases.queries import Released, release_by_id, release_stamp
from eventapp.speakers.models import Speaker
from eventapp.web.addresses import base_url
from eventapp.web.calendar_texts import changed_calendar_text
from eventapp.web.kept import Store
from eventapp.web.letter_forms import calendar_part, written
from eventapp.web.public.addresses import event_path
from eventapp.web.release_words import teller
from eventapp.web.speaker_letters import SessionLines

MOST_KEPT = 16 * 1024 * 1024
"""Bytes of letters that a process keeps: a hundred changes take 0.2 MB a language and zone."""


class ReleaseReader(NamedTuple):
    """Who is told; a registrant has a ticket, a speaker who was invited a page.

    `own` are the public sessions of who speaks, by start.
    """

    name: str
    zone: str
    ticket_url: str = ""
    speaking_url: str = ""
    own: tuple[SessionLines, ...] = ()


@dataclass(frozen=True)
class ToldRelease:
    """What all readers of a language and zone are told of a release."""

    slug: str
    event: str
    note: str
    number_of_changes: int
    changes_text: str
    changes_html: Markup
    calendar: EmailMessage | None
    """The part that corrects calendars, the same in all letters."""

    until: datetime | None = None
    """It holds as long as the event's version."""

    @property
    def size(self) -> int:
        """Characters that it takes in the store; names and note are few."""
        calendar = str(self.calendar.get_payload()) if self.calendar else ""
        texts = (self.changes_text, self.changes_html, calendar, self.note)
        return 2048 + sum(map(len, texts))


class ReleaseFacts(NamedTuple):
    """What the mail about a release says."""

    told: ToldRelease
    reader: ReleaseReader
    event_url: str
    changes_url: str

    @property
    def event(self) -> str:
        """The event's name."""
        return self.told.event

    @property
    def name(self) -> str:
        """Whom the letter greets."""
        return self.reader.name


def told_release(release_id: int, zone: str, language: str) -> ToldRelease | None:
    """Give what a release tells readers of a language and zone, or None without the release.

    A zone that is none is read as the event's.
    """
    stamp = release_stamp(release_id)
    if stamp is None:
        return None
    version, event_zone = stamp
    zone = zone if is_zone(zone) else event_zone
    store: Store[ToldRelease] = current_app.extensions.setdefault(
        "release_letters", Store[ToldRelease](MOST_KEPT)
    )
    key = (release_id, version, language, zone)
    told = store.get(key, utc_now())
    found = None if told else release_by_id(release_id)
    if found is not None:
        told = told_of(*found, zone, language)
        store.put(key, told)
    return told


def told_of(event: Event, released: Released, zone: str, language: str) -> ToldRelease:
    """Write down what readers of a language and zone are told."""
    words = teller(event.slug, stops_of(event.id), zone, language).release(released)
    settings: Settings = current_app.extensions["settings"]
    codes = [change.code for change in released.changes]
    text = changed_calendar_text(event.id, codes, language, settings.mail_from)
    values: dict[str, object] = {"lines": words.lines}
    return ToldRelease(
        slug=event.slug,
        event=Text(event.name_en, event.name_sv).in_language(language),
        note=words.note,
        number_of_changes=len(words.lines),
        changes_text=written("released", "changes.txt", language, values),
        # The template has escaped it.
        changes_html=Markup(written("released", "changes.html", language, values)),  # noqa: S704
        calendar=calendar_part(text, event.slug, method="PUBLISH") if text else None,
    )


def release_facts(told: ToldRelease, reader: ReleaseReader) -> ReleaseFacts:
    """Give what one reader is told."""
    return ReleaseFacts(
        told=told,
        reader=reader,
        event_url=base_url() + event_path(told.slug),
        changes_url=f"{base_url()}{event_path(told.slug, 'changes')}",
    )


def full_name(person: Registration | Speaker) -> str:
    """Give a name as it is written: given name first, either part may be empty."""
    return f"{person.given_name} {person.family_name}".strip()
