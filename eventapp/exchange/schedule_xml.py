"""A schedule as XML, after the schema of https://c3voc.de/schedule/schema.xsd."""

import re
from html import escape

from eventapp.exchange.schedule_export import Day, Schedule, Talk

_CODE = re.compile(r"[0-9A-Z]{6}")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TIMESLOT = "0:05"


def schedule_xml(schedule: Schedule) -> str:
    """Give the text of `schedule.xml`."""
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<schedule>",
        f'<generator name="eventapp" system={_quoted(schedule.base_url)}/>',
        _element("url", f"{schedule.url}/schedule.xml"),
        _element("version", schedule.version),
        "<conference>",
        _element("title", schedule.title),
        _element("acronym", schedule.acronym),
        _element("start", schedule.days[0].on.isoformat()),
        _element("end", schedule.days[-1].on.isoformat()),
        _element("days", str(len(schedule.days))),
        _element("timeslot_duration", TIMESLOT),
        _element("base_url", schedule.base_url),
        _element("url", schedule.url),
        _element("time_zone_name", schedule.zone_name),
        *(
            f"<track name={_quoted(track.name)} slug={_quoted(track.slug)}/>"
            for track in schedule.tracks
        ),
        "</conference>",
    ]
    days = (line for day in schedule.days for line in _day(schedule, day))
    return "\n".join([*head, *days, "</schedule>"]) + "\n"


def _day(schedule: Schedule, day: Day) -> list[str]:
    start, end = (moment.isoformat(timespec="seconds") for moment in (day.starts_at, day.ends_at))
    lines = [f'<day index="{day.number}" date="{day.on.isoformat()}" start="{start}" end="{end}">']
    for name, talks in day.rooms.items():
        lines.append(f"<room name={_quoted(name)} guid={_quoted(schedule.rooms[name])}>")
        for talk in talks:
            lines += _talk(talk)
        lines.append("</room>")
    return [*lines, "</day>"]


def _talk(talk: Talk) -> list[str]:
    code = f' code="{talk.code}"' if _CODE.fullmatch(talk.code) else ""
    lines = [
        f'<event guid="{talk.guid}" id="{talk.id}"{code}>',
        _element("date", talk.starts_at.isoformat(timespec="seconds")),
        _element("start", f"{talk.starts_at:%H:%M}"),
        _element("duration", talk.duration),
        _element("room", talk.room),
        _element("slug", talk.slug),
        _element("url", talk.url),
        _element("title", talk.title),
        "<subtitle/>",
        _element("track", talk.theme),
        _element("type", talk.kind),
        _element("language", talk.language),
        _element("abstract", talk.abstract),
        "<description/>",
    ]
    if talk.do_not_record is not None:
        optout = "true" if talk.do_not_record else "false"
        lines.append(f"<recording><license/><optout>{optout}</optout></recording>")
    persons = "".join(
        f'<person id="{person.id}" guid="{person.guid}">{_text(person.name)}</person>'
        for person in talk.persons
    )
    return [*lines, f"<persons>{persons}</persons>", "<links/>", "<attachments/>", "</event>"]


def _text(text: str) -> str:
    """Give a text as XML has it; some control characters have no way into XML at all."""
    return escape(_NOT_XML.sub("", text), quote=False).replace("\r\n", "\n").replace("\r", "\n")


def _quoted(text: str) -> str:
    return '"' + escape(_NOT_XML.sub("", text)).replace("\n", " ").replace("\t", " ") + '"'


def _element(name: str, text: str) -> str:
    return f"<{name}>{_text(text)}</{name}>"
