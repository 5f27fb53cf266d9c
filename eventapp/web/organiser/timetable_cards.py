"""Sessions as cards of the timetable: with the hours of their people and what conflicts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import quote

from flask import current_app, url_for
from flask_babel import ngettext

from eventapp.events.models import Stop
from eventapp.foundation.timezones import instant_text, local, wall_text
from eventapp.foundation.zone_names import city
from eventapp.planning.conflicts import Conflict, Severity
from eventapp.planning.plans import Planning
from eventapp.planning.timetable import StoredSlot
from eventapp.programme.queries import ProgrammeSession
from eventapp.programme.rules import DRAFT
from eventapp.web.day_band import PartOfDay, minute_of_day, part_of_day
from eventapp.web.organiser.conflict_words import CONFLICT_NAMES

EDIT = "organiser.show_session_form"
_CODE = "-code-"


class PersonHour(NamedTuple):
    """What the clock of somebody shows when a session starts; `days`, where it is another day."""

    name: str
    clock: str
    days: str
    place: str
    part: PartOfDay


class CardProblem(NamedTuple):
    """What conflicts, in a word, and whether it is severe."""

    name: str
    severe: bool


class Card(NamedTuple):
    """A session of the timetable; times are those of the stop's clock."""

    code: str
    title: str
    href: str
    address: str
    state: str
    start: str
    end: str
    starts_at: str
    wall: str
    minutes: int
    track: str
    stop: str
    seen: str
    waits: bool
    people: tuple[PersonHour, ...]
    problems: tuple[CardProblem, ...]


class SessionPages:
    """Where an organiser edits a session, else where it is shown; a draft may have neither."""

    def __init__(self, slug: str) -> None:
        self._can_edit = EDIT in current_app.view_functions
        endpoint = EDIT if self._can_edit else "public.show_session"
        self._before, _code, self._after = url_for(endpoint, slug=slug, code=_CODE).partition(_CODE)

    def of(self, session: ProgrammeSession) -> str:
        """Give the address of a session's page."""
        if session.state == DRAFT and not self._can_edit:
            return ""
        return self._before + quote(session.code, safe="") + self._after


class CardMaker:
    """Makes cards for one page; what many of them share is made once."""

    def __init__(
        self,
        planning: Planning,
        slots: Mapping[str, StoredSlot],
        conflicts: Iterable[Conflict],
        language: str,
    ) -> None:
        self._pages = SessionPages(planning.event.slug)
        self._moves = url_for("organiser.show_timetable", slug=planning.event.slug) + "/"
        self._slots = slots
        self._language = language
        self._zones = {stop.code: stop.zone for stop in planning.stops}
        self._problems: dict[str, dict[str, Severity]] = defaultdict(dict)
        for conflict in conflicts:
            self._problems[conflict.session].setdefault(conflict.code, conflict.severity)
            if conflict.other:
                self._problems[conflict.other].setdefault(conflict.code, conflict.severity)
        self._names = {code: str(name) for code, name in CONFLICT_NAMES.items()}
        self._hours: dict[tuple[datetime, str, str], tuple[str, str, str, PartOfDay]] = {}

    def card(self, session: ProgrammeSession) -> Card:
        """Give the card of a session."""
        zone = self._zones[session.stop_code]
        starts, ends = local(session.starts_at, zone), local(session.ends_at, zone)
        return Card(
            code=session.code,
            title=session.title(self._language) or session.code,
            href=self._pages.of(session),
            address=self._moves + quote(session.code, safe=""),
            state=session.state,
            start=f"{starts:%H:%M}",
            end=f"{ends:%H:%M}",
            starts_at=instant_text(session.starts_at),
            wall=wall_text(starts.replace(tzinfo=None)),
            minutes=(session.ends_at - session.starts_at) // timedelta(minutes=1),
            track=session.track or "",
            stop=session.stop_code,
            seen=self._slots[session.code].seen,
            waits=self._slots[session.code].waits,
            people=tuple(self._people(session, zone)),
            problems=tuple(
                CardProblem(self._names[code], severity is Severity.SEVERE)
                for code, severity in self._problems[session.code].items()
                if severity is not Severity.NOTE
            ),
        )

    def _people(self, session: ProgrammeSession, zone: str) -> Iterable[PersonHour]:
        named = {person.code: person for person in session.people}
        for person in named.values():
            clock, days, place, part = self._hour(session.starts_at, person.zone, zone)
            yield PersonHour(person.name or person.code, clock, days, place, part)

    def _hour(
        self, starts_at: datetime, zone: str, own_zone: str
    ) -> tuple[str, str, str, PartOfDay]:
        key = (starts_at, zone, own_zone)
        if key not in self._hours:
            there, here = local(starts_at, zone), local(starts_at, own_zone)
            self._hours[key] = (
                f"{there:%H:%M}",
                days_words((there.date() - here.date()).days),
                city(zone, self._language),
                part_of_day(minute_of_day(there)),
            )
        return self._hours[key]


def days_words(days: int) -> str:
    """Say that a calendar shows another day; nothing for the same."""
    if days > 0:
        return ngettext("+%(num)s day", "+%(num)s days", days)
    return ngettext("−%(num)s day", "−%(num)s days", -days) if days else ""


def stop_of(stops: Iterable[Stop], code: str) -> Stop | None:
    """Give the stop of that code, or None."""
    return next((stop for stop in stops if stop.code == code), None)
