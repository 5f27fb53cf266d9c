"""The people of a schedule file beside the speakers that are stored."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from eventapp.calendars.identity import Origin, guid
from eventapp.events.models import Event
from eventapp.exchange.schedule_talks import Person, Talk
from eventapp.foundation.codes import is_code
from eventapp.foundation.countries import country_of_zone
from eventapp.foundation.genders import NOT_STATED
from eventapp.speakers.models import Speaker
from eventapp.speakers.rules import SpeakerDetails

LONGEST_PART = 120


class People(NamedTuple):
    """The codes of the file's people by their keys, and those who are new."""

    codes: Mapping[str, str]
    new: tuple[SpeakerDetails, ...]


def people_of(talks: Sequence[Talk], event: Event, stored: Iterable[Speaker], zone: str) -> People:
    """Know people again by our own guid, by a name that only one has, by the code of last time.

    The format says neither country nor zone of a person: new ones get those of the event, until
    they are imported as speakers.
    """
    speakers = list(stored)
    origin = Origin(event.id, event.created_at)
    by_guid = {guid(origin, "speaker", speaker.code): speaker.code for speaker in speakers}
    known = {speaker.code for speaker in speakers}
    named: dict[str, list[str]] = defaultdict(list)
    for speaker in speakers:
        named[f"{speaker.given_name} {speaker.family_name}".strip() or speaker.code].append(
            speaker.code
        )
    persons = {person.key: person for talk in talks for person in talk.persons}
    keys_of_name: dict[str, set[str]] = defaultdict(set)
    for person in persons.values():
        keys_of_name[person.name].add(person.key)
    country = event.country_code or country_of_zone(zone)
    codes: dict[str, str] = {}
    new: list[SpeakerDetails] = []
    for key, person in persons.items():
        namesakes = named[person.name] if len(keys_of_name[person.name]) == 1 else []
        code = by_guid.get(person.guid.casefold()) or (
            namesakes[0] if len(namesakes) == 1 else _code(person)
        )
        if code not in known and country is None:
            continue
        codes[key] = code
        if code not in known:
            known.add(code)
            new.append(_new(code, person, country or "", zone))
    return People(codes, tuple(new))


def _code(person: Person) -> str:
    """Give the code under which a new person is kept; the same at every reading."""
    wish = f"P{person.key}"
    return (
        wish
        if is_code(wish)
        else f"P{hashlib.sha256(person.key.encode('utf-8', 'backslashreplace')).hexdigest()[:10]}"
    )


def _new(code: str, person: Person, country: str, zone: str) -> SpeakerDetails:
    given, _blank, family = person.name.rpartition(" ")
    return SpeakerDetails(
        code=code,
        given_name=given[:LONGEST_PART],
        family_name=family[:LONGEST_PART],
        country_code=country,
        zone=zone,
        gender=NOT_STATED,
        sector="other",
        organisation="",
        email="",
        bio_en="",
        bio_sv="",
    )
