"""What readers of frab's exchange format ask of a schedule.

The published schemas are under another licence than this project, so they are not part of it:
`EVENTAPP_TEST_SCHEMAS` names a folder with `schedule.xml.xsd` and `voc-schema.json`, and then
every file is held against them too.
"""

import json
import os
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import jsonschema
from lxml import etree

SCHEMAS = os.environ.get("EVENTAPP_TEST_SCHEMAS")

_DURATION = re.compile(r"([0-9]|1[0-9]|2[0-3]):[0-5][0-9]")
_ACRONYM = re.compile(r"[a-z0-9_]{4,}")
_SLUG = re.compile(r"[a-z0-9_]{4,}-[a-z0-9_-]{3,}[a-z0-9]")
_TRACK_SLUG = re.compile(r"[a-z][a-z0-9-]*[a-z0-9]")


def checked_json(text: str) -> dict[str, Any]:
    """Give the conference in a `schedule.json` that readers can take."""
    content = json.loads(text)
    if SCHEMAS:
        schema = json.loads((Path(SCHEMAS) / "voc-schema.json").read_text(encoding="utf-8"))
        checker = jsonschema.Draft6Validator.FORMAT_CHECKER
        jsonschema.Draft6Validator(schema, format_checker=checker).validate(content)
    conference: dict[str, Any] = content["schedule"]["conference"]
    talks = talks_of(conference)
    assert content["schedule"]["version"]
    assert _ACRONYM.fullmatch(conference["acronym"])
    assert conference["daysCount"] == len(conference["days"]) > 0
    assert [day["index"] for day in conference["days"]] == [*range(1, len(conference["days"]) + 1)]
    assert all(_TRACK_SLUG.fullmatch(track["slug"]) for track in conference["tracks"])
    assert {talk["room"] for talk in talks} <= {room["name"] for room in conference["rooms"]}
    for talk in talks:
        _check_talk(talk)
    for name in ("guid", "id", "slug"):
        assert len({talk[name] for talk in talks}) == len(talks)
    for day in conference["days"]:
        _check_day(day)
    return conference


def _check_talk(talk: dict[str, Any]) -> None:
    starts_at = datetime.fromisoformat(talk["date"])
    assert isinstance(talk["id"], int)
    assert str(UUID(talk["guid"])) == talk["guid"]
    assert _SLUG.fullmatch(talk["slug"])
    assert _DURATION.fullmatch(talk["duration"])
    assert f"{starts_at:%H:%M}" == talk["start"]
    assert starts_at.utcoffset() is not None
    assert "description" in talk
    for person in talk["persons"]:
        assert set(person) == {"guid", "name", "public_name"}
        assert str(UUID(person["guid"])) == person["guid"]
        assert person["name"] == person["public_name"] != ""


def _check_day(day: dict[str, Any]) -> None:
    starts_at, ends_at = (datetime.fromisoformat(day[name]) for name in ("day_start", "day_end"))
    assert starts_at < ends_at
    for name, talks in day["rooms"].items():
        for talk in talks:
            assert talk["room"] == name
            assert starts_at <= datetime.fromisoformat(talk["date"])
            assert datetime.fromisoformat(talk["end"]) <= ends_at
            assert datetime.fromisoformat(talk["date"]).date() == date.fromisoformat(day["date"])


def talks_of(conference: dict[str, Any]) -> list[dict[str, Any]]:
    """Give all sessions of a conference, day by day and room by room."""
    return [talk for day in conference["days"] for talks in day["rooms"].values() for talk in talks]


def checked_xml(text: str) -> Any:
    """Give the root of a `schedule.xml` that readers can take."""
    root: Any = etree.fromstring(text.encode())
    if SCHEMAS:
        etree.XMLSchema(etree.parse(Path(SCHEMAS) / "schedule.xml.xsd")).assertValid(root)
    events = root.findall("day/room/event")
    assert root.find("day") is not None
    assert _ACRONYM.fullmatch(root.findtext("conference/acronym"))
    for name in ("guid", "id"):
        assert len({event.get(name) for event in events}) == len(events)
    for event in events:
        assert event.find("persons") is not None
        assert all(int(person.get("id")) > 0 for person in event.findall("persons/person"))
        for named in (event, *event.findall("persons/person")):
            assert str(UUID(named.get("guid"))) == named.get("guid")
        assert event.findtext("room") == event.getparent().get("name")
        assert _DURATION.fullmatch(event.findtext("duration"))
        starts_at = datetime.fromisoformat(event.findtext("date"))
        day = event.getparent().getparent()
        assert starts_at.date() == date.fromisoformat(day.get("date"))
        assert datetime.fromisoformat(day.get("start")) <= starts_at
        hours, minutes = event.findtext("duration").split(":")
        length = timedelta(hours=int(hours), minutes=int(minutes))
        assert starts_at + length <= datetime.fromisoformat(day.get("end"))
    return root
