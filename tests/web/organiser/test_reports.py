"""The organisers' report of an event."""

import csv
import io
import json
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from eventapp.audit.models import AuditEntry
from eventapp.events.models import Event
from eventapp.foundation.database import db
from eventapp.reports.definitions import DEFINITIONS
from tests.counting import statements
from tests.factories import (
    NOON,
    make_appearance,
    make_event,
    make_log_in,
    make_play,
    make_registration,
    make_session,
    make_speaker,
    make_stop,
)
from tests.web.public.test_figures import PAST, words_of

ADDRESS = "/organise/events/tour/report"


def fill(event: Event) -> None:
    """Give the event a stop, a session, a speaker and two registrants, one of them withdrawn."""
    stop = make_stop(event, "D1", starts_at=PAST, title_en="Nordic neighbours")
    session = make_session(stop, "D1-1", starts_at=PAST, title_en="Opening talk")
    make_appearance(session, make_speaker(event, country_code="JP", gender="woman"))
    here = make_registration(event, country_code="IS", given_name="Hidden", email="h@x.example")
    make_registration(event, withdrawn_at=PAST)
    make_log_in(stop, here, PAST, PAST + timedelta(hours=1))
    make_play(session, here)


def test_report_shows_all_figures_with_definitions(organiser: FlaskClient) -> None:
    fill(make_event("tour", name_en="World Tour"))

    answer = organiser.get(ADDRESS)

    words = words_of(answer.text)
    assert answer.status_code == 200
    for definition in DEFINITIONS:
        assert definition.label in words.replace("&#39;", "'")
        assert definition.text in words.replace("&#39;", "'")
    assert "Iceland" in words
    assert "Speakers at D1" in words
    assert "Opening talk" in words
    assert "Check-ins not measured" in words


def test_report_names_nobody(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    page = organiser.get(ADDRESS).text

    assert "Hidden" not in page
    assert "h@x.example" not in page


def test_report_of_an_empty_event_has_a_page(organiser: FlaskClient) -> None:
    make_event("tour")

    assert "The programme has no sessions yet." in organiser.get(ADDRESS).text
    assert organiser.get("/organise/events/nothing/report").status_code == 404


def test_report_counts_as_of_a_wall_time_of_the_event(organiser: FlaskClient) -> None:
    fill(make_event("tour"))

    before = organiser.get(f"{ADDRESS}?cut_off=2021-04-19T13:59")
    at = organiser.get(f"{ADDRESS}?cut_off=2021-04-19T14:00")

    assert "Registrants 2" in words_of(before.text)
    assert "13:59 Stockholm (UTC+2)" in words_of(before.text)
    assert "Registrants 1" in words_of(at.text)


@pytest.mark.parametrize("cut_off", ["yesterday", "2030-02-30T00:00", "2030-03-31T02:30"])
def test_cut_off_that_is_none_is_refused_in_words(organiser: FlaskClient, cut_off: str) -> None:
    make_event("tour")

    answer = organiser.get(ADDRESS, query_string={"cut_off": cut_off})
    file = organiser.post(ADDRESS, data={"format": "json", "cut_off": cut_off})

    assert answer.status_code == 422
    assert "Please look at the form again." in answer.text
    assert file.status_code == 400


def test_download_gives_the_figures_and_is_noted(organiser: FlaskClient) -> None:
    event = make_event("tour")
    fill(event)

    as_json = organiser.post(ADDRESS, data={"format": "json"})
    as_csv = organiser.post(ADDRESS, data={"format": "csv", "cut_off": "2021-04-19T13:59"})

    assert as_json.headers["Content-Disposition"] == 'attachment; filename="tour-report.json"'
    assert json.loads(as_json.text)["by_country"] == {"IS": 1}
    assert ["registrants", "", "2"] in list(csv.reader(io.StringIO(as_csv.text)))
    noted = db.session.execute(
        sa.select(AuditEntry.action, AuditEntry.event_id, AuditEntry.detail, AuditEntry.actor)
        .where(AuditEntry.action == "report exported")
        .order_by(AuditEntry.id)
    ).all()
    assert [row[:3] for row in noted] == [
        ("report exported", event.id, "json"),
        ("report exported", event.id, "csv"),
    ]
    assert noted[0].actor.startswith("account:")


def test_looking_is_not_noted_and_changes_nothing(organiser: FlaskClient) -> None:
    make_event("tour")
    before = db.session.scalar(sa.select(sa.func.count()).select_from(AuditEntry))

    organiser.get(ADDRESS)

    assert db.session.scalar(sa.select(sa.func.count()).select_from(AuditEntry)) == before


@pytest.mark.parametrize("file_format", ["pdf", "", "../x"])
def test_download_of_another_kind_is_refused(organiser: FlaskClient, file_format: str) -> None:
    make_event("tour")

    assert organiser.post(ADDRESS, data={"format": file_format}).status_code == 400


@pytest.mark.parametrize("number", [1, 3, 30])
def test_report_takes_the_same_statements_for_any_number(
    organiser: FlaskClient, number: int
) -> None:
    event = make_event("tour")
    for _ in range(number):
        fill(event) if number == 1 else _fill_more(event)

    with statements() as seen:
        assert organiser.get(ADDRESS).status_code == 200

    assert len(seen) == 15


def _fill_more(event: Event) -> None:
    stop = make_stop(event)
    session = make_session(stop)
    make_appearance(session, make_speaker(event))
    registration = make_registration(event)
    make_log_in(stop, registration, NOON, NOON + timedelta(hours=1))
    make_play(session, registration)
