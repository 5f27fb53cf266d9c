"""What a programme file would change, in words."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from eventapp.exchange.preview import PART, PERSON, SESSION, STOP, Item, Preview, Value
from eventapp.foundation.bilingual import Text
from eventapp.foundation.genders import GENDERS
from eventapp.foundation.sectors import SECTORS
from eventapp.foundation.zone_names import city
from eventapp.programme.themes import theme_name
from eventapp.web.display import ROLES, SESSION_KINDS, country_words, language_name, name_of
from eventapp.web.moments import moment
from eventapp.web.organiser.session_form import STATES

LONGEST_SHOWN = 240
"""Signs of a text that are shown; of a longer one the part where it begins to differ."""
_BEFORE_IT_DIFFERS = 40

THINGS = {
    SESSION: _l("Session"),
    PERSON: _l("Speaker"),
    STOP: _l("Stop"),
    PART: _l("Line-up"),
}
LABELS = {
    "stop": _l("Stop"),
    "track": _l("Track"),
    "kind": _l("Kind"),
    "state": _l("State"),
    "starts_at": _l("Starts"),
    "ends_at": _l("Ends"),
    "title_en": _l("Title in English"),
    "title_sv": _l("Title in Swedish"),
    "abstract_en": _l("Abstract in English"),
    "abstract_sv": _l("Abstract in Swedish"),
    "theme": _l("Theme"),
    "host_country_code": _l("Country of the host"),
    "guest_zone": _l("City of the guests"),
    "capacity": _l("Places"),
    "line_up": _l("Line-up"),
    "order": _l("Place in the line-up"),
    "given_name": _l("Given name"),
    "family_name": _l("Family name"),
    "country_code": _l("Country"),
    "gender": _l("Gender"),
    "sector": _l("Sector"),
    "organisation": _l("Organisation"),
    "email": _l("E-mail address"),
    "bio_en": _l("Biography in English"),
    "bio_sv": _l("Biography in Swedish"),
}
_OF_KIND = {
    (SESSION, "zone"): _l("City whose clock counts"),
    (STOP, "zone"): _l("City whose clock counts"),
    (PERSON, "zone"): _l("City whose clock is theirs"),
    (SESSION, "language"): _l("Language spoken"),
    (PERSON, "language"): _l("Language of the letters to them"),
    (STOP, "title_en"): _l("Name in English"),
    (STOP, "title_sv"): _l("Name in Swedish"),
}
_TOLD_OF_NEW = {
    SESSION: ("kind", "stop", "track", "starts_at", "state"),
    PERSON: ("country_code", "organisation"),
    STOP: ("starts_at", "ends_at"),
    PART: (),
}


class FieldLine(NamedTuple):
    """A field in words, before and after."""

    label: str
    before: str
    after: str


class Line(NamedTuple):
    """Something that a file makes or changes, in words."""

    thing: str
    is_new: bool
    title: str
    code: str
    about: str
    fields: tuple[FieldLine, ...]


class ImportWords:
    """Says what files change to one reader; `stops` are the names of stops by their codes."""

    def __init__(self, stops: Mapping[str, str], language: str) -> None:
        self._stops = dict(stops)
        self._language = language
        self._values: dict[str, Callable[[str], str]] = {
            "stop": lambda code: self._stops.get(code) or code,
            "kind": lambda code: name_of(code, SESSION_KINDS),
            "state": lambda code: name_of(code, STATES),
            "zone": lambda name: city(name, language),
            "guest_zone": lambda name: city(name, language),
            "theme": lambda code: theme_name(code, language),
            "language": lambda tag: language_name(tag, language),
            "host_country_code": lambda code: country_words(code, language),
            "country_code": lambda code: country_words(code, language),
            "gender": lambda code: GENDERS[code].in_language(language),
            "sector": lambda code: SECTORS[code].in_language(language),
        }

    def lines(self, preview: Preview, most: int) -> list[Line]:
        """Say the first changes of a file."""
        stops = (item.thing for item in preview.items if item.thing.kind == STOP)
        self._stops |= {stop.code: self._title(stop.values, stop.code) for stop in stops}
        return [self._line(item) for item in preview.items[:most]]

    def _line(self, item: Item) -> Line:
        thing = item.thing
        title, code = thing.title or thing.code, thing.code
        if thing.kind in {SESSION, STOP}:
            title = self._title(thing.values, thing.code)
        about = ""
        if thing.kind == PART:
            session, _speaker, role = thing.code.split(" ")
            code, about = session, name_of(role, ROLES)
        if item.is_new:
            names = _TOLD_OF_NEW[thing.kind]
            told = (self._value(name, thing.values.get(name), thing.zone) for name in names)
            about = "\u00a0· ".join([about, *told] if about else [one for one in told if one])
        return Line(
            thing=str(THINGS[thing.kind]),
            is_new=item.is_new,
            title=title,
            code=code,
            about=about,
            fields=() if item.is_new else tuple(self._fields(item)),
        )

    def _fields(self, item: Item) -> list[FieldLine]:
        kind, zone = item.thing.kind, item.thing.zone
        lines = []
        for name, *values in item.fields:
            before, after = (self._value(name, value, zone) for value in values)
            label = str(_OF_KIND.get((kind, name)) or LABELS[name])
            lines.append(FieldLine(label, *_shortened(before, after)))
        return lines

    def _value(self, name: str, value: Value, zone: str) -> str:
        if isinstance(value, datetime):
            at = moment(value, zone, self._language)
            return _(
                "%(day)s, %(time)s %(city)s (%(offset)s)",
                day=at.day,
                time=at.time,
                city=at.city,
                offset=at.offset,
            )
        if value is None or value == "":
            return ""
        words = self._values.get(name)
        return words(str(value)) if words else str(value)

    def _title(self, values: Mapping[str, Value], code: str) -> str:
        title = Text(str(values.get("title_en") or ""), str(values.get("title_sv") or ""))
        return title.in_language(self._language) or code


def hint_words(preview: Preview) -> list[str]:
    """Say what to know beside the changes of a file."""
    return [_hint(hint.name, hint.number) for hint in preview.hints]


def _hint(name: str, number: int) -> str:
    if name == "people_of_here":
        return ngettext(
            "%(num)s new speaker gets the country and clock of the event, which the file does not "
            "tell: take in speakers.csv to say more.",
            "%(num)s new speakers get the country and clock of the event, which the file does not "
            "tell: take in speakers.csv to say more.",
            number,
        )
    if name == "people_left_out":
        return ngettext(
            "%(num)s person is left out: no country is known for them. Give the event a country.",
            "%(num)s people are left out: no country is known for them. Give the event a country.",
            number,
        )
    return ngettext(
        "Of %(num)s session an unreleased change is forgotten.",
        "Of %(num)s sessions unreleased changes are forgotten.",
        number,
    )


def _shortened(before: str, after: str) -> tuple[str, str]:
    """Give two texts from shortly before where they differ, and no longer than can be read."""
    same = next(
        (place for place, pair in enumerate(zip(before, after, strict=False)) if len({*pair}) > 1),
        min(len(before), len(after)),
    )
    start = (
        0 if max(len(before), len(after)) <= LONGEST_SHOWN else max(0, same - _BEFORE_IT_DIFFERS)
    )
    return _part(before, start), _part(after, start)


def _part(text: str, start: int) -> str:
    shown = text[start : start + LONGEST_SHOWN]
    return f"{'…' * bool(start)}{shown}{'…' * (start + LONGEST_SHOWN < len(text))}"
