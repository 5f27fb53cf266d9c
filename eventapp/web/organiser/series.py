"""Series: the list, the form of each, and its editions with planned and actual figures."""

from functools import partial
from http import HTTPStatus
from typing import NamedTuple

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.accounts.rules import Place
from eventapp.events.changing import add_series, change_series
from eventapp.events.models import Event, PastEdition, Series
from eventapp.events.queries import all_events, all_series, past_editions, series_by_slug
from eventapp.foundation.bilingual import Text
from eventapp.foundation.timezones import day_of
from eventapp.reports.queries import Holdings
from eventapp.web.day_words import partial_range_words, range_words
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.organiser.edit_form import Stored
from eventapp.web.organiser.event_form import SeriesForm, seen_series, stored_series
from eventapp.web.organiser.held import held_of
from eventapp.web.organiser.saving import Subject, save_edit, save_new
from eventapp.web.policy import EDITORS, READERS

Answer = str | Response | tuple[str, int]


class SeriesRow(NamedTuple):
    """A series and how many events it has."""

    series: Series
    name: str
    events: int


class Edition(NamedTuple):
    """An event of a series: when, how many places are planned, how many came."""

    event: Event
    name: str
    dates: str
    places: int | None
    held: Holdings
    may_read: bool


class PastRow(NamedTuple):
    """An edition from before this system."""

    edition: PastEdition
    dates: str


def show_all_series() -> str:
    """Show the series at which one has a role."""
    reach, language = present_visitor().reach, reader_language()
    counts: dict[int, int] = {}
    for one in all_events():
        counts[one.event.series_id] = counts.get(one.event.series_id, 0) + 1
    rows = [
        SeriesRow(one, _name(one, language), counts.get(one.id, 0))
        for one in all_series()
        if reach.may(READERS, Place(None, one.id))
    ]
    return render_template("organiser/all_series.html", rows=rows, may_add=_may_add())


def new_series() -> Answer:
    """Show the form of a new series, or make it."""
    form = SeriesForm(None)
    if request.method == "GET":
        return _form_page(form)
    made = save_new(form, add_series, _("The series is made."))
    return _to(made.slug) if made else (_form_page(form), HTTPStatus.UNPROCESSABLE_ENTITY)


def show_series(slug: str) -> str:
    """Show a series with all its editions, coming, past, and from before this system."""
    series, language = found(series_by_slug(slug)), reader_language()
    reach = present_visitor().reach
    spans = [one for one in all_events() if one.event.series_id == series.id]
    held = held_of(one.event for one in spans)
    editions = []
    for event, starts_at, ends_at in spans:
        dates = ""
        if starts_at and ends_at:
            first, last = day_of(starts_at, event.zone), day_of(ends_at, event.zone)
            dates = range_words(first, last, language)
        places = [one for one in (event.capacity_online, event.capacity_onsite) if one is not None]
        editions.append(
            Edition(
                event,
                Text(event.name_en, event.name_sv).in_language(language),
                dates,
                sum(places) if places else None,
                held[event.id],
                reach.may(READERS, Place(event.id, event.series_id)),
            )
        )
    past = [
        PastRow(one, partial_range_words(one.starts_on, one.ends_on, language))
        for one in past_editions()
        if one.series_slug == series.slug
    ]
    return render_template(
        "organiser/series.html",
        series=series,
        name=_name(series, language),
        editions=editions,
        past=past,
        may_edit=reach.may(EDITORS, Place(None, series.id)),
    )


def edit_series(slug: str) -> Answer:
    """Show the form of a series, or store what was changed."""
    series = found(series_by_slug(slug))
    form, act = SeriesForm(series), partial(change_series, series.id)
    if request.method == "GET":
        return _form_page(form, series)
    refused = save_edit(form, Subject(None, "series", slug, act, lambda: _newest(slug)))
    return _to(slug) if refused is None else (_form_page(form, series), refused)


def _newest(slug: str) -> Stored:
    series = found(series_by_slug(slug))
    return stored_series(series), seen_series(series)


def _may_add() -> bool:
    return not present_visitor().reach.roles_everywhere().isdisjoint(EDITORS)


def _name(series: Series, language: str) -> str:
    return Text(series.name_en, series.name_sv).in_language(language)


def _to(slug: str) -> Response:
    return redirect(url_for("organiser.show_series", slug=slug), HTTPStatus.SEE_OTHER)


def _form_page(form: SeriesForm, series: Series | None = None) -> str:
    name = _name(series, reader_language()) if series else ""
    return render_template("organiser/series_edit.html", form=form, series=series, name=name)
