"""The page of one card: what is next, what is signed off, what was said, and how it got there."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, NamedTuple

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from eventapp.codesign.actions import (
    add_comment,
    change_card,
    note_sign_off,
    put_on_board,
    take_off_board,
)
from eventapp.codesign.queries import Card, Comment, Reached, card_by_code, comments_of, stages_of
from eventapp.codesign.rules import CODESIGNED, LONGEST_STEP, STAGES, CardDetails
from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug
from eventapp.foundation.clock import utc_now
from eventapp.foundation.edits import Seen
from eventapp.foundation.merging import texts_of
from eventapp.foundation.refusals import Refusal, StaleEdit
from eventapp.foundation.transaction import transaction
from eventapp.programme.queries import session_by_code
from eventapp.programme.working import session_to_edit
from eventapp.speakers.queries import speaker_by_code
from eventapp.web.board_words import STAGE_NAMES, CommentForm, card_words, comment_rows
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.moments import Moment, moment
from eventapp.web.organiser.edit_fields import DayField, line, lines
from eventapp.web.organiser.edit_form import EditForm, save, saved_words
from eventapp.web.organiser.event_area import event_page
from eventapp.web.organiser.log_words import Names
from eventapp.web.refusals import words_for

Answer = str | Response | tuple[str, int]


class CardForm(EditForm):
    """Asks what is next, until when, and why the host's country can be compared with ours."""

    PARTS = (("", ("next_step", "due_on", "comparability")),)

    next_step = line(_l("Next step"), LONGEST_STEP)
    due_on = DayField(_l("No later than"))
    comparability = lines(
        _l("Why this country is comparable"),
        hint=_l("Such as its size, and how its health care is organised and paid."),
    )

    def __init__(self, card: Card) -> None:
        """Begin with what is told of a card."""
        super().__init__(stored_card(card), Seen(card.version, texts_of(card.details._asdict())))
        self.comparability.render_kw = {"rows": 4}

    def details(self) -> CardDetails:
        """Give what is told, after the form was found valid."""
        return CardDetails(self.next_step.data, self.due_on.day, self.comparability.data)


class ReachedRow(NamedTuple):
    """A stage of the history in words."""

    name: str
    who: str
    when: Moment


def stored_card(card: Card) -> dict[str, Any]:
    """Give what is told of a card as its form shows it."""
    return dict(card.details._asdict())


def show_card(slug: str, code: str) -> Answer:
    """Show a card; of a session that is not on the board how it comes there."""
    event = found(event_by_slug(slug))
    session = found(session_to_edit(event.id, code))
    card = card_by_code(event.id, code)
    if card is None:
        return event_page("organiser/board_card.html", event, session=session, card=None)
    return _page(event, card)


def edit_card(slug: str, code: str) -> Answer:
    """Store what was changed of a card, or show it beside what others changed."""
    event, card = _found(slug, code)
    session_id, actor, form = card.session.id, present_visitor().actor, CardForm(card)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.validate():
        details, seen, now = form.details(), form.seen_before(), utc_now()
        try:
            edited = save(
                form, lambda: change_card(session_id, details, seen, actor=actor, now=now)
            )
        except StaleEdit as stale:
            event, card = _found(slug, code)
            fresh = Seen(card.version, texts_of(card.details._asdict()))
            form.collide(stale, details._asdict(), stored_card(card), fresh)
            status = HTTPStatus.CONFLICT
        else:
            if edited is not None:
                flash(saved_words(form, edited), "good")
                return _to_card(slug, code)
    return _page(event, card, form=form), status


def comment_on_card(slug: str, code: str) -> Answer:
    """Add a comment."""
    event, card = _found(slug, code)
    session_id, actor, form = card.session.id, present_visitor().actor, CommentForm()
    if not form.validate():
        form.tell_of_cookies()
        return _page(event, card, comment_form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        add_comment(session_id, form.comment.data, actor=actor, now=utc_now())
    flash(_("Your comment is there."), "good")
    return _to_card(slug, code, "comments")


def note_sign_off_on_card(slug: str, code: str) -> Response:
    """Note that a partner agreed with the content elsewhere, as in a letter."""
    event, card = _found(slug, code)
    session_id, actor = card.session.id, present_visitor().actor
    speaker = found(speaker_by_code(event.id, request.form.get("speaker", "")[:40]))
    speaker_id, read = speaker.id, request.form.get("read", "")[:64]
    return _done(
        lambda: note_sign_off(session_id, speaker_id, read, actor=actor, now=utc_now()),
        _("The sign-off is noted."),
        _to_card(slug, code, "sign-offs"),
    )


def change_place_on_board(slug: str, code: str) -> Response:
    """Put a session on the board, or take it off."""
    event = found(event_by_slug(slug))
    session_id, actor = found(session_by_code(event.id, code)).id, present_visitor().actor
    if request.form.get("do") == "put":
        return _done(
            lambda: put_on_board(session_id, actor=actor, now=utc_now()),
            _("It is on the board."),
            _to_card(slug, code),
        )
    return _done(
        lambda: take_off_board(session_id, actor=actor, now=utc_now()),
        _("It is off the board."),
        redirect(url_for("organiser.show_board", slug=slug), HTTPStatus.SEE_OTHER),
    )


def _done(act: Callable[[], object], words: str, answer: Response) -> Response:
    try:
        with transaction():
            act()
    except Refusal as refusal:
        flash(words_for(refusal), "wrong")
    else:
        flash(words, "good")
    return answer


def _found(slug: str, code: str) -> tuple[Event, Card]:
    event = found(event_by_slug(slug))
    return event, found(card_by_code(event.id, code))


def _to_card(slug: str, code: str, anchor: str | None = None) -> Response:
    address = url_for("organiser.show_card", slug=slug, code=code, _anchor=anchor)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _page(
    event: Event,
    card: Card,
    *,
    form: CardForm | None = None,
    comment_form: CommentForm | None = None,
) -> str:
    language, session = reader_language(), card.session
    comments = comments_of([session.id]).get(session.id, [])
    history = stages_of(session.id)
    names = _names(comments, history)
    return event_page(
        "organiser/board_card.html",
        event,
        session=found(session_to_edit(event.id, card.code)),
        card=card_words(card, event, language, now=utc_now()),
        read=card.fingerprint,
        form=form or CardForm(card),
        comment_form=comment_form or CommentForm(),
        comments=comment_rows(comments, event.zone, language, names.of),
        history=[
            ReachedRow(
                str(STAGE_NAMES[one.stage]),
                names.of(one.actor),
                moment(one.at, event.zone, language),
            )
            for one in history
        ],
        stages=[(stage, str(STAGE_NAMES[stage])) for stage in STAGES],
        stays=session.kind == CODESIGNED,
    )


def _names(comments: list[Comment], history: list[Reached]) -> Names:
    return Names([*(one.actor for one in comments), *(one.actor for one in history)])
