"""What search engines and chat programs read of a page: schema.org's JSON-LD and Open Graph.

Times carry the offset of the event's zone at that instant. The texts are written by people, so
what is put into a `<script>` cannot end it, whatever they wrote.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from eventapp.events.models import Event, Stop
from eventapp.events.rules import CANCELLED, POSTPONED
from eventapp.foundation.bilingual import Text
from eventapp.foundation.timezones import local
from eventapp.programme.queries import LineUpPerson, ProgrammeSession
from eventapp.speakers.models import Speaker

LONGEST_PREVIEW = 200
"""Characters of a description that chat programs show."""

_LOCALES = {"sv": "sv_SE", "en": "en_GB"}
_MODES = {"online": "Online", "onsite": "Offline", "hybrid": "Mixed"}
_INERT = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


class Addresses(NamedTuple):
    """The full addresses of what is described."""

    page: str
    """Of the page itself."""
    event: str
    """Of the event: sessions lie under it."""

    def session(self, code: str) -> str:
        """Give the address of a session."""
        return f"{self.event}/sessions/{quote(code, safe='')}"


def event_json_ld(
    event: Event,
    stops: Sequence[Stop],
    sessions: Iterable[ProgrammeSession] = (),
    *,
    language: str,
    url: str,
) -> Markup:
    """Give the event with its stops, and in them its sessions; `url` is the event's full address.

    A page of 500 sessions does well to leave the sessions out: each has a page of its own.
    """
    by_stop: dict[str, list[ProgrammeSession]] = {stop.code: [] for stop in stops}
    for session in sessions:
        by_stop[session.stop_code].append(session)
    addresses = Addresses(url, url)
    thing = {"@context": "https://schema.org", **_event(event, language, url)}
    thing["description"] = Text(event.description_en, event.description_sv).in_language(language)
    thing["superEvent"] = {
        "@type": "EventSeries",
        "name": Text(event.series.name_en, event.series.name_sv).in_language(language),
    }
    thing |= _span(event.zone, stops)
    thing["subEvent"] = [
        _stop(event, stop, by_stop[stop.code], language, addresses) for stop in stops
    ]
    return _script(thing)


def session_json_ld(
    event: Event, session: ProgrammeSession, *, language: str, addresses: Addresses
) -> Markup:
    """Give a session as part of its event."""
    thing = {"@context": "https://schema.org", **_session(event, session, language, addresses)}
    thing["superEvent"] = _event(event, language, addresses.event)
    return _script(thing)


def speaker_json_ld(
    event: Event,
    speaker: Speaker,
    sessions: Iterable[ProgrammeSession],
    *,
    language: str,
    addresses: Addresses,
) -> Markup:
    """Give a speaker with the sessions they appear in; nothing that the page does not show."""
    return _script(
        {
            "@context": "https://schema.org",
            "@type": "Person",
            "name": f"{speaker.given_name} {speaker.family_name}".strip(),
            "givenName": speaker.given_name,
            "familyName": speaker.family_name,
            "url": addresses.page,
            "description": Text(speaker.bio_en, speaker.bio_sv).in_language(language),
            "affiliation": _organisation(speaker.organisation),
            "performerIn": [_session(event, session, language, addresses) for session in sessions],
        }
    )


def open_graph(
    title: str, description: str, *, url: str, language: str, site: str, image: str = ""
) -> dict[str, str]:
    """Give the properties of a page's preview; `url` and `image` are full addresses."""
    words = " ".join(description.split())
    if len(words) > LONGEST_PREVIEW:
        words = words[: LONGEST_PREVIEW - 1].rstrip() + "…"
    properties = {
        "og:type": "website",
        "og:site_name": site,
        "og:title": title,
        "og:description": words,
        "og:url": url,
        "og:locale": _LOCALES[language],
        "og:image": image,
    }
    return {name: value for name, value in properties.items() if value}


