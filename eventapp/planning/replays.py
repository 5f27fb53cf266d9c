"""When those whom a tour suits least could be given a session again."""

from datetime import date, time
from typing import NamedTuple

from eventapp.planning.cost import Weights
from eventapp.planning.groups import People, Places
from eventapp.planning.slots import Crowd, Day, SlotEntry, best_slots

LAST_OF_THE_DAY = time(23, 30)


class Replays(NamedTuple):
    """The best start for a recording, and the best one that the organisers are awake for.

    None where nobody is to be served, or where the clocks skip that day.
    """

    replay: SlotEntry | None
    questions: SlotEntry | None


def best_replays(
    people: People, zone_name: str, on: date, minutes: int, *, places: Places, weights: Weights
) -> Replays:
    """Give the starts of a day in the event's zone that cost these people least.

    A recording may start at any hour; for a second round of questions it is from 06:00 to 19:30.
    """
    if not any(people.values()):
        return Replays(None, None)
    hosted = Day(zone_name, on, minutes)
    any_hour = hosted._replace(first=time(), last=LAST_OF_THE_DAY)
    crowd = Crowd(people, {})
    rankings = (
        best_slots(day, crowd, places, weights=weights).by_registrants for day in (any_hour, hosted)
    )
    return Replays(*(ranking[0] if ranking else None for ranking in rankings))
