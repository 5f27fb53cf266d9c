"""Reads of releases: those that were, what the next one would be, and who is told of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from eventapp.events.models import Event
from eventapp.events.rules import DRAFT
from eventapp.foundation.bilingual import Text, known_language
from eventapp.foundation.database import db
from eventapp.foundation.email_addresses import folded_email
from eventapp.programme.models import Appearance, PendingAppearance, Session
from eventapp.programme.pending import waiting_rows
from eventapp.programme.queries import PUBLIC_STATES, ProgrammeSession, working_programme_of
from eventapp.registration.models import Registration
from eventapp.releases.changelog import (
    Change,
    Place,
    Told,
    changes_between,
    changes_from,
    digest,
    mark_of,
    snapshot_from,
)
from eventapp.releases.models import Release
from eventapp.speakers.models import Speaker
from eventapp.speakers.rules import language_of


class Released(NamedTuple):
    """A release as its readers are told of it."""

    id: int
    number: int
    released_at: datetime
    released_by: str
    note: Text
    session_count: int
    mail_count: int
    changes: tuple[Change, ...]


class Upcoming(NamedTuple):
    """What would be released now; `waiting` are codes of what can be discarded, with versions.

    `mark` is that of exactly this, `last` the number of the release before, 0 for none.
    """

    last: int
    programme: tuple[Told, ...]
    session_count: int
    changes: tuple[Change, ...]
    waiting: tuple[tuple[str, int], ...]
    mark: str

    @property
    def is_needed(self) -> bool:
        """Tell whether there is anything to release; the first release needs no change."""
        return not self.last or bool(self.changes or self.waiting)


class Recipient(NamedTuple):
    """Somebody who is told: as a registrant, as a speaker, or as both by one address.

    `about` are the numbers of these rows by `registration` and `speaker`. Who is both is told in
    the language and zone that they registered with.
    """

    about: Mapping[str, int]
    email: str
    language: str
    zone: str

    def and_as(self, other: "Recipient") -> "Recipient":
        """Give the same reader, told also as what the other is."""
        return self._replace(about={**other.about, **self.about})


_RELEASED = (
    Release.id,
    Release.number,
    Release.released_at,
    Release.released_by,
    Release.note_en,
    Release.note_sv,
    Release.session_count,
    Release.mail_count,
    Release.changes,
)


def releases_of(event_id: int, *, most: int | None = None) -> list[Released]:
    """Give the releases of an event, the newest first."""
    rows = db.session.execute(
        sa.select(*_RELEASED)
        .where(Release.event_id == event_id)
        .order_by(Release.number.desc())
        .limit(most)
    )
    return [_released(row) for row in rows]


def last_release(event_id: int) -> tuple[int, datetime] | None:
    """Give the number of the last release of an event and when it was, or None."""
    row = db.session.execute(
        sa.select(Release.number, Release.released_at)
        .where(Release.event_id == event_id)
        .order_by(Release.number.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None


def release_by_id(release_id: int) -> tuple[Event, Released] | None:
    """Give a release with its event, or None."""
    row = db.session.execute(
        sa.select(Event, *_RELEASED)
        .join(Release, Release.event_id == Event.id)
        .where(Release.id == release_id)
    ).first()
    return (row[0], _released(row[1:])) if row else None


def release_stamp(release_id: int) -> tuple[int, str] | None:
    """Give the version of a release's event and the event's zone, or None without the release."""
    row = db.session.execute(
        sa.select(Event.version, Event.zone)
        .join(Release, Release.event_id == Event.id)
        .where(Release.id == release_id)
    ).first()
    return (row[0], row[1]) if row else None


def _released(row: Sequence[Any]) -> Released:
    row_id, number, at, who, note_en, note_sv, sessions, mails, changes = row
    note = Text(note_en, note_sv)
    return Released(row_id, number, at, who, note, sessions, mails, changes_from(changes))


def upcoming_of(event: Event) -> Upcoming:
    """Give what would be released now. A few statements, whatever the number of sessions."""
    sessions = working_programme_of(event.id, states=PUBLIC_STATES)
    programme = tuple(map(_told, sessions))
    last = event.release_number
    snapshot = db.session.scalar(
        sa.select(Release.snapshot).where(Release.event_id == event.id, Release.number == last)
    )
    changes = changes_between(snapshot_from(snapshot), programme) if snapshot else ()
    waiting = tuple((row.code, row.version) for row in waiting_rows(event.id))
    count = sum(one.kind != "break" and one.state != "cancelled" for one in sessions)
    mark = mark_of(last, changes, waiting)
    return Upcoming(last, programme, count, changes, waiting, mark)


def _told(session: ProgrammeSession) -> Told:
    return Told(
        session.code,
        session.state,
        Text(session.title_en, session.title_sv),
        Place(
            session.stop_code,
            session.track or "",
            session.zone,
            session.starts_at,
            session.ends_at,
        ),
        {
            "abstract": digest(session.abstract_en, session.abstract_sv),
            "line_up": digest(*(f"{person.code} {person.role}" for person in session.people)),
            "kind": session.kind,
            "theme": session.theme,
            "language": session.language,
            "host_country_code": session.host_country_code,
            "guest_zone": session.guest_zone,
            "capacity": "" if session.capacity is None else str(session.capacity),
        },
    )


def recipients_of(event: Event, codes: Collection[str]) -> list[Recipient]:
    """Give whom changes of these sessions concern, each address once.

    That is every registrant, and who speaks in one of the sessions now or from the release on. Of
    a draft nobody is told: its pages cannot be opened.
    """
    if event.state == DRAFT:
        return []
    found: dict[str, Recipient] = {}
    for one in (*_registrants(event), *_speakers(event, codes)):
        known = found.get(one.email)
        found[one.email] = known.and_as(one) if known else one
    return list(found.values())


def _registrants(event: Event) -> Iterable[Recipient]:
    rows = db.session.execute(
        sa.select(Registration.id, Registration.email, Registration.language, Registration.zone)
        .where(Registration.event_id == event.id, Registration.withdrawn_at.is_(None))
        .order_by(Registration.id)
    )
    return (
        Recipient({"registration": number}, email, known_language(language), zone)
        for number, email, language, zone in rows
    )


def _speakers(event: Event, codes: Collection[str]) -> Iterable[Recipient]:
    """Give the speakers with an address, each in the language of all letters to them."""
    sessions = sa.select(Session.id).where(Session.event_id == event.id, Session.code.in_(codes))
    speaking = sa.or_(
        *(
            Speaker.id.in_(sa.select(row.speaker_id).where(row.session_id.in_(sessions)))
            for row in (Appearance, PendingAppearance)
        )
    )
    rows = db.session.execute(
        sa.select(Speaker.id, Speaker.email, Speaker.language, Speaker.country_code, Speaker.zone)
        .where(Speaker.event_id == event.id, Speaker.email != "", speaking)
        .order_by(Speaker.id)
    )
    return (
        Recipient({"speaker": number}, folded_email(email), language_of(language, country), zone)
        for number, email, language, country, zone in rows
    )


def speaker_by_id(speaker_id: int) -> Speaker | None:
    """Give a speaker by number, or None."""
    return db.session.get(Speaker, speaker_id)
