"""What the organisers of the demo tour decided and planned besides its programme."""

from datetime import datetime, timedelta
from typing import NamedTuple

from eventapp.decisions.actions import note_decision
from eventapp.decisions.rules import ROLE, SESSION, About
from eventapp.events.models import Event, Stop
from eventapp.events.queries import stops_of
from eventapp.foundation.timezones import to_wall
from eventapp.roster.actions import add_shift
from eventapp.roster.rules import (
    INTERPRETER,
    MODERATOR,
    STREAM_HOST,
    TECHNICIAN,
    ShiftDetails,
)
from eventapp.speakers.queries import speakers_of

_DECISIONS = (
    (About(SESSION, "D1-4"), "We ask one more woman for the panel before it is announced."),
    (About(ROLE, "moderator"), "Women and men take turns in moderating the panels."),
)


def note_decisions(event: Event, actor: str, *, now: datetime) -> None:
    """Keep two decisions on who speaks."""
    for weeks, (about, text) in enumerate(_DECISIONS, start=1):
        note_decision(event.id, about, text, actor=actor, now=now - timedelta(weeks=weeks))


class _Task(NamedTuple):
    """Somebody at a stop, from so many minutes after its start to so many after its end."""

    name: str
    role: str
    zone: str
    starts: int
    ends: int
    languages: str = ""


HOME = "Europe/Stockholm"
_EVERY_STOP = (
    _Task("Leila Mossberg", MODERATOR, HOME, -15, -120),
    _Task("Tove Haddad", MODERATOR, HOME, 105, 15),
    _Task("Kim Lundell", TECHNICIAN, HOME, -60, -90),
    _Task("Sol Eriksdotter", TECHNICIAN, HOME, 135, 30),
    _Task("Sanna Oja", INTERPRETER, "Europe/Helsinki", -10, 0, "en sv"),
)
_MORE = {
    "D1": (_Task("Aroha Ngata", STREAM_HOST, "Pacific/Auckland", -30, 0),),
    "D3": (_Task("Kim Lundell", STREAM_HOST, HOME, 120, 0),),
    "D5": (_Task("Ida Brandt", INTERPRETER, "Europe/Copenhagen", 60, 60, "en fr"),),
}
"""Who else works at a stop; for some of them it is night, or it is too much."""


def fill_roster(event: Event, actor: str, *, now: datetime) -> None:
    """Let people work at every stop, speakers among them."""
    speakers = {f"{one.given_name} {one.family_name}": one.id for one in speakers_of(event.id)}
    for stop in stops_of(event.id):
        for task in (*_EVERY_STOP, *_MORE.get(stop.code, ())):
            details = _shift(stop, task, speakers.get(task.name))
            add_shift(event.id, details, actor=actor, now=now)


def _shift(stop: Stop, task: _Task, speaker_id: int | None) -> ShiftDetails:
    starts_at = stop.starts_at + timedelta(minutes=task.starts)
    ends_at = stop.ends_at + timedelta(minutes=task.ends)
    return ShiftDetails(
        stop_id=stop.id,
        role=task.role,
        languages=task.languages,
        name=task.name,
        email="",
        person_zone=task.zone,
        speaker_id=speaker_id,
        zone=stop.zone,
        wall_starts=to_wall(starts_at, stop.zone).replace(fold=0),
        wall_ends=to_wall(ends_at, stop.zone).replace(fold=0),
        starts_at=starts_at,
        ends_at=ends_at,
    )
