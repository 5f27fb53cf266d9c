"""A programme in frab's exchange format."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from eventapp.events.models import Event
from eventapp.exchange.schedule_export import schedule_of
from eventapp.exchange.schedule_json import schedule_json
from eventapp.exchange.schedule_xml import schedule_xml
from tests.calendars.test_content_lines import SCRIPTS
from tests.exchange.schedule_rules import checked_json, checked_xml, talks_of
from tests.factories import (
    NOON,
    make_appearance,
    make_event,
    make_session,
    make_speaker,
    make_stop,
    make_track,
)

SITE = "https://example.org"


def both_files(event: Event, language: str = "en") -> tuple[dict[str, Any], Any]:
    """Give the event's schedule as JSON and as XML, both checked."""
    schedule = schedule_of(event, language=language, base_url=SITE)
    assert schedule is not None
    return checked_json(schedule_json(schedule)), checked_xml(schedule_xml(schedule))


def test_session_is_told_in_full(app: Flask) -> None:
    event = make_event("world-tour", recordings_until_on=date(2031, 1, 1))
    stop = make_stop(event, "D1")
    session = make_session(
        stop,
        "D1-1",
        title_en="Paying",
        title_sv="Att betala",
        abstract_sv="Om modeller.",
        theme="payment",
        language="sv",
        track_id=make_track(stop, "Aula").id,
    )
    speaker = make_speaker(event, "T1", given_name="Ada", family_name="Ek")
    make_appearance(session, speaker)
    make_appearance(session, speaker, "moderator")

    conference, root = both_files(event, "sv")

    (talk,) = talks_of(conference)
    (person,) = talk["persons"]
    assert talk == {
        "guid": talk["guid"],
        "id": session.id,
        "date": "2030-05-15T14:00:00+02:00",
        "start": "14:00",
        "end": "2030-05-15T14:45:00+02:00",
        "duration": "0:45",
        "room": "Aula",
        "slug": f"world_tour-{session.id}-att-betala",
        "url": "https://example.org/events/world-tour/sessions/D1-1",
        "title": "Att betala",
        "subtitle": "",
        "track": "Betalningsmodeller",
        "type": "talk",
        "language": "sv",
        "abstract": "Om modeller.",
        "description": "",
        "do_not_record": False,
        "persons": [{"guid": person["guid"], "name": "Ada Ek", "public_name": "Ada Ek"}],
        "links": [],
        "attachments": [],
    }
    assert conference["tracks"] == [{"name": "Betalningsmodeller", "slug": "payment"}]
    assert conference["time_zone_name"] == "Europe/Stockholm"
    (element,) = root.findall("day/room/event")
    assert (element.get("guid"), element.get("id")) == (talk["guid"], str(session.id))
    assert element.findtext("title") == "Att betala"
    assert element.findtext("track") == "Betalningsmodeller"
    assert element.findtext("recording/optout") == "false"
    (named,) = element.findall("persons/person")
    assert (named.text, named.get("id"), named.get("guid")) == (
        "Ada Ek",
        str(speaker.id),
        person["guid"],
    )


def test_only_what_is_held_is_in_it(app: Flask) -> None:
    stop = make_stop(make_event(), title_en="Nordics")
    make_session(stop, "A")
    make_session(stop, "B", state="draft")
    make_session(stop, "C", state="cancelled")
    make_session(stop, "P", kind="break", title_en="Coffee")

    conference, _root = both_files(stop.event)

    assert [(talk["title"], talk["do_not_record"]) for talk in talks_of(conference)] == [
        ("A", None),
        ("Coffee", True),
    ]
    assert [room["name"] for room in conference["rooms"]] == ["Nordics"]


def test_days_are_those_of_the_events_zone(app: Flask) -> None:
    event = make_event(zone="Asia/Tokyo")
    stop = make_stop(event, starts_at=NOON, hours=40)
    late = datetime(2030, 5, 15, 14, 30, tzinfo=UTC)
    make_session(stop, "late", starts_at=late, minutes=90)
    make_session(stop, "after", starts_at=late + timedelta(minutes=45), zone="Europe/Berlin")
    make_session(stop, "first", starts_at=NOON)

    conference, _root = both_files(event)

    assert [
        (day["date"], [talk["title"] for talks in day["rooms"].values() for talk in talks])
        for day in conference["days"]
    ] == [("2030-05-15", ["first", "late"]), ("2030-05-16", ["after"])]
    assert conference["days"][0]["day_end"] == "2030-05-16T01:00:00+09:00"
    assert (conference["start"], conference["end"]) == ("2030-05-15", "2030-05-16")


