"""Programme files taken in: sent, looked at as what they would change, and stored then."""

from http import HTTPStatus

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug, stops_of
from eventapp.exchange.preview import Preview
from eventapp.exchange.problems import FileRefused
from eventapp.exchange.sources import Upload
from eventapp.exchange.taking import OtherThanSeen, preview_sent, take_sent
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor, visitor
from eventapp.web.locale import reader_language
from eventapp.web.organiser.event_area import event_page
from eventapp.web.organiser.import_form import KIND_NAMES, LARGEST_BODY, ImportForm, packed
from eventapp.web.organiser.import_words import ImportWords, hint_words
from eventapp.web.refusals import words_for

Answer = str | Response | tuple[str, int]
MOST_SHOWN = 100
ENDPOINT = "organiser.import_file"


def make_room(endpoint: str | None, _values: object) -> None:
    """Let those who signed in send more than a form: it is read before the guard is asked."""
    if endpoint == ENDPOINT and request.method == "POST" and visitor() is not None:
        request.max_content_length = request.max_form_memory_size = LARGEST_BODY


def show_import(slug: str) -> str:
    """Show the form by which a file is sent."""
    return _page(found(event_by_slug(slug)), ImportForm())


def import_file(slug: str) -> Answer:
    """Show what a file would change; or store it, if that is what was seen."""
    event, form = found(event_by_slug(slug)), ImportForm()
    if not form.validate() or form.upload is None:
        return _page(event, form), HTTPStatus.UNPROCESSABLE_ENTITY
    kind, upload = form.kind.data, form.upload
    try:
        if request.form.get("do") == "store":
            return _store(slug, kind, upload, form.seen.data or "")
        return _preview_page(event, form, upload, preview_sent(kind, event, upload))
    except FileRefused as refused:
        page = _page(found(event_by_slug(slug)), ImportForm(), refused=refused)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    except OtherThanSeen as other:
        form.form_errors.append(words_for(other))
        page = _preview_page(found(event_by_slug(slug)), form, upload, other.preview)
        return page, HTTPStatus.CONFLICT


def _store(slug: str, kind: str, upload: Upload, seen: str) -> Response:
    actor = present_visitor().actor
    with transaction():
        event = found(event_by_slug(slug))
        preview = take_sent(kind, event, upload, seen=seen, actor=actor, now=utc_now())
    new = sum(item.is_new for item in preview.items)
    flash(
        _("The file is taken in: %(new)s new, %(changed)s changed.", new=new,
          changed=len(preview.items) - new),
        "good",
    )  # fmt: skip
    if preview.waits and preview.items:
        flash(_("It waits for the next release."), "")
    page = "organiser.show_event_speakers" if kind == "speakers" else "organiser.show_timetable"
    return redirect(url_for(page, slug=slug), HTTPStatus.SEE_OTHER)


def _page(event: Event, form: ImportForm, *, refused: FileRefused | None = None) -> str:
    return event_page(
        "organiser/import.html", event, form=form, refused=refused, kinds=KIND_NAMES.values()
    )


def _preview_page(event: Event, form: ImportForm, upload: Upload, preview: Preview) -> str:
    """Write the preview; a stop is named as the reader knows it."""
    language = reader_language()
    stops = {
        stop.code: Text(stop.title_en, stop.title_sv).in_language(language)
        for stop in stops_of(event.id)
    }
    form.packed.data, form.name.data = packed(upload.content), upload.name
    form.seen.data = preview.mark(upload.content)
    new = sum(item.is_new for item in preview.items)
    return event_page(
        "organiser/import_preview.html",
        event,
        form=form,
        preview=preview,
        kind=KIND_NAMES[preview.kind],
        new=new,
        changed=len(preview.items) - new,
        lines=ImportWords(stops, language).lines(preview, MOST_SHOWN),
        hints=hint_words(preview),
        more=max(0, len(preview.items) - MOST_SHOWN),
    )
