"""Reads of the co-design board."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa

from eventapp.codesign.models import BoardCard, BoardComment, SignOff, StageReached
from eventapp.codesign.rules import (
    CODESIGNED,
    IDEA,
    PARTNER_ROLES,
    STAGES,
    CardDetails,
    Content,
    fingerprint,
    is_overdue,
)
from eventapp.foundation.database import db
from eventapp.programme.models import Session
from eventapp.programme.queries import LineUpPerson, ProgrammeSession, working_programme_of
from eventapp.programme.rules import DRAFT, PARKED, PUBLISHED
from eventapp.programme.working import EditedSession, pending_codes, working_line_up
from eventapp.speakers.models import Speaker

ON_BOARD = (DRAFT, PARKED, PUBLISHED)
SIGNED, STALE, MISSING = "signed", "stale", "missing"


class Signature(NamedTuple):
    """Whether a partner signed off the content as it is, an earlier one, or none, and when."""

    person: LineUpPerson
    state: str
    at: datetime | None = None
    actor: str = ""


class Card(NamedTuple):
    """A session on the board."""

    session: ProgrammeSession
    stage: str
    details: CardDetails
    version: int
    comments: int
    signatures: tuple[Signature, ...]
    waits: bool = False
    """Whether the session is shown as it will be from the next release on."""

    @property
    def code(self) -> str:
        """The code of the session."""
        return self.session.code

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the content as it is."""
        return fingerprint_of(self.session)

    @property
    def missing_roles(self) -> tuple[str, ...]:
        """The roles of partners that nobody has."""
        held = {person.role for person in self.session.people}
        return tuple(role for role in PARTNER_ROLES if role not in held)

    @property
    def signed(self) -> int:
        """How many partners signed off the content as it is."""
        return sum(one.state == SIGNED for one in self.signatures)

    def partners(self, role: str) -> tuple[LineUpPerson, ...]:
        """Give who has a role in the session."""
        return tuple(person for person in self.session.people if person.role == role)

    def is_overdue(self, today: date) -> bool:
        """Tell whether the next step should have been taken before today."""
        return is_overdue(self.details.due_on, self.stage, today)


class Comment(NamedTuple):
    """A comment; `name` is that of the partner who wrote it, blank for anybody else."""

    at: datetime
    actor: str
    name: str
    text: str


class Reached(NamedTuple):
    """A stage, when it was reached, and who moved the card there."""

    stage: str
    at: datetime
    actor: str


def fingerprint_of(session: EditedSession | ProgrammeSession) -> str:
    """Give the fingerprint of a session's content as it is."""
    return fingerprint(Content._make(getattr(session, name) for name in Content._fields))


class Board(NamedTuple):
    """The cards of an event, and the sessions but breaks that could be put beside them."""

    cards: tuple[Card, ...]
    others: tuple[ProgrammeSession, ...]


def board_of(event_id: int) -> Board:
    """Give the event's cards, as their sessions follow; cancelled sessions have none.

    Sessions are as organisers last left them, those without a time too. Six statements, whatever
    the number of cards.
    """
    sessions = working_programme_of(event_id, states=ON_BOARD)
    waiting = pending_codes(event_id)
    stored = {
        card.session_id: card
        for card in db.session.scalars(
            sa.select(BoardCard)
            .join(Session, Session.id == BoardCard.session_id)
            .where(Session.event_id == event_id)
        )
    }
    comments, signed = _comment_counts(event_id), _sign_offs(event_id)
    held = [one for one in sessions if one.kind == CODESIGNED or one.id in stored]
    there = {one.id for one in held}
    return Board(
        tuple(
            _card(one, stored.get(one.id), comments, signed)._replace(waits=one.code in waiting)
            for one in held
        ),
        tuple(one for one in sessions if one.id not in there and one.kind != "break"),
    )


def card_by_code(event_id: int, code: str) -> Card | None:
    """Give the card of a session of the event, None where it has none."""
    return next((card for card in board_of(event_id).cards if card.code == code), None)


