"""The page of a session: when it is for everybody in it, and who takes part in which role."""

from datetime import datetime
from typing import NamedTuple

from flask import Response, render_template

from eventapp.events.models import Event, Stop
from eventapp.events.queries import event_with_stops, versions_of
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.programme.queries import LineUpPerson, ProgrammeSession, programme_of
from eventapp.programme.themes import theme_name
from eventapp.web.addresses import base_url
from eventapp.web.display import ROLES, country_words
from eventapp.web.errors import found
from eventapp.web.kept import Page, kept
from eventapp.web.local_span import LocalSpan
from eventapp.web.locale import reader_language, reader_zone
from eventapp.web.moments import span_in
from eventapp.web.public.addresses import Here, event_path, served
from eventapp.web.public.event_frame import EventFrame, event_frame
from eventapp.web.public.reader_days import next_moment
from eventapp.web.public.row_words import row_words
from eventapp.web.public.session_rows import Reader, RowMaker, SessionRow
from eventapp.web.public.structured import Addresses, session_json_ld


class Clock(NamedTuple):
    """The session on the clocks of a zone, and for whom: `whom` is event, guest or reader."""

    whom: tuple[str, ...]
    span: LocalSpan
    country: str


class PersonInRole(NamedTuple):
    """A person of the line-up with the hour that it is for them."""

    given_name: str
    family_name: str
    href: str
    organisation: str
    country: str
    span: LocalSpan


class RoleGroup(NamedTuple):
    """Those who have the same role."""

    role: str
    people: tuple[PersonInRole, ...]


def show_session(slug: str, code: str) -> Response:
    """Show one session of the event; drafts are not there."""
    versions = found(versions_of(slug))
    now = utc_now()
    return kept(lambda: session_page(slug, code, now), versions.version)


def session_page(slug: str, code: str, now: datetime) -> Page:
    """Render the page as it reads at `now`."""
    event, stops = found(event_with_stops(slug))
    sessions = programme_of(event.id)
    place = found(next((i for i, one in enumerate(sessions) if one.code == code), None))
    session = sessions[place]
    language = reader_language()
    frame = event_frame(event, language)
    rows = RowMaker(Reader(slug, language, frame.zone), states=_states(session, now))
    path = event_path(slug, "sessions", code)
    text = render_template(
        "public/session.html",
        frame=frame,
        here=Here(path, (), reader_zone()),
        session=session,
        row=rows.row(session),
        other_title=_other_title(session, language),
        abstract=Text(session.abstract_en, session.abstract_sv).shown_in(language),
        stop=_stop_title(session, stops, language),
        theme=theme_name(session.theme, language) if session.theme else "",
        clocks=clocks_of(session, event, frame, language),
        line_up=line_up_of(session, slug, language),
        calendar=served(f"{path}.ics"),
        before=_neighbour(sessions[:place][::-1], rows),
        after=_neighbour(sessions[place + 1 :], rows),
        words=row_words(),
        json_ld=session_json_ld(event, session, language=language, addresses=_full(path, frame)),
    )
    return Page(text, until=next_moment((session.starts_at, session.ends_at), now))


def _full(path: str, frame: EventFrame) -> Addresses:
    return Addresses(base_url() + path, base_url() + frame.href)


def _states(session: ProgrammeSession, now: datetime) -> dict[int, str]:
    return {session.id: "live"} if session.starts_at <= now < session.ends_at else {}


def _neighbour(others: tuple[ProgrammeSession, ...], rows: RowMaker) -> SessionRow | None:
    """Give the first of the others that is not a break."""
    return next((rows.row(other) for other in others if other.kind != "break"), None)


def _other_title(session: ProgrammeSession, language: str) -> tuple[str, str] | None:
    """Give the title in the other language and that language, where it is another title."""
    other = "en" if language == "sv" else "sv"
    text = Text(session.title_en, session.title_sv)
    if text.missing(other) or text.in_language(other) == text.in_language(language):
        return None
    return text.shown_in(other)


def _stop_title(session: ProgrammeSession, stops: tuple[Stop, ...], language: str) -> str:
    stop = next(stop for stop in stops if stop.code == session.stop_code)
    return Text(stop.title_en, stop.title_sv).in_language(language)


def clocks_of(
    session: ProgrammeSession, event: Event, frame: EventFrame, language: str
) -> tuple[Clock, ...]:
    """Give the session's time for the reader, in its own zone, the event's and the guest's.

    Each zone stands there once, for all whose time it is.
    """
    wishes = (
        ("reader", frame.zone if frame.zone != event.zone or reader_zone() else ""),
        ("session", session.zone),
        ("event", event.zone),
        ("guest", session.guest_zone),
    )
    whom: dict[str, list[str]] = {}
    for name, zone_name in wishes:
        if zone_name:
            whom.setdefault(zone_name, []).append(name)
    country = country_words(session.host_country_code, language)
    return tuple(
        Clock(
            tuple(names),
            span_in(session.starts_at, session.ends_at, zone_name, language),
            country if "guest" in names else "",
        )
        for zone_name, names in whom.items()
    )


def line_up_of(session: ProgrammeSession, slug: str, language: str) -> tuple[RoleGroup, ...]:
    """Give the line-up by role, the roles in the order in which they are named."""
    by_role: dict[str, list[PersonInRole]] = {role: [] for role in ROLES}
    for person in session.people:
        by_role.setdefault(person.role, []).append(_in_role(person, session, slug, language))
    return tuple(RoleGroup(role, tuple(people)) for role, people in by_role.items() if people)


def _in_role(
    person: LineUpPerson, session: ProgrammeSession, slug: str, language: str
) -> PersonInRole:
    return PersonInRole(
        given_name=person.given_name,
        family_name=person.family_name,
        href=event_path(slug, "speakers", person.code),
        organisation=person.organisation,
        country=country_words(person.country_code, language),
        span=span_in(session.starts_at, session.ends_at, person.zone, language),
    )
