"""What is to be stored of a file, and beside what: the same for all files of a programme."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from eventapp.events.models import Event, Stop
from eventapp.events.queries import stops_of
from eventapp.events.rules import StopDetails
from eventapp.exchange.lineup import Part
from eventapp.exchange.preview import PERSON, SESSION, Hint, Preview, Thing, Value, Values
from eventapp.programme.pending import has_releases
from eventapp.programme.queries import ProgrammeSession, programme_of, working_programme_of
from eventapp.programme.rules import KNOWN_STATES, SessionDetails
from eventapp.programme.working import pending_codes
from eventapp.speakers.models import Speaker
from eventapp.speakers.queries import speakers_of
from eventapp.speakers.rules import SpeakerDetails

_OF_SESSION = (
    *("kind", "state", "starts_at", "ends_at", "zone", "title_en", "title_sv"),
    *("abstract_en", "abstract_sv", "theme", "host_country_code", "guest_zone"),
    *("language", "capacity"),
)
_OF_SPEAKER = tuple(name for name in SpeakerDetails._fields if name != "code")


class Before(NamedTuple):
    """What is stored of an event, before a file changes it.

    `waits`: what the file changes waits for the next release, so the sessions are as organisers
    left them; else they are as everybody sees them. `waiting` are the codes of those of which
    something waits already.
    """

    event: Event
    stops: Sequence[Stop]
    sessions: Sequence[ProgrammeSession]
    speakers: Sequence[Speaker]
    waits: bool
    waiting: frozenset[str]


class Plan(NamedTuple):
    """What is to be stored, in the order of its parts; each session with the code of its stop.

    The fields in `kept` are written for new sessions or speakers only.
    """

    preview: Preview
    speakers: Sequence[SpeakerDetails] = ()
    stops: Sequence[StopDetails] = ()
    sessions: Sequence[tuple[str, SessionDetails]] = ()
    line_up: Sequence[Part] = ()
    kept: frozenset[str] = frozenset()


def before_of(event: Event, *, beside: bool) -> Before:
    """Give what is stored of an event; `beside` what is public, once it was released."""
    waits = beside and has_releases(event.id)
    read = working_programme_of if waits else programme_of
    return Before(
        event=event,
        stops=stops_of(event.id),
        sessions=read(event.id, states=KNOWN_STATES),
        speakers=speakers_of(event.id),
        waits=waits,
        waiting=pending_codes(event.id),
    )


def hints_of(before: Before, codes: Iterable[str]) -> tuple[Hint, ...]:
    """Say of how many sessions a file forgets what waits for a release."""
    forgotten = 0 if before.waits else len(before.waiting.intersection(codes))
    return (Hint("forgotten", forgotten),) if forgotten else ()


def zones_of(stops: Iterable[Stop | StopDetails]) -> dict[str, str]:
    """Give the zone of each stop by its code."""
    return {stop.code: stop.zone for stop in stops}


def thing_of_session(stop: str, details: SessionDetails, zones: Mapping[str, str]) -> Thing:
    """Give a session as a file has it."""
    values: dict[str, Value] = {"stop": stop, "track": details.track}
    values |= {name: getattr(details, name) for name in _OF_SESSION}
    title = details.title_en or details.title_sv
    return Thing(SESSION, details.code, title, zones[stop], values)


def stored_sessions(before: Before) -> dict[str, Values]:
    """Give the sessions that are stored, by code, as they are compared."""
    return {
        session.code: {"stop": session.stop_code, "track": session.track or ""}
        | {name: getattr(session, name) for name in _OF_SESSION}
        for session in before.sessions
    }


def thing_of_speaker(details: SpeakerDetails) -> Thing:
    """Give a person as a file has them."""
    values = {name: getattr(details, name) for name in _OF_SPEAKER}
    return Thing(PERSON, details.code, name_of(details), details.zone, values)


def stored_speakers(before: Before) -> dict[str, Values]:
    """Give the people who are stored, by code, as they are compared."""
    return {
        speaker.code: {name: getattr(speaker, name) for name in _OF_SPEAKER}
        for speaker in before.speakers
    }


def name_of(person: Speaker | SpeakerDetails) -> str:
    """Give a person's name, either part of which may be blank."""
    return f"{person.given_name} {person.family_name}".strip()
