"""The JSON object of a report: its keys, their order, and that it is JSON."""

import json
from typing import Any

from eventapp.reports.documents import as_json
from eventapp.reports.rows import AppearanceRow, PlayRow, SpeakerRow
from eventapp.reports.small_groups import protected
from tests.reports.builders import Tour, log_in, make_registration, make_session

KEYS = [
    *("event", "series", "generated_at", "definitions_version", "tzdata_version", "cut_off"),
    *("small_groups_merged", "registrants", "countries", "continents", "stops", "sessions"),
    *("by_country", "by_continent", "by_sector", "by_gender", "by_language"),
    *("speakers", "speaker_countries", "speakers_by_country", "speaker_gender"),
    *("registrant_gender", "speaker_gender_by_stop"),
    *("logins", "live_viewers", "live_viewer_countries", "person_days", "no_show_share"),
    *("watch_minutes", "raw_minutes", "stops_attended", "per_stop", "per_session", "on_demand"),
    *("returning", "check_ins"),
]


def small_tour() -> Tour:
    return Tour(
        sessions=[make_session(1)],
        speakers=[SpeakerRow(1, "JP", "woman")],
        appearances=[AppearanceRow(1, 1)],
        registrations=[make_registration(number) for number in range(6)],
        log_ins=[log_in(1, 0, 100)],
        plays=[PlayRow(2, 1, "0[.]10")],
    )


def test_document_has_every_key_in_a_fixed_order() -> None:
    assert list(small_tour().document()) == KEYS
    assert list(as_json(protected(small_tour().figures()))) == KEYS


def test_document_is_json_and_comes_back_the_same() -> None:
    document = small_tour().document()

    assert json.loads(json.dumps(document, allow_nan=False)) == document


def test_document_holds_the_figures_of_stops_sessions_and_recordings() -> None:
    document: Any = small_tour().document()

    assert document["event"] == "tour-2021"
    assert document["cut_off"] == "2021-04-19T12:00:00Z"
    assert document["definitions_version"] == 1
    assert document["per_stop"] == [
        {
            "code": "D1",
            "logins": 1,
            "viewers": 1,
            "peak_viewers": 1,
            "peak_at": "2021-04-19T12:00:00Z",
            "peak_connections": 1,
            "watch_minutes": 1.67,
            "raw_minutes": 1.67,
            "mean_watch_minutes": 1.67,
            "median_watch_minutes": 1.67,
            "certificates": 0,
        }
    ]
    assert document["per_session"] == [
        {
            "code": "S1",
            "viewers": 1,
            "viewers_5min": 0,
            "viewers_half": 0,
            "viewers_80": 0,
            "watch_minutes": 1.67,
        }
    ]
    assert document["on_demand"] == {
        "plays": 1,
        "viewers": 1,
        "only_viewers": 1,
        "seconds_seen": 10,
        "seconds_played": 10,
    }
    assert document["speaker_gender_by_stop"]["D1"] == {
        "woman": 1,
        "man": 0,
        "other": 0,
        "not_stated": 0,
        "women_share": 1.0,
        "balanced": False,
    }
    assert document["no_show_share"] == 0.8333
    assert document["stops_attended"] == {"1": 1}
    assert (document["returning"], document["check_ins"]) == (0, None)


def test_tour_of_nobody_is_a_whole_document() -> None:
    document: Any = Tour(stops=[], earlier=None).document()

    assert list(document) == KEYS
    assert (document["no_show_share"], document["returning"]) == (None, None)
    assert (document["per_stop"], document["watch_minutes"]) == ([], 0.0)
