"""What search engines and chat programs read of a page."""

import json
from typing import Any

import pytest
from flask import Flask
from markupsafe import Markup

from eventapp.programme.queries import programme_of
from eventapp.web.public.structured import (
    Addresses,
    event_json_ld,
    open_graph,
    session_json_ld,
    speaker_json_ld,
)
from tests.factories import make_appearance, make_event, make_session, make_speaker, make_stop

EVENT = "https://example.org/events/tour"
HOSTILE = "</script><script>alert(1)</script><!-- & \u2028 ' \" \\"


def read(text: Markup) -> dict[str, Any]:
    """Give what is said; it can stand in a script element as it is."""
    assert not set(text) & {"<", ">", "&", "\u2028"}
    thing: dict[str, Any] = json.loads(text)
    assert thing["@context"] == "https://schema.org"
    return thing


def test_event_is_told_with_its_stops_and_sessions(app: Flask) -> None:
    event = make_event("tour", name_en="Tour", name_sv="Turné", description_sv="Fem halvdagar")
    stop = make_stop(event, "D1", title_sv="Norden", title_en="Nordics")
    session = make_session(stop, "A", title_sv="Ett", state="cancelled", zone="Asia/Tokyo")
    speaker = make_speaker(event, given_name="Ada", family_name="Ek", organisation="KI")
    make_appearance(session, speaker)
    make_appearance(session, speaker, "moderator")

    thing = read(
        event_json_ld(event, [stop], programme_of(event.id), language="sv", url=EVENT),
    )

    online = {"@type": "VirtualLocation", "url": EVENT}
    mode = "https://schema.org/OnlineEventAttendanceMode"
    assert thing == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Turné",
        "description": "Fem halvdagar",
        "url": EVENT,
        "inLanguage": ["en", "sv"],
        "isAccessibleForFree": True,
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": mode,
        "location": online,
        "superEvent": {"@type": "EventSeries", "name": event.series.name_sv},
        "startDate": "2030-05-15T14:00:00+02:00",
        "endDate": "2030-05-15T18:00:00+02:00",
        "subEvent": [
            {
                "@type": "Event",
                "name": "Norden",
                "eventStatus": "https://schema.org/EventScheduled",
                "isAccessibleForFree": True,
                "startDate": "2030-05-15T14:00:00+02:00",
                "endDate": "2030-05-15T18:00:00+02:00",
                "eventAttendanceMode": mode,
                "location": online,
                "subEvent": [
                    {
                        "@type": "Event",
                        "name": "Ett",
                        "url": f"{EVENT}/sessions/A",
                        "isAccessibleForFree": True,
                        "eventStatus": "https://schema.org/EventCancelled",
                        "startDate": "2030-05-15T21:00:00+09:00",
                        "endDate": "2030-05-15T21:45:00+09:00",
                        "eventAttendanceMode": mode,
                        "location": online,
                        "performer": [
                            {
                                "@type": "Person",
                                "name": "Ada Ek",
                                "affiliation": {"@type": "Organization", "name": "KI"},
                            }
                        ],
                    }
                ],
            }
        ],
    }


@pytest.mark.parametrize(
    ("how", "mode", "places"),
    [
        ("online", "Online", ["VirtualLocation"]),
        ("onsite", "Offline", ["Place"]),
        ("hybrid", "Mixed", ["Place", "VirtualLocation"]),
    ],
)
def test_event_says_how_one_attends(app: Flask, how: str, mode: str, places: list[str]) -> None:
    event = make_event(format=how, free_of_charge=False)

    thing = read(event_json_ld(event, [], language="en", url=EVENT))

    location = thing["location"]
    locations = location if isinstance(location, list) else [location]
    assert thing["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert [place["@type"] for place in locations] == places
    assert thing["isAccessibleForFree"] is False
    assert "startDate" not in thing


def test_session_names_its_event(app: Flask) -> None:
    event = make_event("tour", name_en="Tour")
    make_session(make_stop(event), "A b")
    (session,) = programme_of(event.id)

    addresses = Addresses(f"{EVENT}/sessions/A%20b", EVENT)
    thing = read(session_json_ld(event, session, language="en", addresses=addresses))

    assert thing["url"] == f"{EVENT}/sessions/A%20b"
    assert thing["superEvent"]["name"] == "Tour"
    assert thing["superEvent"]["url"] == EVENT


def test_speaker_is_told_without_the_address(app: Flask) -> None:
    event = make_event("tour")
    speaker = make_speaker(event, given_name="Ada", family_name="Ek", email="ada@example.org")
    make_appearance(make_session(make_stop(event), "A"), speaker)

    text = speaker_json_ld(
        event,
        speaker,
        programme_of(event.id),
        language="en",
        addresses=Addresses(f"{EVENT}/speakers/T1", EVENT),
    )

    thing = read(text)
    assert "ada@example.org" not in text
    assert (thing["name"], thing["url"]) == ("Ada Ek", f"{EVENT}/speakers/T1")
    assert [part["name"] for part in thing["performerIn"]] == ["A"]


def test_no_text_ends_the_script(app: Flask) -> None:
    event = make_event(name_en=HOSTILE, description_en=HOSTILE)
    stop = make_stop(event, title_en=HOSTILE)
    session = make_session(stop, title_en=HOSTILE, abstract_en=HOSTILE)
    make_appearance(session, make_speaker(event, given_name=HOSTILE, organisation=HOSTILE))

    thing = read(event_json_ld(event, [stop], programme_of(event.id), language="en", url=EVENT))

    assert thing["name"] == HOSTILE
    assert thing["subEvent"][0]["subEvent"][0]["name"] == HOSTILE


def test_preview_is_short() -> None:
    properties = open_graph(
        "Tour", "Five  half-days\n" * 40, url=EVENT, language="sv", site="ATMP World Tour"
    )

    assert properties["og:locale"] == "sv_SE"
    assert properties["og:url"] == EVENT
    assert len(properties["og:description"]) <= 200
    assert properties["og:description"].endswith("…")
    assert "og:image" not in properties
