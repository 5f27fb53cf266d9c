"""Many edits of a released programme at once: they wait beside what is public, as each would.

What `pending` does for one session is done here for a file of them, with the same number of
statements for one and for five hundred where none of them waited before.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventapp.events.actions import lock_event
from eventapp.foundation.changes import assign, upsert
from eventapp.foundation.database import db
from eventapp.programme.actions import EventTracks, change_public, values_of_session
from eventapp.programme.models import Appearance, PendingAppearance, PendingSession, Session
from eventapp.programme.pending import discard, has_public_fields, make_public, waiting_rows
from eventapp.programme.rules import DRAFT, UNSEEN, AppearanceDetails, SessionDetails
from eventapp.programme.translations import note_texts
from eventapp.programme.working import TOLD

Parts = dict[tuple[int, str], int]
"""Who appears in a session: the place of each speaker and role."""


def save_sessions_beside(
    event_id: int,
    sessions: Iterable[SessionDetails],
    *,
    kept: Collection[str] = (),
    now: datetime,
) -> None:
    """Make sessions, or change those whose code is known, from the next release on.

    Drafts are written at once, as nobody sees them. The fields in `kept` are written for new
    sessions only.
    """
    lock_event(event_id)
    stored = {session.code: session for session in _sessions_of(event_id)}
    waiting = {row.session_id: row for row in waiting_rows(event_id)}
    tracks = EventTracks(event_id)
    new: list[tuple[Session, str]] = []
    begun: list[PendingSession] = []
    settled: list[PendingSession] = []
    for details in sessions:
        session = stored.get(details.code)
        values = values_of_session(details, tracks, kept if session else ())
        if session is None:
            new.append((_new(event_id, values, now=now), details.state))
        elif session.id in waiting:
            _change(session, waiting[session.id], values, now=now)
            settled.append(waiting[session.id])
        elif {session.state, values.get("state", DRAFT)} <= {*UNSEEN}:
            change_public(session, values, now=now)
        else:
            row = _waiting_for(session, session.state)
            if _change(session, row, values, now=now):
                begun.append(row)
    db.session.flush()
    begun += [_waiting_for(session, state) for session, state in new if state not in UNSEEN]
    _begin(event_id, begun)
    _settle(event_id, settled, now=now)


def save_line_up_beside(
    event_id: int, appearances: Iterable[AppearanceDetails], *, now: datetime
) -> None:
    """Put speakers into sessions, in the order given, from the next release on."""
    lock_event(event_id)
    wished: dict[int, Parts] = defaultdict(dict)
    for one in appearances:
        wished[one.session_id][one.speaker_id, one.role] = len(wished[one.session_id])
    waiting = {row.session_id: row for row in waiting_rows(event_id)}
    public, beside = _line_ups(event_id, Appearance), _line_ups(event_id, PendingAppearance)
    at_once: list[dict[str, Any]] = []
    later: list[dict[str, Any]] = []
    begun: list[PendingSession] = []
    for session in _sessions_of(event_id):
        parts = wished.get(session.id, {})
        there = (beside if session.id in waiting else public).get(session.id, {})
        if all(there.get(part) == place for part, place in parts.items()):
            continue
        rows = _rows(session.id, parts)
        if session.id not in waiting and session.state in UNSEEN:
            session.changed_at = now
            at_once += rows
            continue
        if session.id not in waiting:
            begun.append(_waiting_for(session, session.state))
        later += rows
    _begin(event_id, begun)
    for model, rows in ((Appearance, at_once), (PendingAppearance, later)):
        upsert(model, rows, key=("session_id", "speaker_id", "role"))
    _settle(event_id, [waiting[number] for number in wished if number in waiting], now=now)


def _rows(session_id: int, parts: Parts) -> list[dict[str, Any]]:
    return [
        {"session_id": session_id, "speaker_id": speaker_id, "role": role, "position": place}
        for (speaker_id, role), place in parts.items()
    ]


def _new(event_id: int, values: dict[str, Any], *, now: datetime) -> Session:
    """Make a session that nobody sees yet."""
    if values["state"] not in UNSEEN:
        values = values | {"state": DRAFT}
    session = Session(event_id=event_id, created_at=now, changed_at=now, **values)
    db.session.add(session)
    return session


def _waiting_for(session: Session, state: str) -> PendingSession:
    told = {name: getattr(session, name) for name in TOLD}
    return PendingSession(session_id=session.id, **told | {"state": state})


def _change(
    session: Session, row: PendingSession, values: dict[str, Any], *, now: datetime
) -> bool:
    """Write an edit to what waits of a session, or is to wait; tell whether anything differed."""
    del values["code"]
    differing = assign(row, values) - {"tzdata_version"}
    row.version += bool(differing)
    note_texts(session, differing, now=now)
    return bool(differing)


def _begin(event_id: int, begun: Collection[PendingSession]) -> None:
    """Let sessions wait that did not before, each with the line-up that it has in public."""
    db.session.add_all(begun)
    db.session.flush()
    public = _line_ups(event_id, Appearance) if begun else {}
    upsert(
        PendingAppearance,
        [part for row in begun for part in _rows(row.session_id, public.get(row.session_id, {}))],
        key=("session_id", "speaker_id", "role"),
    )


def _settle(event_id: int, rows: Iterable[PendingSession], *, now: datetime) -> None:
    """Say what becomes of what waited before: a draft is written, what is as public forgotten."""
    db.session.flush()
    public, beside = _line_ups(event_id, Appearance), _line_ups(event_id, PendingAppearance)
    for row in rows:
        session, number = row.session, row.session_id
        if row.state in UNSEEN:
            make_public(session, row, now=now)
        elif has_public_fields(session, row) and public.get(number) == beside.get(number):
            discard(session, row)


def _sessions_of(event_id: int) -> list[Session]:
    return list(db.session.scalars(sa.select(Session).where(Session.event_id == event_id)))


def _line_ups(event_id: int, model: type[Appearance] | type[PendingAppearance]) -> dict[int, Parts]:
    """Give who appears in each session of an event, by its number."""
    rows = db.session.execute(
        sa.select(model.session_id, model.speaker_id, model.role, model.position)
        .join(Session, Session.id == model.session_id)
        .where(Session.event_id == event_id)
    )
    line_ups: dict[int, Parts] = defaultdict(dict)
    for session_id, speaker_id, role, position in rows:
        line_ups[session_id][speaker_id, role] = position
    return dict(line_ups)