def _event(event: Event, language: str, url: str) -> dict[str, Any]:
    return {
        "@type": "Event",
        "name": Text(event.name_en, event.name_sv).in_language(language),
        "url": url,
        "inLanguage": event.languages.split(),
        "isAccessibleForFree": event.free_of_charge,
        "eventStatus": _status(event),
        **_place(event, url),
    }


def _status(event: Event) -> str:
    """Tell in the words of schema.org whether the event is held."""
    name = {POSTPONED: "EventPostponed", CANCELLED: "EventCancelled"}.get(event.state)
    return f"https://schema.org/{name or 'EventScheduled'}"


def _place(event: Event, url: str) -> dict[str, Any]:
    """Tell where one attends: on the event's page, or in its country."""
    online = {"@type": "VirtualLocation", "url": url}
    address = {"@type": "PostalAddress", "addressCountry": event.country_code}
    name = event.name_en or event.name_sv
    onsite = {"@type": "Place", "name": name, "address": _filled(address)}
    locations = {"online": [online], "onsite": [onsite]}.get(event.format, [onsite, online])
    mode = _MODES.get(event.format, "Mixed")
    return {
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
        "location": locations[0] if len(locations) == 1 else locations,
    }


def _span(zone_name: str, stops: Sequence[Stop]) -> dict[str, Any]:
    if not stops:
        return {}
    return _times(
        zone_name, min(stop.starts_at for stop in stops), max(stop.ends_at for stop in stops)
    )


def _times(zone_name: str, starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    return {
        "startDate": local(starts_at, zone_name).isoformat(timespec="seconds"),
        "endDate": local(ends_at, zone_name).isoformat(timespec="seconds"),
    }


def _stop(
    event: Event,
    stop: Stop,
    sessions: Sequence[ProgrammeSession],
    language: str,
    addresses: Addresses,
) -> dict[str, Any]:
    return {
        "@type": "Event",
        "name": Text(stop.title_en, stop.title_sv).in_language(language) or stop.code,
        "eventStatus": _status(event),
        "isAccessibleForFree": event.free_of_charge,
        **_times(stop.zone, stop.starts_at, stop.ends_at),
        **_place(event, addresses.event),
        "subEvent": [_session(event, session, language, addresses) for session in sessions],
    }


def _session(
    event: Event, session: ProgrammeSession, language: str, addresses: Addresses
) -> dict[str, Any]:
    is_cancelled = session.state == CANCELLED
    status = "https://schema.org/EventCancelled" if is_cancelled else _status(event)
    return {
        "@type": "Event",
        "name": session.title(language),
        "description": session.abstract(language),
        "url": addresses.session(session.code),
        "inLanguage": session.language,
        "isAccessibleForFree": event.free_of_charge,
        "eventStatus": status,
        **_times(session.zone, session.starts_at, session.ends_at),
        **_place(event, addresses.event),
        "performer": [_performer(person) for person in _each_once(session.people)],
    }


def _each_once(people: Iterable[LineUpPerson]) -> Iterable[LineUpPerson]:
    """Give everybody once: who moderates and speaks has two rows."""
    return {person.code: person for person in people}.values()


def _performer(person: LineUpPerson) -> dict[str, Any]:
    return {
        "@type": "Person",
        "name": person.name,
        "affiliation": _organisation(person.organisation),
    }


def _organisation(name: str) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None


def _filled(thing: Any) -> Any:
    """Leave out what is not known; False and 0 are known."""
    if isinstance(thing, Mapping):
        filled = {name: _filled(value) for name, value in thing.items()}
        return {name: value for name, value in filled.items() if value not in (None, "", [], {})}
    return [_filled(part) for part in thing] if isinstance(thing, list) else thing


def _script(thing: dict[str, Any]) -> Markup:
    """Give the JSON so that no HTML can be seen in it."""
    text = json.dumps(_filled(thing), ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_INERT))  # noqa: S704 -- nothing in it is markup any more
