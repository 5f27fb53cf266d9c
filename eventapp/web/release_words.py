"""What a release changed, in words: for pages, the feed and mails, in somebody's zone."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.events.models import Stop
from eventapp.foundation.bilingual import Text
from eventapp.releases.changelog import Change, Kind, Place
from eventapp.releases.queries import Released
from eventapp.web.day_words import day_words
from eventapp.web.local_span import LocalSpan
from eventapp.web.moments import Moment, moment, span_in
from eventapp.web.public.addresses import event_path

KIND_NAMES = {
    Kind.CANCELLED: _l("Cancelled"),
    Kind.MOVED: _l("Moved"),
    Kind.RESTORED: _l("Held after all"),
    Kind.NEW: _l("Added"),
    Kind.CHANGED: _l("Changed"),
    Kind.REMOVED: _l("Taken out"),
}
KIND_BADGES = {
    Kind.CANCELLED: "cancelled",
    Kind.MOVED: "care",
    Kind.RESTORED: "next",
    Kind.NEW: "next",
    Kind.CHANGED: "",
    Kind.REMOVED: "cancelled",
}
FIELD_NAMES = {
    "title": _l("title"),
    "abstract": _l("abstract"),
    "line_up": _l("who speaks"),
    "kind": _l("kind of session"),
    "theme": _l("theme"),
    "language": _l("language spoken"),
    "host_country_code": _l("country of the host"),
    "guest_zone": _l("city of the guests"),
    "capacity": _l("places"),
}


class Held(NamedTuple):
    """When a session is held for the reader, and where."""

    day: str
    span: LocalSpan
    where: str


class ChangeLine(NamedTuple):
    """A change in words; `before` is given where it was held at another time or place."""

    code: str
    kind: str
    badge: str
    title: str
    href: str
    before: Held | None
    after: Held | None
    fields: tuple[str, ...]


class ReleaseWords(NamedTuple):
    """A release in words."""

    number: int
    anchor: str
    at: Moment
    note: str
    note_language: str
    session_count: int
    lines: tuple[ChangeLine, ...]


class Teller(NamedTuple):
    """Says what changed at one event to one reader."""

    slug: str
    stops: Mapping[str, str]
    zone: str
    language: str

    def release(self, released: Released) -> ReleaseWords:
        """Say what a release is."""
        note, language = released.note.shown_in(self.language)
        return ReleaseWords(
            released.number,
            f"release-{released.number}",
            moment(released.released_at, self.zone, self.language),
            note,
            "" if language == self.language else language,
            released.session_count,
            self.lines(released.changes),
        )

    def lines(self, changes: Iterable[Change]) -> tuple[ChangeLine, ...]:
        """Say what changed, session by session."""
        return tuple(map(self._line, changes))

    def _line(self, change: Change) -> ChangeLine:
        public = change.kind is not Kind.REMOVED
        return ChangeLine(
            code=change.code,
            kind=str(KIND_NAMES[change.kind]),
            badge=KIND_BADGES[change.kind],
            title=change.title.in_language(self.language) or change.code,
            href=event_path(self.slug, "sessions", change.code) if public else "",
            before=self._held(change.before) if change.is_moved or not public else None,
            after=self._held(change.after),
            fields=tuple(str(FIELD_NAMES[field]) for field in change.fields),
        )

    def _held(self, place: Place | None) -> Held | None:
        if place is None:
            return None
        span = span_in(place.starts_at, place.ends_at, self.zone, self.language)
        stop = self.stops.get(place.stop) or place.stop
        where = "\u00a0· ".join(part for part in (stop, place.track) if part)
        return Held(day_words(span.day, self.language), span, where)


def teller(slug: str, stops: Iterable[Stop], zone: str, language: str) -> Teller:
    """Give who tells a reader of the changes at an event with these stops."""
    titles = {stop.code: Text(stop.title_en, stop.title_sv).in_language(language) for stop in stops}
    return Teller(slug, titles, zone, language)


def release_title(number: int) -> str:
    """Name a release."""
    return _("Release %(number)s", number=number)