def test_offset_is_the_zones_at_that_instant(app: Flask) -> None:
    stop = make_stop(make_event(), starts_at=datetime(2030, 10, 26, 22, 0, tzinfo=UTC), hours=30)
    make_session(stop, "A", starts_at=datetime(2030, 10, 27, 0, 30, tzinfo=UTC), minutes=60)
    make_session(stop, "B", starts_at=datetime(2030, 10, 27, 1, 30, tzinfo=UTC), minutes=60)

    conference, _root = both_files(stop.event)

    assert [(talk["date"], talk["end"]) for talk in talks_of(conference)] == [
        ("2030-10-27T02:30:00+02:00", "2030-10-27T02:30:00+01:00"),
        ("2030-10-27T02:30:00+01:00", "2030-10-27T03:30:00+01:00"),
    ]


@pytest.mark.parametrize(
    ("minutes", "duration"), [(5, "0:05"), (61.5, "1:01"), (23 * 60, "23:00"), (3000, "23:59")]
)
def test_duration_stays_under_a_day(app: Flask, minutes: float, duration: str) -> None:
    stop = make_stop(make_event(), hours=60)
    make_session(stop, minutes=minutes)

    conference, _root = both_files(stop.event)

    assert [talk["duration"] for talk in talks_of(conference)] == [duration]


def test_event_without_sessions_has_the_days_of_its_stops(app: Flask) -> None:
    event = make_event()
    make_stop(event, "D1", title_en="Asia")
    make_stop(event, "D2", title_en="Nordics", starts_at=NOON + timedelta(days=1))

    conference, root = both_files(event)

    assert [(day["date"], day["rooms"]) for day in conference["days"]] == [
        ("2030-05-15", {"Asia": []}),
        ("2030-05-16", {"Nordics": []}),
    ]
    assert root.findall("day/room/event") == []


def test_event_without_stops_has_no_schedule(app: Flask) -> None:
    assert schedule_of(make_event(), language="en", base_url=SITE) is None


@pytest.mark.parametrize("text", [*SCRIPTS, "<b>&amp;]]></b>\"'", "a\x01b\x0bc\ufffe", " \t\r\n "])
def test_any_text_is_carried(app: Flask, text: str) -> None:
    event = make_event(name_en=text, name_sv=text)
    stop = make_stop(event, title_en=text, title_sv=text)
    session = make_session(stop, title_en=text, title_sv=text, theme=text, abstract_en=text)
    make_appearance(session, make_speaker(event, given_name=text, family_name=text))
    track = make_track(stop, text)
    make_session(stop, "nobody", track_id=track.id, starts_at=NOON + timedelta(hours=1))

    conference, root = both_files(event)

    talk = talks_of(conference)[0]
    assert talk["title"] in {text, session.code}
    if text in SCRIPTS:
        assert root.findtext("day/room/event/title") == text
        assert root.findtext("day/room/event/room") == text
        assert root.findtext("day/room/event/persons/person") == f"{text} {text}"


@pytest.mark.parametrize("zone", ["UTC", "EST5EDT", "America/Port-au-Prince", "America/St_Johns"])
def test_any_zone_is_carried(app: Flask, zone: str) -> None:
    stop = make_stop(make_event(zone=zone))
    make_session(stop)

    conference, root = both_files(stop.event)

    assert conference.get("time_zone_name") in {zone, None}
    assert root.findtext("conference/time_zone_name") == zone


def test_old_offset_with_seconds_is_written_in_utc(app: Flask) -> None:
    starts_at = datetime(1971, 6, 1, 12, 0, tzinfo=UTC)
    stop = make_stop(make_event(zone="Africa/Monrovia"), starts_at=starts_at)
    make_session(stop, starts_at=starts_at)

    conference, _root = both_files(stop.event)

    assert talks_of(conference)[0]["date"] == "1971-06-01T12:00:00+00:00"


def test_names_do_not_change_with_titles(app: Flask) -> None:
    stop = make_stop(make_event())
    make_session(stop, "A", title_en="One", title_sv="Ett")

    english, _xml = both_files(stop.event, "en")
    swedish, _xml = both_files(stop.event, "sv")

    assert talks_of(english)[0]["guid"] == talks_of(swedish)[0]["guid"]
