"""Fields of organisers' forms: texts, cities for zones, wall times, whole numbers."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape
from wtforms import Field, Form, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError
from wtforms.widgets import TextInput

from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import (
    TimeOutOfRange,
    WallTimeMalformed,
    is_zone,
    parse_wall,
    wall_text,
)
from eventapp.foundation.zone_names import city, find_zones, zone_choices
from eventapp.web.locale import reader_language
from eventapp.web.registrant_fields import trimmed

LONGEST_TEXT = 20_000
MOST_PROPOSED = 4
_NOT_TEXT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TOO_LONG = _l("This is too long.")
MARKDOWN_HINT = _l("*Emphasis*, **strong**, lists with - and [links](https://…) are taken.")


def check_text(_form: Form, field: Field) -> None:
    """Raise ValidationError for signs that no text has."""
    if _NOT_TEXT.search(field.data or ""):
        # The page that tells of it cannot hold it either.
        field.data = _NOT_TEXT.sub("", field.data)
        raise ValidationError(_("This holds a sign that no text has. Type it anew."))


def line(label: str, longest: int, *, needed: str = "", hint: str = "") -> StringField:
    """Make a field of one line; `needed` is what is said when it is left blank."""
    checks = [Length(max=longest, message=_TOO_LONG), check_text]
    if needed:
        checks.insert(0, DataRequired(needed))
    return StringField(label, checks, filters=[trimmed], description=hint)


def lines(
    label: str, hint: str = "", *, longest: int = LONGEST_TEXT, needed: str = "", rows: int = 6
) -> TextAreaField:
    """Make a field of several lines; however a browser ends them, they end with LF."""
    checks = [Length(max=longest, message=_TOO_LONG), check_text]
    if needed:
        checks.insert(0, DataRequired(needed))
    return TextAreaField(
        label,
        checks,
        filters=[_with_plain_ends],
        description=hint,
        render_kw={"rows": rows},
    )


def _with_plain_ends(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


class CityField(StringField):  # type: ignore[misc]  # wtforms is untyped
    """A zone, shown and typed as a city; `data` is its name, or what was typed."""

    def __init__(self, label: str, *, needed: bool = True, **more: Any) -> None:
        checks = [DataRequired(_l("Type a city."))] if needed else []
        super().__init__(label, [*checks, check_text], filters=[trimmed], **more)
        self.render_kw = {"list": "cities", "autocomplete": "off", "spellcheck": "false"}

    def _value(self) -> str:
        name = self.data or ""
        return city(name, reader_language()) if is_zone(name) else name

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the zone whose city was typed; the one that was shown stays by its city."""
        typed = trimmed(valuelist[0]) if valuelist else ""
        shown = self.object_data or ""
        if is_zone(shown) and city(shown, reader_language()) == typed:
            self.data = shown
        else:
            self.data = zone_of_city(typed) or typed

    def pre_validate(self, _form: Form) -> None:
        """Propose cities where what was typed is not one."""
        if not self.data or is_zone(self.data) or _NOT_TEXT.search(self.data):
            return
        matches = find_zones(self.data[:80], reader_language(), now=utc_now(), limit=MOST_PROPOSED)
        if matches:
            proposed = "; ".join(f"{one.city} ({one.country or one.name})" for one in matches)
            raise ValidationError(_("Which one is meant: %(cities)s?", cities=proposed))
        raise ValidationError(_("No city of that name is known. Type a larger one nearby."))


def zone_of_city(typed: str) -> str | None:
    """Give the zone that a city or the name of a zone means, None where that is not clear."""
    if is_zone(typed):
        return typed
    matches = find_zones(typed[:80], reader_language(), now=utc_now(), limit=MOST_PROPOSED)
    if matches and (len(matches) == 1 or matches[0].city.casefold() == typed.casefold()):
        return matches[0].name
    return None


@lru_cache(maxsize=4)
def city_list(language: str) -> Markup:
    """Give the cities that are proposed while one types, as HTML."""
    groups = zone_choices(language, now=datetime.fromisoformat("2026-01-01T00:00:00+00:00"))
    options = "".join(
        f'<option value="{escape(one.city)}">{escape(one.country)}</option>'
        for group in groups
        for one in group.zones
        if one.country
    )
    return Markup(f'<datalist id="cities">{options}</datalist>')  # noqa: S704 -- escaped above


class WallTimeField(StringField):  # type: ignore[misc]  # wtforms is untyped
    """A wall time `YYYY-MM-DDTHH:MM`; `wall` is the time, None where none was typed."""

    widget = TextInput()

    def __init__(self, label: str, *, needed: bool = True, **more: Any) -> None:
        checks = [DataRequired(_l("Type day and time."))] if needed else []
        super().__init__(label, checks, filters=[_as_wall_text], **more)
        self.render_kw = {"type": "datetime-local", "step": "60"}
        self.wall: datetime | None = None

    def pre_validate(self, _form: Form) -> None:
        """Read the time."""
        if not self.data:
            return
        try:
            self.wall = parse_wall(self.data)
        except (WallTimeMalformed, TimeOutOfRange) as refusal:
            raise ValidationError(_("Write day and time like 2030-05-01T14:00.")) from refusal


def _as_wall_text(given: object) -> str:
    if isinstance(given, datetime):
        return wall_text(given)
    return trimmed(given if isinstance(given, str) else "").replace(" ", "T")


class NumberField(StringField):  # type: ignore[misc]  # wtforms is untyped
    """A whole number, or nothing; `number` is it."""

    def __init__(self, label: str, largest: int = 10_000_000, **more: Any) -> None:
        super().__init__(label, filters=[as_text], **more)
        self.render_kw = {"inputmode": "numeric"}
        self.largest = largest
        self.number: int | None = None

    def pre_validate(self, _form: Form) -> None:
        """Read the number."""
        text = self.data or ""
        if not text:
            return
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            raise ValidationError(_("Write a whole number, or nothing for no limit."))
        self.number = int(text)
        if self.number > self.largest:
            raise ValidationError(_("This is too large."))


def as_text(given: object) -> str:
    """Give a number or a text as it stands in a field."""
    return "" if given is None else str(given).strip()


class DayField(StringField):  # type: ignore[misc]  # wtforms is untyped
    """A day `YYYY-MM-DD`, or nothing; `day` is it."""

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(label, filters=[as_text], **more)
        self.render_kw = {"type": "date"}
        self.day: date | None = None

    def pre_validate(self, _form: Form) -> None:
        """Read the day."""
        if not self.data:
            return
        try:
            self.day = date.fromisoformat(self.data)
        except ValueError as error:
            raise ValidationError(_("Write a day like 2030-05-01.")) from error
        if not 1900 <= self.day.year <= 2200:
            raise ValidationError(_("Write a day like 2030-05-01."))
