"""Reads of what speakers were asked and answered."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventapp.accounts.tokens import digest_of
from eventapp.foundation.database import db
from eventapp.foundation.timezones import TZDATA_VERSION
from eventapp.foundation.wall_spans import WallSpan, rederived
from eventapp.speakers.models import Speaker
from eventapp.speaking.models import (
    SpeakerHours,
    SpeakerInvitation,
    SpeakerPhoto,
    SpeakerStatement,
)
from eventapp.speaking.parts import Part, parts_of, working_parts_at
from eventapp.speaking.rules import PUBLICATION, Standing, State, Times, state_of


class Asked(NamedTuple):
    """A speaker as organisers see what was asked of them."""

    speaker: Speaker
    invitation: SpeakerInvitation | None
    parts: tuple[Part, ...]

    @property
    def is_invited(self) -> bool:
        """Tell whether the speaker holds a link that opens."""
        return self.invitation is not None and self.invitation.revoked_at is None

    @property
    def state(self) -> State:
        """Tell how the invitation stands."""
        answered = self.invitation is not None and self.invitation.answered_at is not None
        standings = [part.standing for part in self.parts]
        return state_of(invited=self.is_invited, answered=answered, standings=standings)


def invitation_by_token(token: str) -> SpeakerInvitation | None:
    """Give the invitation whose link this is, with speaker and event; None for any other."""
    return db.session.scalar(
        sa.select(SpeakerInvitation)
        .where(
            SpeakerInvitation.token_digest == digest_of(token),
            SpeakerInvitation.revoked_at.is_(None),
        )
        .options(joinedload(SpeakerInvitation.speaker).joinedload(Speaker.event))
    )


def invitation_of(speaker_id: int) -> SpeakerInvitation | None:
    """Give a speaker's invitation with speaker and event, also a revoked one; or None."""
    return db.session.scalar(
        sa.select(SpeakerInvitation)
        .where(SpeakerInvitation.speaker_id == speaker_id)
        .options(joinedload(SpeakerInvitation.speaker).joinedload(Speaker.event))
    )


def asked_of(event_id: int) -> list[Asked]:
    """Give every speaker of the event with invitation and parts, by name; in two statements."""
    rows = db.session.execute(
        sa.select(Speaker, SpeakerInvitation)
        .outerjoin(SpeakerInvitation, SpeakerInvitation.speaker_id == Speaker.id)
        .where(Speaker.event_id == event_id)
        .order_by(Speaker.family_name, Speaker.given_name, Speaker.code)
    ).all()
    parts = parts_of(Speaker.event_id == event_id)
    return [Asked(speaker, invited, parts.get(speaker.id, ())) for speaker, invited in rows]


def unanswered_at(event_ids: Collection[int]) -> dict[int, list[str]]:
    """Give the codes of speakers who are waited for, by event and name; in at most two statements.

    They are those whose state is WAITING among `asked_of`.
    """
    rows = db.session.execute(
        sa.select(Speaker.event_id, Speaker.id, Speaker.code, SpeakerInvitation.answered_at)
        .join(SpeakerInvitation, SpeakerInvitation.speaker_id == Speaker.id)
        .where(Speaker.event_id.in_(event_ids), SpeakerInvitation.revoked_at.is_(None))
        .order_by(Speaker.family_name, Speaker.given_name, Speaker.code)
    ).all()
    parts = parts_of(Speaker.id.in_([row[1] for row in rows])) if rows else {}
    found: dict[int, list[str]] = defaultdict(list)
    for event_id, number, code, answered_at in rows:
        standings = [part.standing for part in parts.get(number, ())]
        state = state_of(invited=True, answered=answered_at is not None, standings=standings)
        if state is State.WAITING:
            found[event_id].append(code)
    return found


def hours_of_speaker(speaker_id: int) -> list[Times]:
    """Give the stretches in which a speaker can be there, in order."""
    rows = db.session.scalars(
        sa.select(SpeakerHours)
        .where(SpeakerHours.speaker_id == speaker_id)
        .order_by(SpeakerHours.starts_at)
    )
    return [_times(row) for row in rows]


