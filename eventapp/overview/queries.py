"""Reads of what needs attention, of any number of events in the same number of statements."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from eventapp.events.models import Event, Stop
from eventapp.events.queries import EventSpan
from eventapp.foundation.database import db
from eventapp.mail.queries import failed_mails
from eventapp.overview.rules import EventFacts, StopFacts
from eventapp.programme.models import PendingSession, Session
from eventapp.programme.rules import CANCELLED, PARKED
from eventapp.programme.working import working_line_up, working_sessions
from eventapp.proposals import rules as proposals
from eventapp.proposals.models import Proposal
from eventapp.registration.models import Registration
from eventapp.registration.queries import places_of
from eventapp.speakers.models import Speaker
from eventapp.speaking import rules as speaking
from eventapp.speaking.models import SpeakerAnswer
from eventapp.speaking.queries import unanswered_at
from eventapp.streams.models import Stream

FAILED_WITHIN = timedelta(days=30)
"""Mails that failed earlier are told no more."""

Codes = dict[int, list[str]]


def facts_of(spans: Sequence[EventSpan], *, now: datetime) -> dict[int, EventFacts]:
    """Give the facts of events, by the event's number."""
    coming = [span.event.id for span in spans if span.ends_at is None or span.ends_at > now]
    stops = _stops(coming, now)
    sessions = _sessions(coming, now)
    waiting, unanswered = _waiting(coming), unanswered_at(coming)
    for span in spans:
        if _is_half_told(span.event.description_en, span.event.description_sv):
            sessions.untranslated[span.event.id].insert(0, "")
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
            without_speaker=tuple(sessions.speakerless[event.id]),
            untranslated=tuple(sessions.untranslated[event.id]),
            declined=tuple(sessions.declined[event.id]),
            withdrawn=tuple(sessions.withdrawn[event.id]),
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


class _Codes(NamedTuple):
    """The codes of sessions to which something is to be done, each by the event's number."""

    speakerless: Codes
    untranslated: Codes
    """Those told in one language only."""
    declined: Codes
    withdrawn: Codes


def _sessions(event_ids: Collection[int], now: datetime) -> _Codes:
    session = working_sessions(Session.event_id.in_(event_ids))
    line_up = working_line_up()
    has_speaker = sa.exists().where(line_up.session_id == session.id)
    half = sa.or_(
        (session.title_en == "") != (session.title_sv == ""),
        (session.abstract_en == "") != (session.abstract_sv == ""),
    )
    is_scheduled = sa.and_(session.state != PARKED, session.ends_at > now)
    asked = (
        ~has_speaker,
        half,
        sa.and_(is_scheduled, _is_declined(session)),
        sa.and_(is_scheduled, _is_given_back(session)),
    )
    rows = db.session.execute(
        sa.select(session.event_id, session.code, *asked)
        .where(session.kind != "break", session.state != CANCELLED, sa.or_(*asked))
        .order_by(session.starts_at, session.code)
    )
    found = _Codes(*[defaultdict[int, list[str]](list) for _name in _Codes._fields])
    for event_id, code, *answers in rows:
        for codes, is_so in zip(found, answers, strict=True):
            if is_so:
                codes[event_id].append(code)
    return found


def _is_declined(session: type[Session]) -> sa.ColumnElement[bool]:
    """Tell whether somebody of the line-up declined the session for the time it has."""
    line_up = working_line_up()
    return sa.exists().where(
        line_up.session_id == session.id,
        SpeakerAnswer.session_id == session.id,
        SpeakerAnswer.speaker_id == line_up.speaker_id,
        SpeakerAnswer.answer == speaking.DECLINED,
        SpeakerAnswer.starts_at == session.starts_at,
        SpeakerAnswer.ends_at == session.ends_at,
    )


def _is_given_back(session: type[Session]) -> sa.ColumnElement[bool]:
    """Tell whether its proposer gave the session back and stands in its line-up still."""
    line_up = working_line_up()
    return sa.exists().where(
        Proposal.session_id == session.id,
        Proposal.state.in_((proposals.DECLINED, proposals.WITHDRAWN)),
        line_up.session_id == session.id,
        Speaker.id == line_up.speaker_id,
        sa.func.lower(Speaker.email) == Proposal.email,
    )


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
