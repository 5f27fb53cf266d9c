"""What the organisers of the demo tour decided and planned besides its programme."""

from datetime import datetime, timedelta

from eventapp.decisions.actions import note_decision
from eventapp.decisions.rules import ROLE, SESSION, About
from eventapp.events.models import Event

_DECISIONS = (
    (About(SESSION, "D1-4"), "We ask one more woman for the panel before it is announced."),
    (About(ROLE, "moderator"), "Women and men take turns in moderating the panels."),
)


def note_decisions(event: Event, actor: str, *, now: datetime) -> None:
    """Keep two decisions on who speaks."""
    for weeks, (about, text) in enumerate(_DECISIONS, start=1):
        note_decision(event.id, about, text, actor=actor, now=now - timedelta(weeks=weeks))