def _times(row: SpeakerHours) -> Times:
    """Give the instants that the wall times mean by the zone data in use."""
    span = WallSpan(row.zone, row.wall_starts, row.wall_ends, row.starts_at, row.ends_at)
    if row.tzdata_version != TZDATA_VERSION:
        span = rederived(span)
    return Times(span.starts_at, span.ends_at)


class Told(NamedTuple):
    """What the speakers of an event told, as far as a plan depends on it, by their codes."""

    standings: Mapping[tuple[str, str], Standing]
    """By session and speaker; of those who are asked alone."""
    hours: Mapping[str, Sequence[Times]]
    """Of those who told some, or that they have none."""


def told_at(event_id: int) -> Told:
    """Give what the speakers of an event told; in one statement where nobody is asked.

    Standings are for the times that organisers last gave their sessions, released or not.
    """
    rows = db.session.execute(
        sa.select(Speaker.id, Speaker.code, SpeakerInvitation.hours_stated_at)
        .join(SpeakerInvitation, SpeakerInvitation.speaker_id == Speaker.id)
        .where(Speaker.event_id == event_id, SpeakerInvitation.revoked_at.is_(None))
    ).all()
    codes = {row[0]: row[1] for row in rows}
    hours: dict[str, list[Times]] = {row[1]: [] for row in rows if row[2] is not None}
    if not codes:
        return Told({}, {})
    for stretch in _hours_at(event_id) if hours else ():
        code = codes.get(stretch.speaker_id)
        if code in hours:
            hours[code].append(_times(stretch))
    found = working_parts_at(event_id)
    standings = {
        (part.session_code, codes[number]): part.standing
        for number, parts in found.items()
        if number in codes
        for part in parts
    }
    return Told(standings, hours)


def _hours_at(event_id: int) -> Iterable[SpeakerHours]:
    return db.session.scalars(
        sa.select(SpeakerHours)
        .join(Speaker, Speaker.id == SpeakerHours.speaker_id)
        .where(Speaker.event_id == event_id)
        .order_by(SpeakerHours.speaker_id, SpeakerHours.starts_at)
    )


def statements_of(speaker_id: int) -> dict[str, datetime]:
    """Give since when each consent and each point of the technical check holds, by its name."""
    rows = db.session.execute(
        sa.select(SpeakerStatement.about, SpeakerStatement.given_at).where(
            SpeakerStatement.speaker_id == speaker_id, SpeakerStatement.withdrawn_at.is_(None)
        )
    )
    return {row[0]: row[1] for row in rows}


def photo_digest_of(speaker_id: int) -> str | None:
    """Give the digest of a speaker's photo, None where there is none."""
    return db.session.scalar(
        sa.select(SpeakerPhoto.digest).where(SpeakerPhoto.speaker_id == speaker_id)
    )


def own_photo(speaker_id: int) -> bytes | None:
    """Give the large picture of a speaker, for the speaker and organisers."""
    return db.session.scalar(
        sa.select(SpeakerPhoto.large).where(SpeakerPhoto.speaker_id == speaker_id)
    )


def _may_be_shown() -> sa.ColumnElement[bool]:
    return sa.exists().where(
        SpeakerStatement.speaker_id == SpeakerPhoto.speaker_id,
        SpeakerStatement.about == PUBLICATION,
        SpeakerStatement.withdrawn_at.is_(None),
    )


def public_photo(digest: str, *, small: bool) -> bytes | None:
    """Give a picture whose speaker agreed to its publication, or None."""
    return db.session.scalar(
        sa.select(SpeakerPhoto.small if small else SpeakerPhoto.large)
        .where(SpeakerPhoto.digest == digest, _may_be_shown())
        .limit(1)
    )


def public_photo_digest(speaker_id: int) -> str | None:
    """Give the digest of a speaker's photo if it may be shown, else None."""
    return db.session.scalar(
        sa.select(SpeakerPhoto.digest).where(SpeakerPhoto.speaker_id == speaker_id, _may_be_shown())
    )
