"""What the mail about a release says to one reader."""

from typing import NamedTuple

from eventapp.events.models import Event
from eventapp.events.queries import stops_of
from eventapp.foundation.bilingual import Text
from eventapp.foundation.timezones import is_zone
from eventapp.registration.models import Registration
from eventapp.releases.queries import Released
from eventapp.speakers.models import Speaker
from eventapp.web.addresses import base_url
from eventapp.web.public.addresses import event_path
from eventapp.web.release_words import ReleaseWords, teller


class ReleaseReader(NamedTuple):
    """Who is told; a registrant has a ticket, a speaker who was invited a page."""

    name: str
    zone: str
    ticket_url: str = ""
    speaking_url: str = ""


class ReleaseFacts(NamedTuple):
    """What the mail about a release says."""

    name: str
    event: str
    release: ReleaseWords
    event_url: str
    changes_url: str
    ticket_url: str
    speaking_url: str


def release_facts(
    event: Event, released: Released, reader: ReleaseReader, language: str
) -> ReleaseFacts:
    """Give what a reader is told, in their zone, else in the event's."""
    zone = reader.zone if is_zone(reader.zone) else event.zone
    return ReleaseFacts(
        name=reader.name,
        event=Text(event.name_en, event.name_sv).in_language(language),
        release=teller(event.slug, stops_of(event.id), zone, language).release(released),
        event_url=base_url() + event_path(event.slug),
        changes_url=f"{base_url()}{event_path(event.slug, 'changes')}",
        ticket_url=reader.ticket_url,
        speaking_url=reader.speaking_url,
    )


def full_name(person: Registration | Speaker) -> str:
    """Give a name as it is written: given name first, either part may be empty."""
    return f"{person.given_name} {person.family_name}".strip()
