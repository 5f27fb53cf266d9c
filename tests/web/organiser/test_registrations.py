"""The list of registrations and its file."""

import csv
import io
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from eventapp.accounts.rules import Scope
from eventapp.audit.models import AuditEntry
from eventapp.events.models import Event
from eventapp.foundation.database import db
from tests.counting import statements
from tests.factories import NOON, make_event, make_registration
from tests.signing_in import signed_in
from tests.web.organiser.signing import EMAIL, make_account
from tests.web.public.test_figures import words_of

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LIST = "/organise/events/tour/registrations"


@pytest.fixture
def event(app: Flask) -> Event:
    return make_event("tour", name_en="World Tour")


@pytest.fixture
def organiser(app: Flask, event: Event) -> FlaskClient:
    make_account("organiser", EMAIL, Scope(event_id=event.id))
    return signed_in(app, EMAIL)


def rows_of(client: FlaskClient, **form: str) -> list[dict[str, str]]:
    answer = client.post(f"{LIST}.csv", data=form)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))


def test_list_shows_who_registered_and_finds_them(organiser: FlaskClient, event: Event) -> None:
    make_registration(
        event, "P1", given_name="Åsa", family_name="Berg", search_text="berg asa", country_code="NO"
    )
    make_registration(event, "P2", given_name="Bo", search_text="dahl bo", withdrawn_at=NOON)

    both = words_of(organiser.get(LIST).text)
    one = organiser.get(f"{LIST}?q=ASA&country=NO&state=active").text
    none = words_of(organiser.get(f"{LIST}?q=asa&country=SE").text)

    assert "2 registrations" in both
    assert "Withdrawn" in both
    assert both.count(", 14:00 Stockholm · UTC+2 ") == 2
    assert "1 registration " in words_of(one)
    assert f'href="{LIST}/P1"' in one
    assert f'href="{LIST}/P2"' not in one
    assert 'name="q" type="search" value="ASA"' in one
    assert "No registration is like that." in none


@on_sqlite
def test_list_without_registrations_says_so(organiser: FlaskClient) -> None:
    page = organiser.get(LIST).text

    assert "Nobody has registered yet." in page
    assert "Download CSV" not in page


@on_sqlite
def test_pages_keep_what_is_looked_for(organiser: FlaskClient, event: Event) -> None:
    for place in range(51):
        at = NOON - timedelta(hours=place)
        make_registration(event, f"P{place}", search_text="x & y", registered_at=at)

    first = organiser.get(f"{LIST}?q=x+%26+y").text
    address = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = organiser.get(address.replace("&amp;", "&")).text

    assert "51 registrations" in words_of(second)
    assert f'href="{LIST}/P50"' in second
    assert f'href="{LIST}/P49"' not in second
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second


@on_sqlite
@pytest.mark.parametrize(
    "asked",
    [
        "?after=x",
        "?after=-1&before=99999999999999999999",
        "?order=<script>&state=king",
        "?country=%F0%9F%98%80&q=" + "x" * 5000,
        "?q=%25%27%22%3B--&mode=%3Cb%3E",
        "?q=%ED%A0%80",
    ],
)
def test_hostile_questions_are_answered(organiser: FlaskClient, asked: str) -> None:
    answer = organiser.get(LIST + asked)

    assert answer.status_code == 200
    assert "<script>&" not in answer.text


@on_sqlite
def test_list_takes_the_same_statements_for_any_number(
    organiser: FlaskClient, event: Event
) -> None:
    taken = []
    for number in (1, 3, 60):
        for _ in range(number):
            make_registration(event)
        with statements() as seen:
            organiser.get(LIST)
        taken.append(len(seen))

    assert taken == [6, 6, 6]


def test_file_holds_what_is_looked_for_and_is_noted(organiser: FlaskClient, event: Event) -> None:
    make_registration(
        event,
        "P1",
        given_name="=cmd()",
        family_name="Ångström",
        organisation='Say "hi",\nyou',
        search_text="x",
        newsletter_consent_at=NOON,
    )
    make_registration(event, "P2", search_text="y", gender="woman", mode="onsite")

    one, both = rows_of(organiser, q="x"), rows_of(organiser)

    assert [row["code"] for row in both] == ["P1", "P2"]
    assert one[0]["given_name"] == "'=cmd()"
    assert (one[0]["family_name"], one[0]["organisation"]) == ("Ångström", 'Say "hi",\nyou')
    assert (one[0]["newsletter"], one[0]["registered_at"], one[0]["withdrawn_at"]) == (
        "yes",
        "2030-04-15T12:00:00Z",
        "",
    )
    assert "gender" not in one[0]
    noted = db.session.execute(
        sa.select(AuditEntry.action, AuditEntry.detail).where(AuditEntry.event_id == event.id)
    ).all()
    assert [tuple(row) for row in noted] == [
        ("registrations exported", "1"),
        ("registrations exported", "2"),
    ]


@on_sqlite
def test_file_is_not_had_by_opening_an_address(organiser: FlaskClient) -> None:
    assert organiser.get(f"{LIST}.csv").status_code == 405


@on_sqlite
def test_analysts_see_nobody(app: Flask, event: Event) -> None:
    make_registration(event, "P1", given_name="Secretname", email="secret@example.org")
    make_account("analyst", "ana@example.org", Scope(event_id=event.id))
    analyst = signed_in(app, "ana@example.org")

    overview = analyst.get("/organise/events/tour").text

    assert "Registrants" in overview
    assert LIST not in overview
    for address in (LIST, f"{LIST}/P1", "/organise/events/tour/log"):
        answer = analyst.get(address)
        assert answer.status_code == 403
        assert "Secretname" not in answer.text
    assert analyst.post(f"{LIST}.csv").status_code == 403
