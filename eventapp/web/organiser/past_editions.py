"""Editions from before this system, typed in with their source."""

from functools import partial
from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.events.models import PastEdition, Series
from eventapp.events.queries import past_edition, series_by_slug
from eventapp.events.quoting import add_past_edition, change_past_edition, remove_past_edition
from eventapp.foundation.bilingual import Text
from eventapp.web.errors import found
from eventapp.web.locale import reader_language
from eventapp.web.organiser.edit_form import Stored
from eventapp.web.organiser.past_edition_form import (
    PastEditionForm,
    seen_edition,
    stored_edition,
)
from eventapp.web.organiser.saving import Subject, do, save_edit, save_new

Answer = str | Response | tuple[str, int]


def show_new_past_edition(slug: str) -> Answer:
    """Show the form of an earlier edition, or note it."""
    series, form = found(series_by_slug(slug)), PastEditionForm(None)
    if request.method == "GET":
        return _page(form, series)
    if save_new(form, partial(add_past_edition, series), _("The edition is noted.")):
        return _to(slug)
    return _page(form, series), HTTPStatus.UNPROCESSABLE_ENTITY


def edit_past_edition(slug: str, code: str) -> Answer:
    """Show the form of an earlier edition, or store what was changed."""
    series, edition = found(series_by_slug(slug)), _edition(slug, code)
    form = PastEditionForm(edition)
    if request.method == "GET":
        return _page(form, series, edition)

    def newest() -> Stored:
        stored = _edition(slug, code)
        return stored_edition(stored), seen_edition(stored)

    act = partial(change_past_edition, edition.id)
    refused = save_edit(form, Subject(None, "past edition", code, act, newest))
    return _to(slug) if refused is None else (_page(form, series, edition), refused)


def delete_past_edition(slug: str, code: str) -> Response:
    """Take an earlier edition away."""
    number = _edition(slug, code).id
    do(partial(remove_past_edition, number), _("The edition is taken away."))
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
