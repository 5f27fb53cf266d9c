"""The page of everything that conflicts in the plan of an event."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from flask import abort, request, url_for
from flask_babel import gettext as _

from eventapp.foundation.bilingual import Text
from eventapp.planning.conflicts import DEFAULT_GAP, Conflict
from eventapp.planning.plans import Planning, planning_of
from eventapp.programme.queries import ProgrammeSession
from eventapp.web.day_words import day_words
from eventapp.web.errors import found
from eventapp.web.local_span import LocalSpan
from eventapp.web.locale import reader_language
from eventapp.web.moments import span_in
from eventapp.web.organiser.conflict_words import (
    CONFLICT_NAMES,
    SEVERITY_MEANINGS,
    SEVERITY_NAMES,
    ConflictWords,
)
from eventapp.web.organiser.planning_frame import planning_page

A_PAGE = 100
LONGEST_GAP = 60


class Filters(NamedTuple):
    """What an organiser wishes to see; a blank lets everything through."""

    kind: str
    stop: str
    gap: int
    page: int

    def lets(self, conflict: Conflict, stop_of: dict[str, str]) -> bool:
        """Tell whether a conflict is what was asked for."""
        return self.kind in ("", conflict.code) and self.stop in ("", stop_of[conflict.session])


class ConflictRow(NamedTuple):
    """A conflict as the page shows it; `others` is the time of the person it is about."""

    title: str
    href: str
    span: LocalSpan
    others: tuple[LocalSpan, ...]
    name: str
    words: str
    facts: tuple[str, ...]
    state: str


class ConflictGroup(NamedTuple):
    """The conflicts of one severity on this page, and how many there are of them in all."""

    key: str
    heading: str
    meaning: str
    number: int
    rows: tuple[ConflictRow, ...]


def show_conflicts(slug: str) -> str:
    """Show what conflicts, the worst first."""
    planning = found(planning_of(slug))
    filters = _filters(planning)
    stop_of = {session.code: session.stop_code for session in planning.sessions}
    everything = planning.conflicts(timedelta(minutes=filters.gap))
    shown = [conflict for conflict in everything if filters.lets(conflict, stop_of)]
    first = (filters.page - 1) * A_PAGE
    context = {
        "filters": filters,
        "groups": _groups(planning, shown, shown[first : first + A_PAGE]),
        "shown": len(shown),
        "everything": len(everything),
        "last_page": max(1, -(-len(shown) // A_PAGE)),
        "kinds": _kinds(everything),
        "stops": _stops(planning),
        "address": _address(slug, filters),
        "longest_gap": LONGEST_GAP,
    }
    usual = everything if timedelta(minutes=filters.gap) == DEFAULT_GAP else None
    return planning_page("organiser/conflicts.html", planning, context, conflicts=usual)


def _filters(planning: Planning) -> Filters:
    """Read the filters of the address; answers 400 in words to what is none."""
    arguments = request.args
    kind, stop = arguments.get("kind", ""), arguments.get("stop", "")
    if kind and kind not in CONFLICT_NAMES:
        abort(400, _("There is no conflict of that kind."))
    if stop and stop not in {one.code for one in planning.stops}:
        abort(400, _("This event has no stop with that code."))
    gap = _number("gap", DEFAULT_GAP // timedelta(minutes=1), 0, LONGEST_GAP)
    return Filters(kind, stop, gap, _number("page", 1, 1, 100_000))


def _number(name: str, default: int, least: int, most: int) -> int:
    written = request.args.get(name, "").strip() or str(default)
    if not (written.isascii() and written.isdecimal() and len(written) < 7):
        abort(400, _("Write a whole number from %(least)s to %(most)s.", least=least, most=most))
    if not least <= int(written) <= most:
        abort(400, _("Write a whole number from %(least)s to %(most)s.", least=least, most=most))
    return int(written)


def _groups(
    planning: Planning, shown: Sequence[Conflict], on_page: Sequence[Conflict]
) -> tuple[ConflictGroup, ...]:
    counted = Counter(conflict.severity for conflict in shown)
    words = ConflictWords(planning, reader_language())
    return tuple(
        ConflictGroup(
            severity.name.lower(),
            str(SEVERITY_NAMES[severity]),
            str(SEVERITY_MEANINGS[severity]),
            counted[severity],
            tuple(
                _row(planning, conflict, words)
                for conflict in on_page
                if conflict.severity is severity
            ),
        )
        for severity in sorted(counted, reverse=True)
    )


def _row(planning: Planning, conflict: Conflict, words: ConflictWords) -> ConflictRow:
    language = reader_language()
    session = words.session(conflict.session)
    zones = _others_zones(session, conflict, planning.event.zone)
    span = span_in(session.starts_at, session.ends_at, planning.event.zone, language)
    return ConflictRow(
        title=words.title(conflict.session),
        href=_place_of(planning.event.slug, session),
        span=span,
        others=tuple(span_in(session.starts_at, session.ends_at, zone, language) for zone in zones),
        name=words.name(conflict),
        words=words.words(conflict),
        facts=(str(CONFLICT_NAMES[conflict.code]), day_words(span.day, language)),
        state=session.state,
    )


def _others_zones(session: ProgrammeSession, conflict: Conflict, own: str) -> tuple[str, ...]:
    """Give the zone whose hours the conflict is about, where it is not the event's `own`."""
    if conflict.person:
        zone = next(one.zone for one in session.people if one.code == conflict.person)
    elif conflict.code in {"weekend", "holiday"}:
        zone = session.guest_zone or session.zone
    else:
        zone = session.zone
    return (zone,) if zone != own or conflict.person else ()


def _place_of(slug: str, session: ProgrammeSession) -> str:
    """Give where a session stands on the timetable."""
    return url_for(
        "organiser.show_timetable",
        slug=slug,
        stop=session.stop_code,
        _anchor=f"session-{session.code}",
    )


def _kinds(conflicts: Sequence[Conflict]) -> list[tuple[str, str]]:
    counted = Counter(conflict.code for conflict in conflicts)
    return [("", str(_("All kinds")))] + [
        (code, f"{name} ({counted[code]})")
        for code, name in CONFLICT_NAMES.items()
        if counted[code]
    ]


def _stops(planning: Planning) -> list[tuple[str, str]]:
    language = reader_language()
    return [("", str(_("All stops")))] + [
        (stop.code, Text(stop.title_en, stop.title_sv).in_language(language) or stop.code)
        for stop in planning.stops
    ]


def _address(slug: str, filters: Filters) -> str:
    """Give the address of the page without its number, which is put after it."""
    query = {"kind": filters.kind, "stop": filters.stop, "gap": str(filters.gap)}
    kept = urlencode({name: value for name, value in query.items() if value})
    return f"{url_for('organiser.show_conflicts', slug=slug)}?{kept}&page="
