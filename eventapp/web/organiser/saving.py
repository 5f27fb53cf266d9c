"""How organisers' forms are stored: what is made, and what is edited while others edit it too."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from flask import flash

from eventapp.audit.queries import Entry, entries_about
from eventapp.foundation.clock import utc_now
from eventapp.foundation.edits import Edited
from eventapp.foundation.refusals import Refusal, StaleEdit
from eventapp.foundation.transaction import transaction
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language, reader_zone
from eventapp.web.moments import moment
from eventapp.web.organiser.edit_form import EditForm, SavedBy, Stored, save, saved_words
from eventapp.web.organiser.log_words import Names
from eventapp.web.refusals import words_for


def _wish(details: Any) -> Mapping[str, Any]:
    wish: Mapping[str, Any] = details._asdict()
    return wish


class Subject(NamedTuple):
    """What is edited: where the log tells of it, what stores an edit, and what is stored now.

    The log tells of it in those entries about `name` whose action speaks of a `kind`. `newest`
    gives what is stored as the form shows it and as an edit compares it, `wish` what is wished in
    the same columns.
    """

    event_id: int | None
    kind: str
    name: str
    act: Callable[..., Edited]
    newest: Callable[[], Stored]
    wish: Callable[[Any], Mapping[str, Any]] = _wish


def do(act: Callable[..., object], words: str) -> bool:
    """Act and say so; tell whether it was done. Of a refusal it is said why."""
    actor = present_visitor().actor
    try:
        with transaction():
            act(actor=actor, now=utc_now())
    except Refusal as refusal:
        flash(words_for(refusal), "wrong")
        return False
    if words:
        flash(words, "good")
    return True


def save_new(form: EditForm, act: Callable[..., Any], words: str) -> Any:
    """Make what the form asks for and say so; give what was made.

    None when the form is to be shown again, with what is wrong beside its fields.
    """
    if not form.validate():
        return None
    details, actor = form.details(), present_visitor().actor
    made = save(form, lambda: act(details, actor=actor, now=utc_now()))
    if made is not None:
        flash(words, "good")
    return made


def save_edit(form: EditForm, subject: Subject) -> HTTPStatus | None:
    """Store what was changed and say so; give nothing then.

    Else the status under which the form is shown again: with what is wrong beside its fields, or
    with what others saved beside what is wished, who they are and when it was.
    """
    if not form.validate():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    details, seen, actor = form.details(), form.seen_before(), present_visitor().actor
    try:
        edited = save(form, lambda: subject.act(details, seen, actor=actor, now=utc_now()))
    except StaleEdit as stale:
        stored, newest = subject.newest()
        form.collide(stale, subject.wish(details), stored, newest)
        form.saved_by = _saved_by(form, subject)
        return HTTPStatus.CONFLICT
    if edited is None:
        return HTTPStatus.UNPROCESSABLE_ENTITY
    flash(saved_words(form, edited), "good")
    return None


def _saved_by(form: EditForm, subject: Subject) -> dict[str, SavedBy]:
    """Give by field who saved what collides, as far as the log tells."""
    entries = [
        one for one in entries_about(subject.event_id, subject.name) if subject.kind in one.action
    ]
    chosen = {
        name: entry
        for name in form.theirs
        if (entry := _newest_of(entries, form.COLUMNS.get(name, (name,))))
    }
    names = Names(entry.actor for entry in chosen.values())
    zone, language = reader_zone() or "UTC", reader_language()
    return {
        name: SavedBy(names.of(entry.actor), moment(entry.at, zone, language))
        for name, entry in chosen.items()
    }


def _newest_of(entries: list[Entry], columns: tuple[str, ...]) -> Entry | None:
    """Give the newest entry that tells of a change of one of the columns."""
    starts = tuple(f"{column}: " for column in columns)
    told = (
        entry
        for entry in entries
        if any(line.startswith(starts) for line in entry.detail.split("\n"))
    )
    return next(told, None)
