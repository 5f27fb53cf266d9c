"""The co-design board of the demo tour: what organisers and partners did with its cards."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from eventapp.codesign.actions import (
    add_comment,
    add_partner_comment,
    change_card,
    move_card,
    sign_off,
)
from eventapp.codesign.queries import Card, board_of
from eventapp.codesign.rules import COUNTERPART, HOST, IDEA, PAIRED, STAGES, CardDetails
from eventapp.events.models import Event
from eventapp.foundation.edits import Seen
from eventapp.foundation.timezones import day_of
from eventapp.speakers.queries import speaker_ids

BETWEEN_STAGES = timedelta(days=6)

_STEPS = {
    "idea": ("Find somebody who knows the payers there", -2),
    "contacted": ("Call again, they asked for dates", 3),
    "paired": ("Agree on three questions for the session", 6),
    "agreed": ("Rehearse on the platform, with slides", 9),
    "rehearsed": ("Send the link to the test room", 1),
    "delivered": ("Write up what can be tried here", -4),
}
"""What is next at each stage, and in how many days."""

_COMPARABLE = {
    "AU": "Health care is run by states, as it is by regions here; one agency assesses for all.",
    "CH": "About as many people as here, and cantons that decide for themselves.",
    "DK": "Five regions with one procurement; the same Nordic assessment.",
    "NL": "University hospitals make their own products under the hospital exemption.",
}
"""Why a host's country can be compared with Sweden, by its code."""


class Past(NamedTuple):
    """How far the cards of an event have come, in turn, and what day it is there."""

    stages: tuple[str, ...]
    today: datetime


def fill_board(event: Event, past: Past, actor: str) -> None:
    """Let the cards of an event have come as far as is told, one after the other."""
    numbers = speaker_ids(event.id)
    for place, card in enumerate(board_of(event.id).cards):
        stage = past.stages[place % len(past.stages)]
        _bring(card, stage, past.today, actor)
        _tell(event, card, stage, past.today, actor)
        _talk(card, stage, past.today, numbers, actor)


def _bring(card: Card, stage: str, today: datetime, actor: str) -> None:
    """Move a card through all stages up to one."""
    way = STAGES[: STAGES.index(stage) + 1]
    for place, after in enumerate(way[1:], start=1):
        at = today - BETWEEN_STAGES * (len(way) - place)
        move_card(card.session.id, after, way[place - 1], actor=actor, now=at)


def _tell(event: Event, card: Card, stage: str, today: datetime, actor: str) -> None:
    step, days = _STEPS.get(stage, ("", 0))
    due_on = day_of(today + timedelta(days=days), event.zone) if step else None
    country = _COMPARABLE.get(card.session.host_country_code, "")
    change_card(
        card.session.id, CardDetails(step, due_on, country), Seen(1), actor=actor, now=today
    )


def _talk(card: Card, stage: str, today: datetime, numbers: Mapping[str, int], actor: str) -> None:
    """Let the partners of a card that came far enough talk, and sign off its content."""
    if stage == IDEA:
        return
    partners = {one.role: numbers[one.code] for one in card.session.people}
    asked_at = today - BETWEEN_STAGES / 2
    add_comment(card.session.id, "Could we hear how it is paid for?", actor=actor, now=asked_at)
    if STAGES.index(stage) < STAGES.index(PAIRED):
        return
    answer = "Gladly. I bring figures of the first two years."
    hour = timedelta(hours=5)
    add_partner_comment(card.session.id, partners[HOST], answer, now=asked_at + hour)
    sign_off(card.session.id, partners[HOST], card.fingerprint, now=asked_at + 2 * hour)
    if STAGES.index(stage) > STAGES.index(PAIRED):
        sign_off(card.session.id, partners[COUNTERPART], card.fingerprint, now=asked_at + 3 * hour)
