"""Editions from before this system, typed in with their source."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.events.models import PastEdition, Series
from eventapp.events.queries import past_edition, series_by_slug
from eventapp.events.quoting import add_past_edition, change_past_edition, remove_past_edition
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.refusals import StaleEdit
from eventapp.foundation.transaction import transaction
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.organiser.edit_form import save, saved_words
from eventapp.web.organiser.past_edition_form import (
    PastEditionForm,
    seen_edition,
    stored_edition,
)

Answer = str | Response | tuple[str, int]


def show_new_past_edition(slug: str) -> Answer:
    """Show the form of an earlier edition, or note it."""
    series = found(series_by_slug(slug))
    form, actor = PastEditionForm(None), present_visitor().actor
    if request.method == "GET":
        return _page(form, series)
    if form.validate():
        details, now = form.details(), utc_now()
        if save(form, lambda: add_past_edition(series, details, actor=actor, now=now).slug):
            flash(_("The edition is noted."), "good")
            return _to(slug)
    return _page(form, series), HTTPStatus.UNPROCESSABLE_ENTITY


def edit_past_edition(slug: str, code: str) -> Answer:
    """Show the form of an earlier edition, or store what was changed."""
    series, stored = found(series_by_slug(slug)), _edition(slug, code)
    number, actor, form = stored.id, present_visitor().actor, PastEditionForm(stored)
    if request.method == "GET":
        return _page(form, series, stored)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.validate():
        details, seen, now = form.details(), form.seen_before(), utc_now()
        try:
            edited = save(
                form, lambda: change_past_edition(number, details, seen, actor=actor, now=now)
            )
        except StaleEdit as stale:
            now_stored = _edition(slug, code)
            form.collide(
                stale, details._asdict(), stored_edition(now_stored), seen_edition(now_stored)
            )
            status = HTTPStatus.CONFLICT
        else:
            if edited is not None:
                flash(saved_words(form, edited), "good")
                return _to(slug)
    return _page(form, series, stored), status


def delete_past_edition(slug: str, code: str) -> Response:
    """Take an earlier edition away."""
    number = _edition(slug, code).id
    with transaction():
        remove_past_edition(number, actor=present_visitor().actor, now=utc_now())
    flash(_("The edition is taken away."), "good")
    return _to(slug)


def _edition(series: str, slug: str) -> PastEdition:
    """Give the edition if it is one of the series. Raises NotFound."""
    edition = found(past_edition(slug))
    return found(edition if edition.series_slug == series else None)


def _to(slug: str) -> Response:
    return redirect(url_for("organiser.show_series", slug=slug), HTTPStatus.SEE_OTHER)


def _page(form: PastEditionForm, series: Series, edition: PastEdition | None = None) -> str:
    name = Text(series.name_en, series.name_sv).in_language(reader_language())
    return render_template(
        "organiser/past_edition.html", form=form, series=series, name=name, edition=edition
    )
