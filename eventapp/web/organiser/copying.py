"""The next edition of an event: what comes along, where everything moves, and then the copy."""

from datetime import date, datetime, timedelta
from http import HTTPStatus
from typing import Any, NamedTuple

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import BooleanField

from eventapp.accounts.grants import give_role
from eventapp.accounts.rules import Place, Scope
from eventapp.audit.actions import record
from eventapp.events.actions import touch_event
from eventapp.events.models import Event, Stop
from eventapp.events.queries import event_by_slug, stops_of
from eventapp.events.rules import DRAFT, SlugTaken
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.wall_spans import LENGTH, MISSING, TWICE, ClockNote
from eventapp.programme.copying import StopMove, copy_event, moves_of
from eventapp.programme.moving import STOP
from eventapp.programme.rules import LINE_UP, SESSIONS, STOPS, TRACKS, CopyWish, with_needed
from eventapp.roster.actions import copy_roster
from eventapp.streams.actions import copy_streams
from eventapp.web.day_words import heading_words
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.local_span import LocalSpan
from eventapp.web.locale import reader_language
from eventapp.web.moments import span_in
from eventapp.web.organiser.edit_fields import DayField, line
from eventapp.web.organiser.edit_form import EditForm, save
from eventapp.web.organiser.event_area import event_page
from eventapp.web.organiser.event_form import SLUG_HINT, check_slug
from eventapp.web.policy import EDITORS

Answer = str | Response | tuple[str, int]
SAME_WEEKDAY_NEXT_YEAR = timedelta(days=364)


class CopyForm(EditForm):
    """Asks when the next edition begins, what it is called, and what comes along."""

    PARTS = (
        (_l("The new edition"), ("first_day", ("name_en", "name_sv"), "slug")),
        (
            _l("What comes along"),
            ("stops", "tracks", "sessions", "line_up", "streams", "roster", "drafts"),
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
    roster = BooleanField(_l("The roster, with its people"))
    drafts = BooleanField(
        _l("Sessions begin as drafts"),
        description=_l("Each is published when it is settled."),
    )

    def __init__(self, event: Event, first: Stop | None) -> None:
        """Begin with the same weekday a year later, and with everything but streams and roster."""
        first_day = first.wall_starts.date() if first else utc_now().date()
        super().__init__(_start(event, first_day))
        self._first_day = first_day
        self.slug.validators = [*self.slug.validators, check_slug]
        self.mark_needed("first_day", "slug")

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


class ShownMove(NamedTuple):
    """A stop where it was and where it would be, and what the clocks do to it and its sessions."""

    title: str
    before: str
    after: str
    span: LocalSpan
    span_before: LocalSpan
    sessions: int
    notes: tuple[str, ...]


def show_copy_form(slug: str) -> Answer:
    """Show the form of the next edition."""
    event = found(event_by_slug(slug))
    stops = stops_of(event.id)
    return _page(event, CopyForm(event, stops[0] if stops else None))


def copy_to_dates(slug: str) -> Answer:
    """Show where everything would move, or make the copy as a draft."""
    event = found(event_by_slug(slug))
    stops = stops_of(event.id)
    form = CopyForm(event, stops[0] if stops else None)
    if not form.validate():
        return _page(event, form), HTTPStatus.UNPROCESSABLE_ENTITY
    if request.form.get("do") != "copy":
        return _page(event, form, _shown(moves_of(event.id, timedelta(days=form.days))))
    actor, event_id = present_visitor().actor, event.id
    made = save(form, lambda: _copy(event_id, slug, form, actor))
    if made is None:
        return _page(event, form), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("The new edition is made as a draft: nobody but organisers sees it."), "good")
    return redirect(url_for("organiser.show_plan", slug=made), HTTPStatus.SEE_OTHER)


def _copy(event_id: int, slug: str, form: CopyForm, actor: str) -> str:
    now, wish = utc_now(), form.wish()
    if event_by_slug(wish.slug) is not None:
        raise SlugTaken(wish.slug)
    source = found(event_by_slug(slug))
    made = copy_event(source, wish, state=DRAFT, now=now)
    if form.streams.data and form.stops.data:
        copy_streams(event_id, made.id)
    if form.roster.data and form.stops.data:
        copy_roster(event_id, made.id, timedelta(days=wish.days))
    detail = f"from: {slug}\ndays: {wish.days}\nparts: {', '.join(sorted(wish.parts))}"
    record(actor, "event copied", event_id=made.id, subject=wish.slug, detail=detail, now=now)
    touch_event(made.id)
    _let_in(made, source, now=now)
    return wish.slug


def _let_in(made: Event, source: Event, *, now: datetime) -> None:
    """Give who made the copy the same role there, unless it holds there anyway."""
    here = present_visitor()
    roles = here.reach.roles_at(Place(source.id, source.series_id)) & EDITORS
    if not here.reach.may(EDITORS, Place(made.id, made.series_id)):
        give_role(here.account, min(roles, key="owner".__ne__), Scope(event_id=made.id), now=now)


def _start(event: Event, first_day: date) -> dict[str, Any]:
    day = first_day + SAME_WEEKDAY_NEXT_YEAR
    then, year = str(first_day.year), str(day.year)
    slug = event.slug.replace(then, year)
    return {
        "first_day": day.isoformat(),
        "name_en": event.name_en.replace(then, year),
        "name_sv": event.name_sv.replace(then, year),
        "slug": slug if slug != event.slug else f"{event.slug[:75]}-{year}",
        **dict.fromkeys(("stops", "tracks", "sessions", "line_up"), True),
    }


def _shown(moves: tuple[StopMove, ...]) -> list[ShownMove]:
    language = reader_language()
    shown = []
    for stop, moved in moves:
        span = moved.span
        notes = [_words(stop.code, note) for note in moved.notes]
        notes += [_words(one.code, note) for one in moved.sessions for note in one.notes]
        shown.append(
            ShownMove(
                f"{stop.code} · {Text(stop.title_en, stop.title_sv).in_language(language)}",
                heading_words(stop.wall_starts.date(), language),
                heading_words(span.wall_starts.date(), language),
                span_in(span.starts_at, span.ends_at, stop.zone, language),
                span_in(stop.starts_at, stop.ends_at, stop.zone, language),
                len(moved.sessions),
                tuple(notes),
            )
        )
    return shown


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


def _page(event: Event, form: CopyForm, moves: list[ShownMove] | None = None) -> str:
    return event_page("organiser/copy.html", event, form=form, moves=moves)
