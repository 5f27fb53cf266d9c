"""Setting up the call for sessions of an event, and its own questions."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug
from eventapp.foundation.clock import utc_now
from eventapp.foundation.refusals import Refusal, StaleEdit
from eventapp.foundation.transaction import transaction
from eventapp.proposals.calls import (
    add_question,
    change_question,
    move_question_up,
    remove_question,
    save_call,
)
from eventapp.proposals.models import ProposalQuestion
from eventapp.proposals.queries import call_of, question_rows
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.organiser.call_form import CallForm, QuestionForm, seen_call, stored_call
from eventapp.web.organiser.edit_form import save, saved_words
from eventapp.web.organiser.proposal_area import proposals_page
from eventapp.web.refusals import words_for

Answer = str | Response | tuple[str, int]


def show_call_form(slug: str) -> str:
    """Show the form of the event's call, and its questions."""
    event = found(event_by_slug(slug))
    return _page(event, CallForm(event, call_of(event.id)))


def edit_call(slug: str) -> Answer:
    """Open a call, or store what was changed of it, or show it beside what others changed."""
    event = found(event_by_slug(slug))
    event_id, actor, form = event.id, present_visitor().actor, CallForm(event, call_of(event.id))
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.validate():
        details, seen, now = form.details(), form.seen_before(), utc_now()
        try:
            saved = save(form, lambda: (save_call(event_id, details, seen, actor=actor, now=now),))
        except StaleEdit as stale:
            call = found(call_of(event_id))
            stored = stored_call(call, details.zone)
            form.collide(stale, details._asdict(), stored, seen_call(call))
            status = HTTPStatus.CONFLICT
        else:
            if saved is not None:
                edited = saved[0]
                flash(saved_words(form, edited) if edited is not None else _("Saved."), "good")
                return _to_call(slug)
    return _page(found(event_by_slug(slug)), form), status


def change_questions(slug: str) -> Answer:
    """Ask one question more, change one, ask it earlier, or no longer."""
    event = found(event_by_slug(slug))
    rows = question_rows(event.id)
    question = _chosen(rows, request.form.get("question", ""))
    act = request.form.get("do", "")
    if act == "save":
        return _save_question(event, question)
    action = {"up": move_question_up, "delete": remove_question}.get(act)
    if action is None or question is None:
        abort(400, _("Choose one of the buttons."))
    actor, now = present_visitor().actor, utc_now()
    try:
        with transaction():
            action(question, actor=actor, now=now)
    except Refusal as refusal:
        flash(words_for(refusal), "wrong")
    return _to_call(slug, "questions")


def _save_question(event: Event, question: ProposalQuestion | None) -> Answer:
    slug, event_id, actor = event.slug, event.id, present_visitor().actor
    form = QuestionForm(question, is_sent=True)
    if form.validate():
        details, version, now = form.details(), form.read_version(), utc_now()
        try:
            with transaction():
                if question is None:
                    add_question(event_id, details, actor=actor, now=now)
                else:
                    change_question(question, details, version, actor=actor, now=now)
        except Refusal as refusal:
            form.tell(refusal)
        else:
            flash(_("Saved."), "good")
            return _to_call(slug, "questions")
    event = found(event_by_slug(slug))
    page = _page(event, CallForm(event, call_of(event.id), is_sent=False), form)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _chosen(rows: Sequence[ProposalQuestion], text: str) -> ProposalQuestion | None:
    """Give the question of a number, None for a new one."""
    if text in {"", "0"}:
        return None
    return found(next((row for row in rows if str(row.id) == text), None))


def _page(event: Event, form: CallForm, sent: QuestionForm | None = None) -> str:
    forms = [
        sent if sent and sent.number == row.id else QuestionForm(row, is_sent=False)
        for row in question_rows(event.id)
    ]
    new = sent if sent and sent.number == 0 else QuestionForm(None, is_sent=False)
    return proposals_page(
        "organiser/call.html",
        event,
        form=form,
        call=call_of(event.id),
        questions=forms,
        new_question=new,
    )


def _to_call(slug: str, anchor: str | None = None) -> Response:
    address = url_for("organiser.show_call_form", slug=slug, _anchor=anchor)
    return redirect(address, HTTPStatus.SEE_OTHER)
