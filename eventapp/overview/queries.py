"""Reads of what needs attention, of any number of events in the same number of statements."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from eventapp.events.models import Event, Stop
from eventapp.events.queries import EventSpan
from eventapp.foundation.database import db
from eventapp.mail.queries import failed_mails
from eventapp.overview.rules import EventFacts, StopFacts
from eventapp.programme.models import PendingSession, Session
from eventapp.programme.working import working_line_up, working_sessions
from eventapp.registration.models import Registration
from eventapp.registration.queries import places_of
from eventapp.speaking.queries import unanswered_at
from eventapp.streams.models import Stream

FAILED_WITHIN = timedelta(days=30)
"""Mails that failed earlier are told no more."""

Codes = dict[int, list[str]]


def facts_of(spans: Sequence[EventSpan], *, now: datetime) -> dict[int, EventFacts]:
    """Give the facts of events, by the event's number."""
    coming = [span.event.id for span in spans if span.ends_at is None or span.ends_at > now]
    stops = _stops(coming, now)
    speakerless, untranslated = _sessions(coming)
    waiting, unanswered = _waiting(coming), unanswered_at(coming)
    for span in spans:
        if _is_half_told(span.event.description_en, span.event.description_sv):
            untranslated[span.event.id].insert(0, "")
    failed = _failed_mails({span.event.id for span in spans}, now)
    return {
        event.id: EventFacts(
            opens_at=event.registration_opens_at,
            closes_at=event.registration_closes_at,
            starts_at=starts_at,
            ends_at=ends_at,
            is_watched=event.format != "onsite",
            places=places_of(event),
            stops=tuple(stops[event.id]),
            without_speaker=tuple(speakerless[event.id]),
            untranslated=tuple(untranslated[event.id]),
            waiting=tuple(waiting[event.id]),
            unanswered=tuple(unanswered[event.id]),
            failed_mails=tuple(failed[event.id]),
        )
        for event, starts_at, ends_at in spans
    }


def span_of(event: Event) -> EventSpan:
    """Give an event with its span."""
    row = db.session.execute(
        sa.select(sa.func.min(Stop.starts_at), sa.func.max(Stop.ends_at)).where(
            Stop.event_id == event.id
        )
    ).one()
    return EventSpan(event, *row)


def _stops(event_ids: Collection[int], now: datetime) -> dict[int, list[StopFacts]]:
    rows = db.session.execute(
        sa.select(Stop.event_id, Stop.code, Stop.starts_at, Stream.stop_id.is_not(None))
        .outerjoin(Stream, Stream.stop_id == Stop.id)
        .where(Stop.event_id.in_(event_ids), Stop.ends_at > now)
        .order_by(Stop.starts_at, Stop.code)
    )
    found = defaultdict(list)
    for event_id, code, starts_at, has_stream in rows:
        found[event_id].append(StopFacts(code, starts_at, has_stream))
    return found


def _sessions(event_ids: Collection[int]) -> tuple[Codes, Codes]:
    """Give the codes of sessions without a speaker, and of those told in one language only."""
    session = working_sessions(Session.event_id.in_(event_ids))
    line_up = working_line_up()
    has_speaker = sa.exists().where(line_up.session_id == session.id)
    half = sa.or_(
        (session.title_en == "") != (session.title_sv == ""),
        (session.abstract_en == "") != (session.abstract_sv == ""),
    )
    rows = db.session.execute(
        sa.select(session.event_id, session.code, ~has_speaker, half)
        .where(
            session.kind != "break",
            session.state != "cancelled",
            sa.or_(~has_speaker, half),
        )
        .order_by(session.starts_at, session.code)
    )
    speakerless: Codes = defaultdict(list)
    untranslated: Codes = defaultdict(list)
    for event_id, code, without, one_language in rows:
        if without:
            speakerless[event_id].append(code)
        if one_language:
            untranslated[event_id].append(code)
    return speakerless, untranslated


def _waiting(event_ids: Collection[int]) -> Codes:
    """Give the codes of sessions of which a change waits for a release."""
    rows = db.session.execute(
        sa.select(Session.event_id, Session.code)
        .join(PendingSession, PendingSession.session_id == Session.id)
        .where(Session.event_id.in_(event_ids))
        .order_by(Session.code)
    )
    found: Codes = defaultdict(list)
    for event_id, code in rows:
        found[event_id].append(code)
    return found


def _is_half_told(one: str, other: str) -> bool:
    return bool(one) != bool(other)


def _failed_mails(event_ids: Collection[int], now: datetime) -> Codes:
    about = (json.loads(text) for text in failed_mails(now - FAILED_WITHIN))
    numbers = {int(rows["registration"]) for rows in about if "registration" in rows}
    rows = db.session.execute(
        sa.select(Registration.event_id, Registration.code)
        .where(Registration.id.in_(numbers), Registration.event_id.in_(event_ids))
        .order_by(Registration.code)
    )
    found: Codes = defaultdict(list)
    for event_id, code in rows:
        found[event_id].append(code)
    return found
