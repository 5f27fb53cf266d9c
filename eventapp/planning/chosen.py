"""Reads who was chosen to speak at an event, and for which part."""

from typing import NamedTuple

from eventapp.planning.balance import Person, Seat
from eventapp.planning.plans import Planning
from eventapp.speakers.queries import speakers_of


class Chosen(NamedTuple):
    """All speakers of an event, and their parts in sessions that are not cancelled."""

    everybody: list[Person]
    seats: list[Seat]


def chosen_of(planning: Planning) -> Chosen:
    """Give who was chosen in a plan. One statement."""
    everybody = {
        one.code: Person(one.code, one.gender, one.country_code, one.sector)
        for one in speakers_of(planning.event.id)
    }
    seats = [
        Seat(everybody[part.code], part.role, session.stop_code, session.code)
        for session in planning.sessions
        for part in session.people
        if part.code in everybody
    ]
    return Chosen(list(everybody.values()), seats)
