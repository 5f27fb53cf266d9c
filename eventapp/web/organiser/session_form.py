"""The form of a session."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from eventapp.events.models import Stop
from eventapp.foundation.bilingual import Text
from eventapp.foundation.edits import Seen, seen_of
from eventapp.programme.changing import EDITED
from eventapp.programme.models import Track
from eventapp.programme.rules import (
    CANCELLED,
    DRAFT,
    KINDS,
    PARKED,
    PUBLISHED,
    UNSEEN,
    SessionDetails,
)
from eventapp.programme.themes import THEMES, theme_name
from eventapp.programme.working import EditedSession
from eventapp.web.choices import LongSelectField, country_options
from eventapp.web.display import SESSION_KINDS, language_name
from eventapp.web.locale import reader_language
from eventapp.web.organiser.edit_fields import CityField, NumberField, line, lines
from eventapp.web.organiser.edit_form import EditForm
from eventapp.web.organiser.span_fields import SPAN_COLUMNS, SpanFields

STATES = {
    DRAFT: _l("Draft"),
    PARKED: _l("Parked: its time comes later"),
    PUBLISHED: _l("Published"),
    CANCELLED: _l("Cancelled"),
}
COMMON_LANGUAGES = ("en", "sv", "da", "de", "es", "fi", "fr", "no")


class SessionForm(EditForm, SpanFields):
    """Asks for all that is told of a session."""

    PARTS = (
        ("", (("title_en", "title_sv"), ("kind", "state"))),
        (_l("When and where"), (("stop", "track"), ("wall_starts", "wall_ends"), "zone")),
        (_l("What it is about"), (("abstract_en", "abstract_sv"), ("theme", "language"))),
        (_l("Guests and places"), (("host_country_code", "guest_zone"), "capacity", "code")),
    )
    COLUMNS = {**SPAN_COLUMNS, "stop": ("stop_id",), "track": ("track_id",)}

    title_en = line(_l("Title in English"), 300)
    title_sv = line(_l("Title in Swedish"), 300)
    kind = SelectField(_l("Kind"), validate_choice=True)
    state = SelectField(_l("State"), validate_choice=True)
    stop = SelectField(_l("Stop"), validate_choice=True)
    track = SelectField(_l("Track"), validate_choice=True)
    abstract_en = lines(_l("Abstract in English"))
    abstract_sv = lines(_l("Abstract in Swedish"))
    theme = SelectField(_l("Theme"), validate_choice=True)
    language = SelectField(_l("Language spoken"), validate_choice=True)
    host_country_code = LongSelectField(_l("Country of the host"), validate_choice=False)
    guest_zone = CityField(_l("City of the guests"), needed=False)
    capacity = NumberField(_l("Places"))
    code = line(
        _l("Code"), 40, hint=_l("Stands in addresses and files, and stays. Blank: the next free.")
    )

    def __init__(
        self,
        stops: Sequence[Stop],
        tracks: Sequence[Track],
        session: EditedSession | None,
        stop: Stop,
    ) -> None:
        """Begin with a session, or with the start of a stop for a new one."""
        stored = stored_session(session) if session else _new(stop)
        super().__init__(stored, seen_session(session) if session else None)
        self._stops = {one.code: one for one in stops}
        self._session = session
        self._choose_from(tracks, stored)
        self.mark_needed("kind", "state", "stop")
        if session is not None:
            del self.code
            self.offer_folds(session.starts_at, session.ends_at)

    def _choose_from(self, tracks: Sequence[Track], stored: dict[str, Any]) -> None:
        self.kind.choices = [SelectChoice(kind, str(SESSION_KINDS[kind])) for kind in KINDS]
        states = [CANCELLED] if stored["state"] == CANCELLED else [DRAFT, PARKED, PUBLISHED]
        self.state.choices = [SelectChoice(state, str(STATES[state])) for state in states]
        self.stop.choices = [
            SelectChoice(code, _stop_words(one)) for code, one in self._stops.items()
        ]
        names = dict.fromkeys(track.name for track in tracks)
        self.track.choices = [SelectChoice("", _("None")), *(SelectChoice(n, n) for n in names)]
        themes = dict.fromkeys([*THEMES, stored["theme"]])
        self.theme.choices = [SelectChoice("", _("None"))] + [
            SelectChoice(code, theme_name(code, reader_language())) for code in themes if code
        ]
        tags = dict.fromkeys([*COMMON_LANGUAGES, stored["language"]])
        self.language.choices = [SelectChoice("", _("That of the event"))] + [
            SelectChoice(tag, language_name(tag, reader_language())) for tag in tags if tag
        ]
        self.host_country_code.options = country_options(reader_language())

    def keep_public(self) -> None:
        """Offer no draft: what was released is cancelled, and does not vanish."""
        self.state.choices = [
            choice for choice in self.state.choices or () if choice.value not in UNSEEN
        ]

    def validate(self, **more: Any) -> bool:
        """Tell whether the form can be stored, times by the clock of their city."""
        return bool(super().validate(**more)) and self.read_span()

    def details(self) -> SessionDetails:
        """Give the session, after the form was found valid."""
        assert self.span is not None  # noqa: S101 -- `validate` has read it
        names = ("kind", "state", "title_en", "title_sv", "abstract_en", "abstract_sv", "theme")
        return SessionDetails(
            code=self.code.data if "code" in self else "",
            stop_id=self._stops[self.stop.data].id,
            track=self.track.data,
            host_country_code=self.host_country_code.data or "",
            guest_zone=self.guest_zone.data,
            language=self.language.data,
            capacity=self.capacity.number,
            **self.span._asdict(),
            **{name: self[name].data for name in names},
        )


def stored_session(session: EditedSession) -> dict[str, Any]:
    """Give a session as its form shows it."""
    columns = set(EDITED) - {"stop_id", "track_id", "starts_at", "ends_at"}
    values = {name: getattr(session, name) for name in EDITED if name in columns}
    track = session.track.name if session.track else ""
    return values | {"stop": session.stop.code, "track": track}


def seen_session(session: EditedSession) -> Seen:
    """Give what a form shows of a session, to come back with the edit."""
    return seen_of(session, EDITED)


def _new(stop: Stop) -> dict[str, Any]:
    blank = ("title_en", "title_sv", "abstract_en", "abstract_sv", "theme", "language", "track")
    return {
        **dict.fromkeys(blank, ""),
        "kind": "talk",
        "state": DRAFT,
        "stop": stop.code,
        "zone": stop.zone,
        "wall_starts": stop.wall_starts,
        "wall_ends": stop.wall_ends,
        "host_country_code": "",
        "guest_zone": "",
        "capacity": None,
    }


def _stop_words(stop: Stop) -> str:
    title = Text(stop.title_en, stop.title_sv).in_language(reader_language())
    return f"{stop.code}\u00a0· {title}" if title else stop.code
