"""The demo tour, read from its files without a database, has the figures of its public report."""

import csv
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import eventapp
from eventapp.reports.rows import (
    AppearanceRow,
    LogInRow,
    PlayRow,
    RegistrationRow,
    SessionRow,
    SpeakerRow,
    StopRow,
)
from tests.reports.builders import Tour

DEMO = Path(eventapp.__file__).parent / "demo"

pytestmark = pytest.mark.skipif(not DEMO.is_dir(), reason=f"{DEMO} is not there")

Rows = list[dict[str, str]]


def read(name: str) -> Rows:
    with (DEMO / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def numbered(rows: Rows) -> dict[str, int]:
    return {row["code"]: number for number, row in enumerate(rows)}


def instant(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def wall(text: str, zone: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def demo_tour() -> Tour:
    with (DEMO / "tour.toml").open("rb") as file:
        stops: Rows = tomllib.load(file)["stops"]
    programme, people, speakers = (
        read(f"{name}.csv") for name in ("programme", "registrations", "speakers")
    )
    stop, session = numbered(stops), numbered(programme)
    person, speaker = numbered(people), numbered(speakers)
    return Tour(
        stops=[
            StopRow(stop[c], c, *(wall(row[edge], row["zone"]) for edge in ("starts", "ends")))
            for c, row in zip(stop, stops, strict=True)
        ],
        sessions=[
            SessionRow(
                number,
                row["code"],
                stop[row["stop"]],
                row["kind"],
                "published",
                wall(row["starts"], row["zone"]),
                wall(row["ends"], row["zone"]),
            )
            for number, row in enumerate(programme)
        ],
        speakers=[SpeakerRow(n, row["country"], row["gender"]) for n, row in enumerate(speakers)],
        appearances=[
            AppearanceRow(session[row["session"]], speaker[row["speaker"]])
            for row in read("lineup.csv")
        ],
        registrations=[
            RegistrationRow(
                number,
                row["email"],
                row["country"],
                row["sector"],
                row["gender"],
                row["language"],
                None,
            )
            for number, row in enumerate(people)
        ],
        log_ins=[
            LogInRow(
                stop[row["stop"]],
                person[row["registration"]],
                instant(row["joined_at"]),
                instant(row["left_at"]) if row["left_at"] else None,
            )
            for row in read("logins.csv")
        ],
        plays=[
            PlayRow(person[row["registration"]], session[row["session"]], row["played_segments"])
            for row in read("plays.csv")
        ],
    )


def test_demo_tour_has_the_figures_of_the_public_report() -> None:
    document: Any = demo_tour().document()

    told = {
        "registrants": 358,
        "countries": 23,
        "continents": 5,
        "speakers": 36,
        "speaker_countries": 14,
        "stops": 5,
        "logins": 2036,
    }
    assert {key: document[key] for key in told} == told


def test_demo_tour_has_a_first_day_on_the_border_of_balance() -> None:
    document: Any = demo_tour().document()

    assert document["speaker_gender_by_stop"]["D1"]["women_share"] == 0.6
    assert document["speaker_gender_by_stop"]["D1"]["balanced"] is True
