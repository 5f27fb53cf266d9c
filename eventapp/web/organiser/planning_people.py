"""Whose registrants a plan is to suit: the event's own, or those of another edition."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from eventapp.accounts.rules import Place
from eventapp.events.models import Event
from eventapp.events.queries import all_events
from eventapp.foundation.bilingual import Text
from eventapp.registration.queries import reach_of_events
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.policy import EDITORS


class Suited(NamedTuple):
    """The events to choose from, and the slug of the one that is meant at first."""

    events: Sequence[Event]
    first: str

    @property
    def names(self) -> list[tuple[str, str]]:
        """Give the slug and the name of each."""
        return [(event.slug, _name_of(event)) for event in self.events]

    def id_of(self, slug: str) -> int:
        """Give the number of an event that can be chosen."""
        return next(event.id for event in self.events if event.slug == slug)


def events_to_suit(event: Event, now: datetime) -> Suited:
    """Give the event and those of its series that the reader organises too.

    The first that somebody registered for is meant: until they do, it is the edition before.
    """
    reach = present_visitor().reach
    others = [
        one
        for one, _starts_at, _ends_at in all_events()
        if one.series_id == event.series_id
        and one.id != event.id
        and reach.may(EDITORS, Place(one.id, one.series_id))
    ]
    events, reached = [event, *others], reach_of_events(now=now)
    first = next((one for one in events if one.id in reached), event)
    return Suited(events, first.slug)


def _name_of(event: Event) -> str:
    return Text(event.name_en, event.name_sv).in_language(reader_language()) or event.slug
