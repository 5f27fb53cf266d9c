"""What all forms have by which organisers edit: nothing that somebody else saved is lost.

A form carries what its maker saw. When others saved meanwhile, fields that do not collide are
merged; of those that do, both values are shown, and the maker says which one stays.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from flask import request
from flask_babel import gettext as _
from wtforms import HiddenField

from eventapp.events.rules import CodeTaken
from eventapp.foundation.edits import Edited, Seen
from eventapp.foundation.merging import texts_of
from eventapp.foundation.refusals import Refusal, StaleEdit
from eventapp.foundation.timezones import is_zone
from eventapp.foundation.transaction import transaction
from eventapp.foundation.zone_names import city
from eventapp.web.day_words import day_words
from eventapp.web.locale import reader_language
from eventapp.web.moments import Moment
from eventapp.web.public.registration_form import OpenForm
from eventapp.web.refusals import field_meant, tell_in

Stored = tuple[Mapping[str, Any], Seen]
"""What is stored, as a form shows it and as an edit compares it."""
TAKE = "take-"
LONGEST_SEEN = 200_000


class SavedBy(NamedTuple):
    """Who saved a value, and when."""

    who: str
    when: Moment


class EditForm(OpenForm):
    """A form of one object; `PARTS` are its headings with their fields, pairs stand side by side.

    `COLUMNS` tells from which columns a field is made where it is not the one of its name.
    """

    PARTS: ClassVar[tuple[tuple[Any, tuple[str | tuple[str, str], ...]], ...]] = ()
    COLUMNS: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    version = HiddenField()
    seen = HiddenField()

    def __init__(
        self, stored: Mapping[str, Any], seen: Seen | None = None, *, is_sent: bool = True
    ) -> None:
        """Begin with what is stored, and with what that is to an edit; for a new object none.

        A form that was not sent shows what is stored, whatever another one on its page sent.
        """
        super().__init__(data=dict(stored), **({} if is_sent else {"formdata": None}))
        self.theirs: dict[str, str] = {}
        self.saved_by: dict[str, SavedBy] = {}
        self._stored = dict(stored)
        if (request.method != "POST" or not is_sent) and seen is not None:
            self._remember(seen)
        for name in self._stored:
            if f"{TAKE}{name}" in request.form and name in self:
                self[name].process_data(self._stored[name])

    def seen_before(self) -> Seen:
        """Give what the maker saw; what cannot be read counts as not seen."""
        text = self.version.data or ""
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
        try:
            fields = json.loads((self.seen.data or "")[:LONGEST_SEEN])
        except ValueError:
            return Seen(0)
        if not isinstance(fields, dict):
            return Seen(0)
        return Seen(number, {str(name): str(value) for name, value in fields.items()})

    def details(self) -> Any:
        """Give what is asked for, after the form was found valid."""
        raise NotImplementedError

    def tell(self, refusal: Refusal) -> None:
        """Say beside the field that it concerns, else on top, why nothing was stored."""
        field = self.field_of(field_meant(refusal))
        if isinstance(refusal, CodeTaken) and "code" not in self:
            field = "name"
        tell_in(self, refusal, field=field)

    def collide(
        self, stale: StaleEdit, wish: Mapping[str, Any], stored: Mapping[str, Any], seen: Seen
    ) -> None:
        """Show what others saved beside what is wished, and merge what does not collide."""
        before, mine = self.seen_before().fields or {}, texts_of(wish)
        collided = {one.field for one in stale.differences}
        for name, value in stored.items():
            if name not in self:
                continue
            columns = self.COLUMNS.get(name, (name,))
            if not collided.isdisjoint(columns):
                self.theirs[name] = self.words_of(name, value)
            elif all(before.get(column) == mine.get(column) for column in columns):
                self[name].process_data(value)
        self._remember(seen)
        self.form_errors.append(
            _(
                "Somebody else changed the same fields meanwhile. Both are shown below, nothing is "
                "lost: choose, and save again."
            )
        )

    def field_of(self, column: str) -> str:
        """Give the field that a column is made from."""
        found = (name for name, columns in self.COLUMNS.items() if column in columns)
        return column if column in self else next(found, "")

    def words_of(self, name: str, value: object) -> str:
        """Say a value of a field as people read it."""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, datetime):
            return f"{day_words(value.date(), reader_language())} {value:%H:%M}"
        text = "" if value is None else str(value)
        if is_zone(text):
            return city(text, reader_language())
        for choice in getattr(self[name], "choices", None) or ():
            if str(choice.value) == text:
                return str(choice.label)
        return text or "—"

    def mark_needed(self, *names: str) -> None:
        """Say of choices that always have an answer that they are no option."""
        for name in names:
            if name in self:
                self[name].flags.required = True

    def _remember(self, seen: Seen) -> None:
        self.version.data = str(seen.version)
        self.seen.data = json.dumps(dict(seen.fields or {}), ensure_ascii=False)


def save(form: EditForm, act: Callable[[], Any]) -> Any:
    """Act in a transaction; give what that gave, or None after the form was told of a refusal.

    StaleEdit goes up: who knows what is stored lets the form collide with it.
    """
    try:
        with transaction():
            return act()
    except StaleEdit:
        raise
    except Refusal as refusal:
        form.tell(refusal)
    return None


def saved_words(form: EditForm, edited: Edited) -> str:
    """Say that an edit is saved, and what others changed that stays beside it."""
    names = dict.fromkeys(form.field_of(column) for column in edited.by_others)
    labels = [str(form[name].label.text) for name in names if name]
    if not labels:
        return _("Saved.")
    return _(
        "Saved. What others changed meanwhile stays too: %(fields)s.", fields=", ".join(labels)
    )