def cards_of_partner(event_id: int, speaker_id: int) -> tuple[Card, ...]:
    """Give the cards of the sessions in which a speaker is host or counterpart."""
    line_up = working_line_up()
    own = set(
        db.session.scalars(
            sa.select(line_up.session_id).where(
                line_up.speaker_id == speaker_id, line_up.role.in_(PARTNER_ROLES)
            )
        )
    )
    return tuple(card for card in board_of(event_id).cards if card.session.id in own)


def is_on_board(session: EditedSession) -> bool:
    """Tell whether a session has a card."""
    if session.state not in ON_BOARD:
        return False
    return session.kind == CODESIGNED or db.session.get(BoardCard, session.number) is not None


def is_partner(session_id: int, speaker_id: int) -> bool:
    """Tell whether a speaker is host or counterpart in a session."""
    line_up = working_line_up()
    chosen = sa.select(line_up.id).where(
        line_up.session_id == session_id,
        line_up.speaker_id == speaker_id,
        line_up.role.in_(PARTNER_ROLES),
    )
    return db.session.scalar(chosen.limit(1)) is not None


def comments_of(session_ids: Iterable[int]) -> dict[int, list[Comment]]:
    """Give the comments on some sessions, by the number of the session, the oldest first."""
    rows = db.session.execute(
        sa.select(
            BoardComment.session_id,
            BoardComment.at,
            BoardComment.actor,
            Speaker.given_name,
            Speaker.family_name,
            BoardComment.text,
        )
        .outerjoin(Speaker, Speaker.id == BoardComment.speaker_id)
        .where(BoardComment.session_id.in_(list(session_ids)))
        .order_by(BoardComment.at, BoardComment.id)
    )
    found: dict[int, list[Comment]] = defaultdict(list)
    for session_id, at, actor, given_name, family_name, text in rows:
        name = f"{given_name or ''} {family_name or ''}".strip()
        found[session_id].append(Comment(at, actor, name, text))
    return dict(found)


def stages_of(session_id: int) -> list[Reached]:
    """Give the stages that a card was moved to, in order."""
    rows = db.session.execute(
        sa.select(StageReached.stage, StageReached.at, StageReached.actor)
        .where(StageReached.session_id == session_id)
        .order_by(StageReached.at, StageReached.id)
    )
    return [Reached(*row) for row in rows]


def _card(
    session: ProgrammeSession,
    stored: BoardCard | None,
    comments: Mapping[int, int],
    signed: Mapping[tuple[int, str], list[SignOff]],
) -> Card:
    now = fingerprint_of(session)
    partners = {one.code: one for one in session.people if one.role in PARTNER_ROLES}
    return Card(
        session=session,
        stage=stored.stage if stored and stored.stage in STAGES else IDEA,
        details=CardDetails(stored.next_step, stored.due_on, stored.comparability)
        if stored
        else CardDetails(),
        version=stored.version if stored else 1,
        comments=comments.get(session.id, 0),
        signatures=tuple(
            _signature(person, signed.get((session.id, person.code), []), now)
            for person in partners.values()
        ),
    )


def _signature(person: LineUpPerson, given: list[SignOff], now: str) -> Signature:
    for sign_off in given:
        if sign_off.fingerprint == now:
            return Signature(person, SIGNED, sign_off.at, sign_off.actor)
    if given:
        return Signature(person, STALE, given[-1].at, given[-1].actor)
    return Signature(person, MISSING)


def _comment_counts(event_id: int) -> dict[int, int]:
    rows = db.session.execute(
        sa.select(BoardComment.session_id, sa.func.count())
        .join(Session, Session.id == BoardComment.session_id)
        .where(Session.event_id == event_id)
        .group_by(BoardComment.session_id)
    )
    return {row[0]: row[1] for row in rows}


def _sign_offs(event_id: int) -> dict[tuple[int, str], list[SignOff]]:
    """Give the sign-offs by session and code of the speaker, the oldest first."""
    rows = db.session.execute(
        sa.select(SignOff, Speaker.code)
        .join(Speaker, Speaker.id == SignOff.speaker_id)
        .join(Session, Session.id == SignOff.session_id)
        .where(Session.event_id == event_id)
        .order_by(SignOff.at, SignOff.id)
    )
    found: dict[tuple[int, str], list[SignOff]] = defaultdict(list)
    for sign_off, code in rows:
        found[sign_off.session_id, code].append(sign_off)
    return found
