"""Shifts and what is wrong with them, in words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.foundation.timezones import local
from eventapp.foundation.zone_names import city
from eventapp.planning.plans import Planning
from eventapp.planning.shifts import Finding
from eventapp.roster.models import Shift
from eventapp.roster.rules import MODERATOR
from eventapp.web.display import name_of

SHIFT_ROLE_NAMES = {
    "moderator": _l("Moderator"),
    "technician": _l("Technician"),
    "interpreter": _l("Interpreter"),
    "stream_host": _l("Host of the stream"),
    "other": _l("Other task"),
}


class FindingWords:
    """Says what is found in a roster, on the clock of the stop that it is about."""

    def __init__(self, planning: Planning, shifts: Sequence[Shift], language: str) -> None:
        self._shifts: Mapping[str, Shift] = {shift.code: shift for shift in shifts}
        self._titles = {one.code: one.title(language) for one in planning.sessions}
        self._zones = {stop.code: stop.zone for stop in planning.stops}
        self._language = language

    def words(self, finding: Finding) -> str:
        """Say what is wrong and what to do."""
        return _SAID[finding.code](self, finding)

    def name(self, code: str) -> str:
        """Name who works a shift."""
        return shift_name(self._shifts[code])

    def is_worked(self, code: str) -> bool:
        """Tell whether somebody works a shift."""
        return bool(self._shifts[code].name)

    def title(self, code: str) -> str:
        """Give the title of a session."""
        return self._titles[code]

    def clock(self, finding: Finding) -> dict[str, str]:
        """Give from when to when, as the clocks at the stop show it."""
        zone = self._zones[finding.stop]
        return {"since": _time(finding.starts_at, zone), "until": _time(finding.ends_at, zone)}

    def own_clock(self, finding: Finding) -> dict[str, str]:
        """Give from when to when on the clock of who works the shift, and where that is."""
        zone = self._shifts[finding.shift].person_zone
        return {
            "since": _time(finding.starts_at, zone),
            "until": _time(finding.ends_at, zone),
            "city": city(zone, self._language),
        }


def shift_name(shift: Shift) -> str:
    """Name who works a shift, or say that nobody does yet."""
    return shift.name or _("Nobody yet")


def _time(moment: datetime, zone: str) -> str:
    return f"{local(moment, zone):%H:%M}"


def _overlap(words: FindingWords, finding: Finding) -> str:
    return _(
        "%(name)s works two shifts at once, %(since)s–%(until)s. Give one to somebody else.",
        name=words.name(finding.shift),
        **words.clock(finding),
    )


def _speaks(words: FindingWords, finding: Finding) -> str:
    return _(
        "%(name)s speaks in “%(title)s” meanwhile, %(since)s–%(until)s. Let somebody else work.",
        name=words.name(finding.shift),
        title=words.title(finding.other),
        **words.clock(finding),
    )


def _restless(words: FindingWords, finding: Finding) -> str:
    minutes = (finding.ends_at - finding.starts_at) // timedelta(minutes=1)
    return _(
        "%(name)s rests for %(hours)s h before this shift. At least 11 are needed.",
        name=words.name(finding.shift),
        hours=f"{minutes // 60}:{minutes % 60:02}",
    )


def _night(words: FindingWords, finding: Finding) -> str:
    return _(
        "Late evening or early morning for %(name)s: %(since)s–%(until)s in %(city)s.",
        name=words.name(finding.shift),
        **words.own_clock(finding),
    )


def _deep_night(words: FindingWords, finding: Finding) -> str:
    return _(
        "Between midnight and six for %(name)s: %(since)s–%(until)s in %(city)s. "
        "Find somebody nearer to the stop.",
        name=words.name(finding.shift),
        **words.own_clock(finding),
    )


def _uncovered(words: FindingWords, finding: Finding) -> str:
    if finding.role == MODERATOR:
        return _("No moderator is there, %(since)s–%(until)s.", **words.clock(finding))
    return _("No technician is there, %(since)s–%(until)s.", **words.clock(finding))


def _hand_over(words: FindingWords, finding: Finding) -> str:
    return _(
        "%(name)s comes at %(time)s, just when %(other)s leaves. Let them overlap a little.",
        name=words.name(finding.shift),
        other=words.name(finding.other),
        time=words.clock(finding)["since"],
    )


def _open(words: FindingWords, finding: Finding) -> str:
    return _(
        "%(task)s, %(since)s–%(until)s: nobody works this shift yet. Choose somebody.",
        task=name_of(finding.role, SHIFT_ROLE_NAMES),
        **words.clock(finding),
    )


def _away(words: FindingWords, finding: Finding) -> str:
    if not words.is_worked(finding.shift):
        return _("A shift that nobody works yet shares no time with the stop. Move it.")
    return _(
        "The shift of %(name)s shares no time with the stop. Move it.",
        name=words.name(finding.shift),
    )


def _moved(words: FindingWords, finding: Finding) -> str:
    if not words.is_worked(finding.shift):
        return _(
            "New zone data moved a shift that nobody works yet to %(since)s–%(until)s. "
            "Save it at the time that is meant.",
            **words.clock(finding),
        )
    return _(
        "New zone data moved the shift of %(name)s to %(since)s–%(until)s. "
        "Save it at the time that is meant.",
        name=words.name(finding.shift),
        **words.clock(finding),
    )


_SAID: dict[str, Callable[[FindingWords, Finding], str]] = {
    "overlap": _overlap,
    "speaks": _speaks,
    "restless": _restless,
    "night": _night,
    "deep_night": _deep_night,
    "uncovered": _uncovered,
    "hand_over": _hand_over,
    "away": _away,
    "moved": _moved,
    "open": _open,
}
