"""Where everything of an event moves when it is copied to other dates, in words."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from flask_babel import gettext as _

from eventapp.events.models import Event
from eventapp.foundation.bilingual import Text
from eventapp.foundation.wall_spans import LENGTH, MISSING, TWICE, ClockNote
from eventapp.programme.copying import StopMove, moves_of
from eventapp.programme.moving import STOP
from eventapp.proposals.copying import moved_call
from eventapp.proposals.queries import call_of
from eventapp.roster.actions import moved_shifts
from eventapp.web.day_words import day_words, heading_words
from eventapp.web.local_span import LocalSpan
from eventapp.web.locale import reader_language
from eventapp.web.moments import Moment, moment, span_in
from eventapp.web.organiser.copy_form import CopyForm


class ShownMove(NamedTuple):
    """A stop where it was and where it would be, and what the clocks do to what it holds."""

    title: str
    before: str
    after: str
    span: LocalSpan
    span_before: LocalSpan
    sessions: int
    shifts: int
    notes: tuple[str, ...]


class ShownCall(NamedTuple):
    """When the call closes and would close; `opens` is None where it is open from the start."""

    opens: Moment | None
    closes: Moment
    before: Moment
    notes: tuple[str, ...]


class Preview(NamedTuple):
    """All that moves."""

    stops: tuple[ShownMove, ...]
    call: ShownCall | None


class _Shifts(NamedTuple):
    """How many shifts come along with a stop, and what the clocks do to them."""

    number: int
    notes: list[str]


def preview_of(event: Event, form: CopyForm) -> Preview:
    """Give where everything that comes along moves, after the form was found valid."""
    by = timedelta(days=form.days)
    shifts = _shifts(event.id, by) if form.takes_roster else {}
    stops = tuple(
        _stop(move, shifts.get(move.stop.id, _Shifts(0, []))) for move in moves_of(event.id, by)
    )
    return Preview(stops, _call(event, by) if form.takes("call") else None)


def _shifts(event_id: int, by: timedelta) -> dict[int, _Shifts]:
    found: dict[int, _Shifts] = {}
    for shift, (_span, notes) in moved_shifts(event_id, by):
        number, told = found.get(shift.stop_id, _Shifts(0, []))
        found[shift.stop_id] = _Shifts(number + 1, told + _all_words(shift.code, notes))
    return found


def _stop(move: StopMove, shifts: _Shifts) -> ShownMove:
    language, (stop, moved) = reader_language(), move
    span = moved.span
    notes = _all_words(stop.code, moved.notes)
    notes += [words for one in moved.sessions for words in _all_words(one.code, one.notes)]
    return ShownMove(
        f"{stop.code}\u00a0· {Text(stop.title_en, stop.title_sv).in_language(language)}",
        day_words(stop.wall_starts.date(), language),
        heading_words(span.wall_starts.date(), language),
        span_in(span.starts_at, span.ends_at, stop.zone, language),
        span_in(stop.starts_at, stop.ends_at, stop.zone, language),
        len(moved.sessions),
        shifts.number,
        (*notes, *shifts.notes),
    )


def _call(event: Event, by: timedelta) -> ShownCall | None:
    call, language = call_of(event.id), reader_language()
    if call is None:
        return None
    times = moved_call(call, event.zone, by)
    opens = times.opens_at
    return ShownCall(
        None if opens is None else moment(opens, event.zone, language),
        moment(times.closes_at, event.zone, language),
        moment(call.closes_at, call.zone, language),
        tuple(_all_words(_("The call for sessions"), times.notes)),
    )


def _all_words(code: str, notes: Iterable[ClockNote]) -> list[str]:
    return [_words(code, note) for note in notes]


def _words(code: str, note: ClockNote) -> str:
    values = {"code": code, "wished": f"{note.wished:%H:%M}", "taken": f"{note.taken:%H:%M}"}
    return {
        MISSING: _("%(code)s: the clocks skip %(wished)s; it becomes %(taken)s.", **values),
        TWICE: _("%(code)s: the clocks show %(wished)s twice; the first is taken.", **values),
        LENGTH: _("%(code)s: it would end before it starts; it ends %(taken)s.", **values),
        STOP: _(
            "%(code)s: by its own city it would leave its stop; it follows the clock of the stop "
            "and starts %(taken)s instead of %(wished)s.",
            **values,
        ),
    }.get(note.reason) or _(
        "%(code)s: the clocks change inside; %(wished)s becomes %(taken)s.", **values
    )
