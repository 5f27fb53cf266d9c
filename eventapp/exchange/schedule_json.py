"""A schedule as JSON, after the schema of https://c3voc.de/schedule/schema.json."""

import json
import re
from typing import Any

from eventapp.exchange.schedule_export import Day, Schedule, Talk

_CODE = re.compile(r"[A-Z0-9]+")
_ZONE_NAME = re.compile(r"([A-Z][a-z]+/[A-Z][a-z]+).*|.*UTC")
TIMESLOT = "0:05"


def schedule_json(schedule: Schedule) -> str:
    """Give the text of `schedule.json`."""
    conference: dict[str, Any] = {
        "acronym": schedule.acronym,
        "title": schedule.title,
        "start": schedule.days[0].on.isoformat(),
        "end": schedule.days[-1].on.isoformat(),
        "daysCount": len(schedule.days),
        "timeslot_duration": TIMESLOT,
        "url": schedule.url,
        "tracks": [{"name": track.name, "slug": track.slug} for track in schedule.tracks],
        "rooms": [{"name": name, "guid": guid} for name, guid in schedule.rooms.items()],
        "days": [_day(day) for day in schedule.days],
    }
    # The schema takes few of the zones without a city ("EST5EDT"); times carry their offset.
    if _ZONE_NAME.fullmatch(schedule.zone_name):
        conference["time_zone_name"] = schedule.zone_name
    content = {
        "$schema": "https://c3voc.de/schedule/schema.json",
        "generator": {"name": "eventapp", "url": schedule.base_url},
        "schedule": {
            "version": schedule.version,
            "base_url": schedule.base_url,
            "conference": conference,
        },
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _day(day: Day) -> dict[str, Any]:
    return {
        "index": day.number,
        "date": day.on.isoformat(),
        "day_start": day.starts_at.isoformat(timespec="seconds"),
        "day_end": day.ends_at.isoformat(timespec="seconds"),
        "rooms": {name: [_talk(talk) for talk in talks] for name, talks in day.rooms.items()},
    }


def _talk(talk: Talk) -> dict[str, Any]:
    """Give a session; a person has no integer `id` here, as only one shape of them may fit."""
    content: dict[str, Any] = {
        "guid": talk.guid,
        "id": talk.id,
        "date": talk.starts_at.isoformat(timespec="seconds"),
        "start": f"{talk.starts_at:%H:%M}",
        "end": talk.ends_at.isoformat(timespec="seconds"),
        "duration": talk.duration,
        "room": talk.room,
        "slug": talk.slug,
        "url": talk.url,
        "title": talk.title,
        "subtitle": "",
        "track": talk.theme or None,
        "type": talk.kind,
        "language": talk.language,
        "abstract": talk.abstract,
        "description": "",
        "do_not_record": talk.do_not_record,
        "persons": [
            {"guid": person.guid, "name": person.name, "public_name": person.name}
            for person in talk.persons
        ],
        "links": [],
        "attachments": [],
    }
    if _CODE.fullmatch(talk.code):
        content["code"] = talk.code
    return content
