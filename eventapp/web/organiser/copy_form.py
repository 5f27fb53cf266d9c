"""The form of the next edition of an event: when it begins, its name, and what comes along."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from eventapp.events.models import Event
from eventapp.programme.rules import LINE_UP, SESSIONS, STOPS, TRACKS, CopyWish, with_needed
from eventapp.web.organiser.edit_fields import DayField, line
from eventapp.web.organiser.edit_form import EditForm
from eventapp.web.organiser.event_form import SLUG_HINT, check_slug

SAME_WEEKDAY_NEXT_YEAR = timedelta(days=364)


class Had(NamedTuple):
    """What an event has that may come along besides its programme, and its first day."""

    first_day: date
    call: bool
    target: bool
    roster: bool


class CopyForm(EditForm):
    """Asks when the next edition begins, what it is called, and what comes along."""

    PARTS = (
        (_l("The new edition"), ("first_day", ("name_en", "name_sv"), "slug")),
        (
            _l("What comes along"),
            ("stops", "tracks", "sessions", "line_up", "streams", "drafts"),
        ),
        (
            _l("From planning"),
            ("call", "target", "roster", "roster_people"),
        ),
    )

    first_day = DayField(_l("First day"))
    name_en = line(_l("Name in English"), 200)
    name_sv = line(_l("Name in Swedish"), 200)
    slug = line(_l("Address"), 80, hint=SLUG_HINT)
    stops = BooleanField(_l("Stops"))
    tracks = BooleanField(_l("Tracks"))
    sessions = BooleanField(_l("Sessions that are not cancelled"))
    line_up = BooleanField(_l("Speakers and the line-up"))
    streams = BooleanField(_l("How each stop is watched"))
    drafts = BooleanField(
        _l("Sessions begin as drafts"),
        description=_l("Each is published when it is settled."),
    )
    call = BooleanField(
        _l("The call for sessions, with its questions"),
        description=_l(
            "Its deadline moves by as many days and keeps its clock time. Proposals stay."
        ),
    )
    target = BooleanField(
        _l("The target for balance"), description=_l("The log of decisions stays where it is.")
    )
    roster = BooleanField(
        _l("The shifts of the roster"),
        description=_l("At the same clock times; they come with the stops."),
    )
    roster_people = BooleanField(
        _l("The people of the shifts too"),
        description=_l("Else nobody works them yet, and the roster says so."),
    )

    def __init__(self, event: Event, had: Had) -> None:
        """Begin with the same weekday a year later, and with all but streams and people."""
        super().__init__(_start(event, had))
        self._first_day = had.first_day
        self.slug.validators = [*self.slug.validators, check_slug]
        self.mark_needed("first_day", "slug")
        if not had.call:
            del self.call
        if not had.target:
            del self.target
        if not had.roster:
            del self.roster, self.roster_people

    def takes(self, name: str) -> bool:
        """Tell whether something that may come along is to."""
        return name in self and bool(self[name].data)

    @property
    def takes_roster(self) -> bool:
        """Tell whether the shifts are to come along: only stops can hold them."""
        return self.takes("roster") and STOPS in self.wish().parts

    @property
    def days(self) -> int:
        """By how many days every date moves."""
        return ((self.first_day.day or self._first_day) - self._first_day).days

    def wish(self) -> CopyWish:
        """Give what is wished, after the form was found valid."""
        parts = {part for part in (STOPS, TRACKS, SESSIONS, LINE_UP) if self[part].data}
        return CopyWish(
            slug=self.slug.data,
            name_en=self.name_en.data,
            name_sv=self.name_sv.data,
            days=self.days,
            parts=with_needed(frozenset(parts)),
            as_drafts=bool(self.drafts.data),
        )


def _start(event: Event, had: Had) -> dict[str, Any]:
    day = had.first_day + SAME_WEEKDAY_NEXT_YEAR
    then, year = str(had.first_day.year), str(day.year)
    slug = event.slug.replace(then, year)
    along = ("stops", "tracks", "sessions", "line_up", "call", "target", "roster")
    return {
        "first_day": day.isoformat(),
        "name_en": event.name_en.replace(then, year),
        "name_sv": event.name_sv.replace(then, year),
        "slug": slug if slug != event.slug else f"{event.slug[:75]}-{year}",
        **dict.fromkeys(along, True),
    }
