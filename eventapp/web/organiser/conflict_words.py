"""Conflicts in words: what is wrong, and what to do about it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.foundation.public_holidays import holiday_on
from eventapp.foundation.zone_names import city
from eventapp.planning.conflicts import Conflict, Severity
from eventapp.planning.plans import Planning
from eventapp.programme.queries import ProgrammeSession
from eventapp.web.day_words import day_words
from eventapp.web.display import country_words

SEVERITY_NAMES: dict[Severity, LazyString] = {
    Severity.SEVERE: _l("Severe"),
    Severity.WARNING: _l("Warnings"),
    Severity.NOTE: _l("Notes"),
}
SEVERITY_MEANINGS: dict[Severity, LazyString] = {
    Severity.SEVERE: _l("Cannot be held like this."),
    Severity.WARNING: _l("Can be held, but somebody should decide that it is meant."),
    Severity.NOTE: _l("Unfinished, or worth a look."),
}
CONFLICT_NAMES: dict[str, LazyString] = {
    "person_overlap": _l("In two places at once"),
    "track_overlap": _l("Two sessions on one track"),
    "outside_stop": _l("Outside the stop"),
    "declined": _l("Declined"),
    "unavailable": _l("Cannot be there"),
    "wall_missing": _l("A time that does not exist"),
    "moved": _l("Moved by new zone data"),
    "deep_night": _l("Between midnight and six"),
    "night": _l("Late evening or early morning"),
    "person_gap": _l("No time to change place"),
    "wall_twice": _l("A time that exists twice"),
    "weekend": _l("Weekend at the host"),
    "holiday": _l("Public holiday at the host"),
    "track_gap": _l("No time to hand over"),
    "nobody": _l("Nobody takes part"),
    "no_moderator": _l("Nobody leads it"),
    "unconfirmed": _l("Not confirmed"),
    "untranslated": _l("Not translated"),
    "translation_older": _l("Translation older than its text"),
}


class ConflictWords:
    """Says conflicts of a plan in the reader's language."""

    def __init__(self, planning: Planning, language: str) -> None:
        self._sessions = {session.code: session for session in planning.sessions}
        self._names = {code: person.name or code for code, person in planning.people.items()}
        self._language = language

    def session(self, code: str) -> ProgrammeSession:
        """Give a session of the plan."""
        return self._sessions[code]

    def title(self, code: str) -> str:
        """Give the title of a session."""
        return self._sessions[code].title(self._language) or code

    def name(self, conflict: Conflict) -> str:
        """Give the name of the person that a conflict is about, or nothing."""
        return self._names.get(conflict.person, conflict.person)

    def words(self, conflict: Conflict) -> str:
        """Say what is wrong and what to do."""
        return _WORDS[conflict.code](self._values(conflict))

    def _values(self, conflict: Conflict) -> Mapping[str, str]:
        session = self._sessions[conflict.session]
        minutes = (conflict.ends_at - conflict.starts_at) // timedelta(minutes=1)
        values = {
            "name": self.name(conflict),
            "other": self.title(conflict.other) if conflict.other else "",
            "time_given": ngettext("%(num)s minute", "%(num)s minutes", minutes)
            if minutes
            else _("no time"),
            "city": city(session.zone, self._language),
            "country": country_words(session.host_country_code, self._language),
            "detail": conflict.detail,
        }
        if conflict.code in {"wall_missing", "wall_twice", "moved"}:
            wall = datetime.fromisoformat(conflict.detail)
            values |= {"time": f"{wall:%H:%M}", "day": day_words(wall.date(), self._language)}
        if conflict.code == "holiday":
            day = date.fromisoformat(conflict.detail)
            values["holiday"] = holiday_on(session.host_country_code, day, self._language)
        return values


Values = Mapping[str, str]

_WORDS: dict[str, Callable[[Values], str]] = {
    "person_overlap": lambda values: _(
        "%(name)s also has a part in “%(other)s”, for %(time_given)s at the same time. "
        "Move one of the two, or find somebody else for it.",
        **values,
    ),
    "track_overlap": lambda values: _(
        "Shares %(time_given)s of its track with “%(other)s”. "
        "Move one of the two, or give it another track.",
        **values,
    ),
    "outside_stop": lambda _values: _(
        "Lies outside the times of its stop. Move it, or make the stop longer."
    ),
    "wall_missing": lambda values: _(
        "The clocks in %(city)s skip %(time)s on %(day)s. Choose another time.", **values
    ),
    "wall_twice": lambda values: _(
        "The clocks in %(city)s show %(time)s twice on %(day)s. "
        "Say which is meant, or choose another time.",
        **values,
    ),
    "moved": lambda values: _(
        "%(time)s in %(city)s is another moment than the one that is stored: the zone's rules have "
        "changed. Look at the clock changes and let the times be derived anew.",
        **values,
    ),
    "deep_night": lambda values: _(
        "It is the middle of the night for %(name)s. Find another hour, or show a recording.",
        **values,
    ),
    "night": lambda values: _(
        "It is late in the evening or early in the morning for %(name)s. "
        "Ask, or find another hour.",
        **values,
    ),
    "person_gap": lambda values: _(
        "%(name)s has %(time_given)s between “%(other)s” and this one, elsewhere. "
        "Leave time to change place.",
        **values,
    ),
    "track_gap": lambda values: _(
        "There is %(time_given)s between “%(other)s” and this one. Leave time to hand over.",
        **values,
    ),
    "weekend": lambda values: _(
        "Falls on a weekend in %(country)s. Ask the host, or choose another day.", **values
    ),
    "holiday": lambda values: _(
        "Falls on a public holiday in %(country)s: %(holiday)s. "
        "Ask the host, or choose another day.",
        **values,
    ),
    "nobody": lambda _values: _("Nobody takes part in it yet. Add people to its line-up."),
    "no_moderator": lambda _values: _("Nobody leads it yet. Add a moderator to its line-up."),
    "declined": lambda values: _(
        "%(name)s declined. Find another time and ask again, or find somebody else.", **values
    ),
    "unavailable": lambda values: _(
        "%(name)s cannot be there at that time, by the hours they told. Move the session, or ask.",
        **values,
    ),
    "unconfirmed": lambda values: (
        _(
            "%(name)s answered for another time. Once this one is public their page asks again.",
            **values,
        )
        if values["detail"] == "moved"
        else _("%(name)s has not answered yet. Remind them on the page of the speakers.", **values)
    ),
    "translation_older": lambda values: (
        _("The title was changed after it was translated. Look at the translation.")
        if values["detail"] == "title"
        else _("The abstract was changed after it was translated. Look at the translation.")
    ),
    "untranslated": lambda values: (
        _("The title stands in one language only. Translate it.")
        if values["detail"] == "title"
        else _("The abstract stands in one language only. Translate it.")
    ),
}
