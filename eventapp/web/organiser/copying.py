"""The next edition of an event: what comes along, where everything moves, and then the copy."""

from datetime import datetime, timedelta
from http import HTTPStatus

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.accounts.grants import give_role
from eventapp.accounts.rules import Place, Scope
from eventapp.audit.actions import record
from eventapp.decisions.actions import copy_target
from eventapp.decisions.queries import has_target
from eventapp.events.actions import touch_event
from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug, stops_of
from eventapp.events.rules import DRAFT, SlugTaken
from eventapp.foundation.clock import utc_now
from eventapp.programme.copying import copy_event
from eventapp.proposals.copying import copy_call
from eventapp.proposals.queries import call_of
from eventapp.roster.actions import copy_roster
from eventapp.roster.queries import shift_codes
from eventapp.streams.actions import copy_streams
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.organiser.copy_form import CopyForm, Had
from eventapp.web.organiser.copy_preview import Preview, preview_of
from eventapp.web.organiser.edit_form import save
from eventapp.web.organiser.event_area import event_page
from eventapp.web.policy import EDITORS

Answer = str | Response | tuple[str, int]


def show_copy_form(slug: str) -> Answer:
    """Show the form of the next edition."""
    event = found(event_by_slug(slug))
    return _page(event, CopyForm(event, _had(event)))


def copy_to_dates(slug: str) -> Answer:
    """Show where everything would move, or make the copy as a draft."""
    event = found(event_by_slug(slug))
    form = CopyForm(event, _had(event))
    if not form.validate():
        return _page(event, form), HTTPStatus.UNPROCESSABLE_ENTITY
    if request.form.get("do") != "copy":
        return _page(event, form, preview_of(event, form))
    actor = present_visitor().actor
    made = save(form, lambda: _copy(slug, form, actor))
    if made is None:
        return _page(event, form), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("The new edition is made as a draft: nobody but organisers sees it."), "good")
    return redirect(url_for("organiser.show_plan", slug=made), HTTPStatus.SEE_OTHER)


def _had(event: Event) -> Had:
    stops = stops_of(event.id)
    return Had(
        first_day=(stops[0].wall_starts if stops else utc_now()).date(),
        call=call_of(event.id) is not None,
        target=has_target(event.id),
        roster=bool(shift_codes(event.id)),
    )


def _copy(slug: str, form: CopyForm, actor: str) -> str:
    now, wish = utc_now(), form.wish()
    if event_by_slug(wish.slug) is not None:
        raise SlugTaken(wish.slug)
    source = found(event_by_slug(slug))
    made = copy_event(source, wish, state=DRAFT, now=now)
    parts = sorted((*wish.parts, *_bring_along(source, made, form)))
    detail = f"from: {slug}\ndays: {wish.days}\nparts: {', '.join(parts)}"
    record(actor, "event copied", event_id=made.id, subject=wish.slug, detail=detail, now=now)
    touch_event(made.id)
    _let_in(made, source, now=now)
    return wish.slug


def _bring_along(source: Event, made: Event, form: CopyForm) -> list[str]:
    """Copy what is wished beside the programme; return what that was."""
    by, wish, done = timedelta(days=form.days), form.wish(), []
    if form.takes("streams") and wish.parts:
        copy_streams(source.id, made.id)
        done.append("streams")
    if form.takes("call") and copy_call(source.id, made.id, made.zone, by):
        done.append("call")
    if form.takes("target") and copy_target(source.id, made.id):
        done.append("target")
    if form.takes_roster:
        with_people = form.takes("roster_people")
        copy_roster(source.id, made.id, by, with_people=with_people)
        done.append("roster with people" if with_people else "roster")
    return done


def _let_in(made: Event, source: Event, *, now: datetime) -> None:
    """Give who made the copy the same role there, unless it holds there anyway."""
    here = present_visitor()
    roles = here.reach.roles_at(Place(source.id, source.series_id)) & EDITORS
    if not here.reach.may(EDITORS, Place(made.id, made.series_id)):
        give_role(here.account, min(roles, key="owner".__ne__), Scope(event_id=made.id), now=now)


def _page(event: Event, form: CopyForm, preview: Preview | None = None) -> str:
    return event_page("organiser/copy.html", event, form=form, preview=preview)
