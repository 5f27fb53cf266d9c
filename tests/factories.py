"""Rows for tests: functions with defaults that are valid and dull."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from eventapp.attendance.models import LogIn, Play
from eventapp.events.models import Event, PastEdition, Series, Stop
from eventapp.foundation.database import db
from eventapp.foundation.timezones import TZDATA_VERSION, to_wall
from eventapp.foundation.transaction import transaction
from eventapp.programme.models import Appearance, Session, Track
from eventapp.registration.models import Registration
from eventapp.roster.models import Shift
from eventapp.speakers.models import Speaker
from eventapp.streams.models import Recording, Stream

NOON = datetime(2030, 5, 15, 12, 0, tzinfo=UTC)
STOCKHOLM = "Europe/Stockholm"
_numbers = count(1)


def _saved(row: Any) -> Any:
    with transaction():
        db.session.add(row)
        db.session.flush()
    return row


def make_series(slug: str = "", **values: Any) -> Series:
    """Make a series."""
    slug = slug or f"series-{next(_numbers)}"
    return _saved(Series(slug=slug, **{"name_en": slug, "name_sv": slug} | values))


def make_past_edition(series: Series, slug: str, **values: Any) -> PastEdition:
    """Note an edition from before this system."""
    defaults = {
        "kind": "conference",
        "format": "onsite",
        "starts_on": "2019-04",
        "ends_on": "2019-04",
        "state": "held",
        "source": "final report",
    }
    return _saved(PastEdition(series_slug=series.slug, slug=slug, **defaults | values))


def make_event(slug: str = "", *, series: Series | None = None, **values: Any) -> Event:
    """Make an event in Stockholm's zone."""
    slug = slug or f"event-{next(_numbers)}"
    series_id = (series or make_series()).id
    defaults = {
        "name_en": slug,
        "name_sv": slug,
        "kind": "conference",
        "format": "online",
        "zone": STOCKHOLM,
        "country_code": "SE",
        "languages": "en sv",
        "created_at": NOON,
    }
    return _saved(Event(slug=slug, series_id=series_id, **defaults | values))


def make_stop(
    event: Event, code: str = "", *, starts_at: datetime = NOON, hours: float = 4, **values: Any
) -> Stop:
    """Make a stop of four hours."""
    code = code or f"D{next(_numbers)}"
    zone = values.get("zone", event.zone)
    ends_at = starts_at + timedelta(hours=hours)
    defaults = {
        "title_en": code,
        "title_sv": code,
        "zone": zone,
        "wall_starts": to_wall(starts_at, zone),
        "wall_ends": to_wall(ends_at, zone),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "tzdata_version": TZDATA_VERSION,
    }
    return _saved(Stop(event_id=event.id, code=code, **defaults | values))


def make_session(
    stop: Stop, code: str = "", *, starts_at: datetime = NOON, minutes: float = 45, **values: Any
) -> Session:
    """Make a published talk of 45 minutes."""
    code = code or f"S{next(_numbers)}"
    zone = values.get("zone", stop.zone)
    ends_at = starts_at + timedelta(minutes=minutes)
    defaults = {
        "kind": "talk",
        "zone": zone,
        "wall_starts": to_wall(starts_at, zone),
        "wall_ends": to_wall(ends_at, zone),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "tzdata_version": TZDATA_VERSION,
        "title_en": code,
        "title_sv": code,
        "created_at": NOON,
        "changed_at": NOON,
    }
    return _saved(Session(event_id=stop.event_id, stop_id=stop.id, code=code, **defaults | values))


def make_track(stop: Stop, name: str = "Main", **values: Any) -> Track:
    """Make a track of a stop."""
    return _saved(Track(stop_id=stop.id, name=name, **values))


def make_speaker(event: Event, code: str = "", **values: Any) -> Speaker:
    """Make a speaker from Sweden."""
    code = code or f"T{next(_numbers)}"
    defaults = {
        "given_name": "Ada",
        "family_name": code,
        "country_code": "SE",
        "zone": STOCKHOLM,
        "gender": "not_stated",
        "sector": "academia",
        "organisation": "",
    }
    return _saved(Speaker(event_id=event.id, code=code, **defaults | values))


def make_appearance(session: Session, speaker: Speaker, role: str = "presenter") -> Appearance:
    """Put a speaker into a session."""
    return _saved(Appearance(session_id=session.id, speaker_id=speaker.id, role=role))


def make_registration(event: Event, code: str = "", **values: Any) -> Registration:
    """Make a registration from Sweden."""
    code = code or f"P{next(_numbers)}"
    defaults = {
        "ticket_code": f"ticket-{event.id}-{code}",
        "given_name": "Ada",
        "family_name": code,
        "email": f"{code.casefold()}@example.org",
        "country_code": "SE",
        "zone": STOCKHOLM,
        "sector": "academia",
        "organisation": "",
        "gender": "not_stated",
        "language": "en",
        "registered_at": NOON - timedelta(days=30),
    }
    return _saved(Registration(event_id=event.id, code=code, **defaults | values))


def make_log_in(
    stop: Stop,
    registration: Registration,
    joined_at: datetime = NOON,
    left_at: datetime | None = None,
    **values: Any,
) -> LogIn:
    """Make a log-in; without `left_at` of no known length."""
    defaults = {"code": f"L{next(_numbers)}", "joined_at": joined_at, "left_at": left_at}
    return _saved(
        LogIn(
            event_id=stop.event_id,
            stop_id=stop.id,
            registration_id=registration.id,
            **defaults | values,
        )
    )


def make_play(session: Session, registration: Registration, **values: Any) -> Play:
    """Make a play of the first ten minutes."""
    defaults = {
        "code": f"V{next(_numbers)}",
        "started_at": NOON + timedelta(days=1),
        "played_segments": "0[.]600",
        "recording_seconds": 2700,
    }
    return _saved(
        Play(
            event_id=session.event_id,
            session_id=session.id,
            registration_id=registration.id,
            **defaults | values,
        )
    )


def make_stream(stop: Stop, **values: Any) -> Stream:
    """Say that a stop is watched by a file on this site."""
    return _saved(Stream(stop_id=stop.id, **{"kind": "file", "address": "/live.webm"} | values))


def make_recording(session: Session, **values: Any) -> Recording:
    """Make a recording of 45 minutes."""
    defaults = {"kind": "file", "address": "/talk.webm", "seconds": 2700}
    return _saved(Recording(session_id=session.id, **defaults | values))


def make_shift(
    stop: Stop, code: str = "", *, starts_at: datetime = NOON, hours: float = 2, **values: Any
) -> Shift:
    """Make a shift of a technician in Stockholm, of two hours."""
    code, ends_at = code or f"R{next(_numbers)}", starts_at + timedelta(hours=hours)
    defaults = {
        "role": "technician",
        "name": "Kim",
        "person_zone": STOCKHOLM,
        "zone": stop.zone,
        "wall_starts": to_wall(starts_at, stop.zone),
        "wall_ends": to_wall(ends_at, stop.zone),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "tzdata_version": TZDATA_VERSION,
    }
    return _saved(Shift(event_id=stop.event_id, stop_id=stop.id, code=code, **defaults | values))
