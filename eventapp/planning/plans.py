"""Reads the plan of an event: its stops, its sessions with drafts, and what conflicts in them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from eventapp.events.models import Event, Stop
from eventapp.events.queries import event_with_stops
from eventapp.foundation.countries import is_country, weekend_days
from eventapp.foundation.public_holidays import holiday_on
from eventapp.foundation.timezones import local
from eventapp.planning.conflicts import (
    DEFAULT_GAP,
    Clocks,
    Conflict,
    Part,
    Plan,
    PlannedSession,
    PlannedStop,
    conflicts_of,
)
from eventapp.programme.queries import LineUpPerson, ProgrammeSession, working_programme_of
from eventapp.programme.rules import DRAFT, PARKED, PUBLISHED
from eventapp.programme.translations import outdated_texts
from eventapp.speaking.queries import Told, told_at

PLANNED_STATES = (DRAFT, PUBLISHED)
CLOCKS = Clocks(local, weekend_days, holiday_on)
NOTHING_TOLD = Told({}, {})


class Planning(NamedTuple):
    """An event's plan as its organisers see it; what is parked conflicts with nothing."""

    event: Event
    stops: Sequence[Stop]
    sessions: tuple[ProgrammeSession, ...]
    parked: tuple[ProgrammeSession, ...] = ()
    told: Told = NOTHING_TOLD
    outdated: Mapping[str, tuple[str, ...]] = {}

    @property
    def people(self) -> dict[str, LineUpPerson]:
        """Give everybody of the line-up by code."""
        return {person.code: person for session in self.sessions for person in session.people}

    def conflicts(self, gap: timedelta = DEFAULT_GAP) -> list[Conflict]:
        """Give what conflicts in it."""
        return conflicts_of(self.plan(self.sessions), CLOCKS, gap=gap)

    def conflicts_with(self, code: str) -> list[Conflict]:
        """Give what conflicts of one session, by looking at those alone that it could be with."""
        one = next((session for session in self.sessions if session.code == code), None)
        if one is None:
            return []
        people = {person.code for person in one.people}
        near = [
            session
            for session in self.sessions
            if (session.stop_code, session.track) == (one.stop_code, one.track)
            or not people.isdisjoint(person.code for person in session.people)
        ]
        found = conflicts_of(self.plan(near), CLOCKS)
        return [conflict for conflict in found if code in {conflict.session, conflict.other}]

    def plan(self, sessions: Sequence[ProgrammeSession]) -> Plan:
        """Give some of its sessions as far as conflicts depend on them, with what was told."""
        plan = plan_from(self.stops, sessions)
        return plan._replace(
            sessions=[self._with_what_was_told(session) for session in plan.sessions],
            hours=self.told.hours,
        )

    def _with_what_was_told(self, session: PlannedSession) -> PlannedSession:
        standings = self.told.standings
        parts = tuple(
            part._replace(answer=standings[key].value)
            if (key := (session.code, part.person)) in standings
            else part
            for part in session.parts
        )
        return session._replace(parts=parts, outdated=self.outdated.get(session.code, ()))


def planning_of(slug: str) -> Planning | None:
    """Give the plan of an event, or None. A few statements, whatever the number of sessions."""
    found = event_with_stops(slug)
    if found is None:
        return None
    event, stops = found
    sessions = working_programme_of(event.id, states=(*PLANNED_STATES, PARKED))
    return Planning(
        event,
        stops,
        tuple(session for session in sessions if session.state != PARKED),
        tuple(session for session in sessions if session.state == PARKED),
        told_at(event.id),
        outdated_texts(event.id),
    )


def plan_from(stops: Iterable[Stop], sessions: Sequence[ProgrammeSession]) -> Plan:
    """Give the plan that stops and sessions make."""
    return Plan(
        stops={stop.code: PlannedStop(stop.code, stop.starts_at, stop.ends_at) for stop in stops},
        sessions=[_planned(session) for session in sessions],
        zones={person.code: person.zone for session in sessions for person in session.people},
    )


def _planned(session: ProgrammeSession) -> PlannedSession:
    country = session.host_country_code
    return PlannedSession(
        code=session.code,
        stop=session.stop_code,
        track=session.track or "",
        kind=session.kind,
        zone=session.zone,
        wall_starts=session.wall_starts,
        wall_ends=session.wall_ends,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        host_country=country if is_country(country) else "",
        host_zone=session.guest_zone,
        untranslated=_untranslated(session),
        parts=tuple(Part(person.code, person.role) for person in session.people),
    )


def _untranslated(session: ProgrammeSession) -> tuple[str, ...]:
    texts = (
        ("title", session.title_en, session.title_sv),
        ("abstract", session.abstract_en, session.abstract_sv),
    )
    return tuple(name for name, en, sv in texts if bool(en.strip()) != bool(sv.strip()))
