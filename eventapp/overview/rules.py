"""From the facts of an event what needs attention, and how soon."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from eventapp.registration.rules import Places

NOW, SOON, LATER = URGENCIES = range(3)

A_DAY = timedelta(days=1)
NEAR = timedelta(days=14)
WEEKS_TO_PREPARE = timedelta(days=42)
NEARLY_FULL = 0.9


class StopFacts(NamedTuple):
    """A stop that is not over, and whether it is known where it is watched."""

    code: str
    starts_at: datetime
    has_stream: bool


class EventFacts(NamedTuple):
    """What is known of an event; sessions are those that are not cancelled, breaks left out."""

    opens_at: datetime | None
    closes_at: datetime | None
    starts_at: datetime | None
    ends_at: datetime | None
    is_watched: bool
    """Whether it is held online, wholly or in part."""
    places: dict[str, Places]
    stops: tuple[StopFacts, ...] = ()
    without_speaker: tuple[str, ...] = ()
    untranslated: tuple[str, ...] = ()
    """Codes of what has a text in one language and none in the other; "" is the event itself."""
    declined: tuple[str, ...] = ()
    """Codes of sessions with a time, for which a speaker of theirs declined to come."""
    withdrawn: tuple[str, ...] = ()
    """Codes of sessions with a time, which a proposer in their line-up gave back."""
    waiting: tuple[str, ...] = ()
    """Codes of sessions of which a change waits for a release."""
    unanswered: tuple[str, ...] = ()
    """Codes of speakers who were invited and have not answered everything."""
    failed_mails: tuple[str, ...] = ()
    """Codes of registrations to which the last mail could not be sent."""


class Attention(NamedTuple):
    """One thing to see to: what, how soon, of which codes, since or until when."""

    kind: str
    urgency: int
    codes: tuple[str, ...] = ()
    at: datetime | None = None
    left: int = 0
    """How many places are left."""


def attention_of(facts: EventFacts, *, now: datetime) -> list[Attention]:
    """Return what needs attention, the most urgent first."""
    found = [*_mails(facts)]
    if facts.ends_at is None or facts.ends_at > now:
        found += [
            *_streams(facts, now),
            *_places(facts),
            *_registration(facts, now),
            *_programme(facts, now),
        ]
    return sorted(found, key=lambda one: one.urgency)


def _mails(facts: EventFacts) -> Iterator[Attention]:
    if facts.failed_mails:
        yield Attention("mails", NOW, facts.failed_mails)


def _streams(facts: EventFacts, now: datetime) -> Iterator[Attention]:
    missing = [stop for stop in facts.stops if not stop.has_stream]
    if facts.is_watched and missing:
        first = min(stop.starts_at for stop in missing)
        yield Attention("streams", _nearness(first, now), tuple(s.code for s in missing), first)


def _places(facts: EventFacts) -> Iterator[Attention]:
    for mode, places in facts.places.items():
        if places.capacity and places.taken >= places.capacity:
            yield Attention(f"full_{mode}", SOON)
        elif places.capacity and places.taken >= NEARLY_FULL * places.capacity:
            yield Attention(f"few_{mode}", SOON, left=places.left or 0)


def _registration(facts: EventFacts, now: datetime) -> Iterator[Attention]:
    opens, closes = facts.opens_at, facts.closes_at
    if opens and now < opens <= now + NEAR:
        yield Attention("opens", SOON if opens <= now + A_DAY else LATER, at=opens)
    if closes and now < closes <= now + NEAR:
        yield Attention("closes", SOON if closes <= now + A_DAY else LATER, at=closes)
    if closes and facts.starts_at and closes <= now < facts.starts_at:
        yield Attention("closed", LATER, at=closes)


def _programme(facts: EventFacts, now: datetime) -> Iterator[Attention]:
    if facts.starts_at is None:
        yield Attention("stops", SOON)
        return
    lost = min(SOON, _nearness(facts.starts_at, now))
    if facts.declined:
        yield Attention("declined", lost, facts.declined)
    if facts.withdrawn:
        yield Attention("withdrawn", lost, facts.withdrawn)
    if facts.waiting:
        yield Attention("releases", _nearness(facts.starts_at, now), facts.waiting)
    soon = facts.starts_at <= now + WEEKS_TO_PREPARE
    if facts.unanswered:
        yield Attention("answers", SOON if soon else LATER, facts.unanswered)
    if facts.without_speaker:
        yield Attention("speakers", SOON if soon else LATER, facts.without_speaker)
    if facts.untranslated:
        yield Attention("translations", SOON if soon else LATER, facts.untranslated)


def _nearness(moment: datetime, now: datetime) -> int:
    if moment <= now + A_DAY:
        return NOW
    return SOON if moment <= now + NEAR else LATER
