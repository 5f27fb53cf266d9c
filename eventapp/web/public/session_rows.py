"""Sessions as rows of a page: every word and number made here, so that templates only print."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from flask_babel import gettext as _

from eventapp.foundation.bilingual import Text
from eventapp.foundation.timezones import instant_text
from eventapp.programme.queries import LineUpPerson, ProgrammeSession
from eventapp.programme.themes import theme_name
from eventapp.web.display import ROLES, SESSION_KINDS, country_words, language_name, name_of
from eventapp.web.local_span import LocalSpan
from eventapp.web.moments import has_another_clock, later_offset, span_in
from eventapp.web.public.addresses import event_path


class PersonLine(NamedTuple):
    """A person of a line-up, with what stands beside the name."""

    name: str
    href: str
    role: str
    country: str


class Elsewhere(NamedTuple):
    """The same session on the clocks of another place; `days` later by the calendar there."""

    place: str
    span: LocalSpan
    days: int


class SessionRow(NamedTuple):
    """A session as a reader in a zone is shown it."""

    code: str
    href: str
    title: str
    title_language: str
    kind: str
    state: str
    span: LocalSpan
    starts_iso: str
    ends_iso: str
    later_offset: str
    elsewhere: tuple[Elsewhere, ...]
    people: tuple[PersonLine, ...]
    facts: tuple[str, ...]


class Reader(NamedTuple):
    """For whom rows are made: the event's slug, the language, the zone of the times."""

    slug: str
    language: str
    zone: str


class RowMaker:
    """Makes the rows of a page for a reader; what many rows share is made once."""

    def __init__(
        self,
        reader: Reader,
        *,
        states: Mapping[int, str] | None = None,
        parallel: frozenset[int] = frozenset(),
    ) -> None:
        self._reader = reader
        self._states = states or {}
        self._parallel = parallel
        self._kinds = {code: str(words) for code, words in SESSION_KINDS.items()}
        self._roles = {code: str(words) for code, words in ROLES.items()}
        self._sessions = event_path(reader.slug, "sessions", "")
        self._in_parallel = _("In parallel")
        self._people: dict[tuple[str, str], PersonLine] = {}

    def row(self, session: ProgrammeSession) -> SessionRow:
        """Give the row of a session."""
        reader = self._reader
        title, title_language = Text(session.title_en, session.title_sv).shown_in(reader.language)
        span = span_in(session.starts_at, session.ends_at, reader.zone, reader.language)
        cancelled = session.state == "cancelled"
        return SessionRow(
            code=session.code,
            href=self._sessions + quote(session.code, safe=""),
            title=title or session.code,
            title_language="" if title_language == reader.language else title_language,
            kind=session.kind,
            state="cancelled" if cancelled else self._states.get(session.id, ""),
            span=span,
            starts_iso=instant_text(session.starts_at),
            ends_iso=instant_text(session.ends_at),
            later_offset=later_offset(span),
            elsewhere=elsewhere_of(session, span, reader.language),
            people=tuple(self._person(person) for person in session.people),
            facts=self._facts(session),
        )

    def _person(self, person: LineUpPerson) -> PersonLine:
        key = (person.code, person.role)
        if key not in self._people:
            self._people[key] = PersonLine(
                name=person.name or person.code,
                href=event_path(self._reader.slug, "speakers", person.code),
                role=self._roles.get(person.role, person.role),
                country=country_words(person.country_code, self._reader.language),
            )
        return self._people[key]

    def _facts(self, session: ProgrammeSession) -> tuple[str, ...]:
        if session.kind == "break":
            return ()
        language = self._reader.language
        facts = (
            self._kinds.get(session.kind) or name_of(session.kind, SESSION_KINDS),
            theme_name(session.theme, language) if session.theme else "",
            session.track or "",
            self._in_parallel if session.id in self._parallel else "",
            language_name(session.language, language) if session.language else "",
        )
        return tuple(fact for fact in facts if fact)


def elsewhere_of(
    session: ProgrammeSession, span: LocalSpan, language: str
) -> tuple[Elsewhere, ...]:
    """Give the clocks that matter beside those of `span`: the guest's, and the session's own.

    The session's own zone is left out where its clocks agree with those shown already.
    """
    if session.kind == "break":
        return ()
    found = []
    if session.guest_zone:
        guest = span_in(session.starts_at, session.ends_at, session.guest_zone, language)
        country = session.host_country_code
        place = country_words(country, language) if country else ""
        found.append(Elsewhere(place, guest, guest.days_from(span)))
    if session.zone != session.guest_zone:
        own = span_in(session.starts_at, session.ends_at, session.zone, language)
        if all(has_another_clock(own, other) for other in (span, *(one.span for one in found))):
            found.append(Elsewhere("", own, own.days_from(span)))
    return tuple(found)
