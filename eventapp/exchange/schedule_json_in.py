"""A schedule read from JSON, after the schema of https://c3voc.de/schedule/schema.json."""

import json
from collections.abc import Iterator
from typing import Any

from eventapp.exchange.problems import Problems
from eventapp.exchange.schedule_raw import MOST_TALKS, RawPerson, RawSchedule, RawTalk

MOST_MINUTES = 24 * 60
"""A number of more minutes is told as it stands, for it may be one of seconds."""


def read_json(content: bytes, problems: Problems) -> RawSchedule:
    """Read a schedule. Raises FileRefused for what is no such JSON."""
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        problems.refuse("is not UTF-8 — save it as UTF-8")
    except json.JSONDecodeError as error:
        problems.refuse(f"is neither XML nor JSON: {error.msg}", line=error.lineno)
    except (RecursionError, ValueError):
        problems.refuse("is no JSON of a schedule — it is nested too deeply, or a number too long")
    schedule = _object(_object(whole).get("schedule"))
    conference = _object(schedule.get("conference"))
    if not conference:
        problems.refuse("is no schedule — it holds schedule.conference")
    if not isinstance(conference.get("days", []), list):
        problems.refuse("is no schedule — its schedule.conference.days is a list")
    talks = tuple(_talks(conference))
    if len(talks) > MOST_TALKS:
        problems.refuse(f"has {len(talks)} sessions — at most {MOST_TALKS} are taken")
    generator = _object(_object(whole).get("generator")) or _object(schedule.get("generator"))
    return RawSchedule(
        generator=_text(generator, "name"),
        zone=_text(conference, "time_zone_name"),
        day_change=_text(conference, "day_change"),
        talks=talks,
    )


def _talks(conference: dict[str, Any]) -> Iterator[RawTalk]:
    for day_number, day in enumerate(_list(conference.get("days"))):
        date = _text(_object(day), "date")
        for key, room, talks in _rooms(_object(day).get("rooms")):
            for number, talk in enumerate(_list(talks)):
                place = f"days[{day_number}].rooms[{key}][{number}]"
                yield _talk(_object(talk), room, place, date)


def _rooms(rooms: object) -> Iterator[tuple[str, str, object]]:
    """Give how a file calls each room, its name, and its sessions; some write rooms as a list."""
    yield from ((name, name, talks) for name, talks in _object(rooms).items())
    for number, room in enumerate(_list(rooms)):
        given = _object(room)
        yield str(number), _text(given, "name"), given.get("events") or given.get("talks")


def _talk(talk: dict[str, Any], room: str, place: str, day: str) -> RawTalk:
    return RawTalk(
        line=None,
        place=place,
        id=_text(talk, "id"),
        guid=_text(talk, "guid"),
        code=_text(talk, "code"),
        url=_text(talk, "url"),
        day=day,
        date=_text(talk, "date"),
        start=_text(talk, "start"),
        duration=_duration(talk.get("duration")),
        room=_text(talk, "room") or room.strip(),
        title=_text(talk, "title"),
        subtitle=_text(talk, "subtitle"),
        track=_text(talk, "track"),
        kind=_text(talk, "type"),
        language=_text(talk, "language"),
        abstract=_text(talk, "abstract"),
        description=_text(talk, "description"),
        persons=tuple(_persons(talk)),
    )


def _persons(talk: dict[str, Any]) -> Iterator[RawPerson]:
    for person in _list(talk.get("persons")):
        # Some write but a name, and some nest what they say of a person.
        given = {"name": person} if isinstance(person, str) else _object(person)
        given = _object(given.get("person")) or given
        name = (
            _text(given, "public_name") or _text(given, "name") or _text(given, "full_public_name")
        )
        yield RawPerson(_text(given, "id"), _text(given, "guid"), name)


def _duration(value: object) -> str:
    """Give a length as it is written; a bare number is one of minutes."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < MOST_MINUTES:
        return f"{value // 60}:{value % 60:02}"
    return _text({"": value}, "")


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(values: dict[str, Any], name: str) -> str:
    """Give a text, or a whole number as one; what else stands there is nothing."""
    value = values.get(name)
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
