"""Editions from before this system, typed in on the page of their series."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.events.models import PastEdition, Series
from eventapp.events.queries import past_edition
from eventapp.foundation.database import db
from tests.factories import make_past_edition, make_series
from tests.web.organiser.filling import open_form, send

TOURS = "/organise/series/tours"
WRITTEN = {
    "slug": "tour-2019",
    "kind": "conference",
    "format": "onsite",
    "starts_on": "2019-04",
    "ends_on": "",
    "place": "Lund",
    "state": "held",
    "participants": "130",
    "approximate": "y",
    "source": "final report, 2022-03-31",
}


@pytest.fixture
def series(app: Flask) -> Series:
    return make_series("tours", name_en="Tours")


def stored(slug: str = "tour-2019") -> PastEdition | None:
    db.session.rollback()
    return past_edition(slug)


def test_an_edition_is_noted_with_its_source_and_stands_on_series_and_front_page(
    organiser: FlaskClient, series: Series
) -> None:
    form = open_form(organiser, f"{TOURS}/past/new")

    answer = send(organiser, f"{TOURS}/past/new", form, **WRITTEN)

    assert answer.status_code == 303
    edition = stored()
    assert edition is not None
    assert (edition.series_slug, edition.starts_on, edition.ends_on) == (
        "tours",
        "2019-04",
        "2019-04",
    )
    assert (edition.participants, edition.approximate) == (130, True)
    page = organiser.get(TOURS).text
    assert f'href="{TOURS}/past/tour-2019"' in page
    assert "about 130 participants" in page
    assert "final report, 2022-03-31" in page
    assert "final report, 2022-03-31" in organiser.get("/").text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slug", "Tour 2019"),
        ("slug", ""),
        ("starts_on", "April 2019"),
        ("starts_on", "2019-13"),
        ("starts_on", ""),
        ("ends_on", "2018"),
        ("ends_on", "2019-04-31"),
        ("replaced_by", "tour-2019"),
        ("participants", "many"),
        ("participants", "-1"),
        ("source", "  "),
        ("kind", "circus"),
        ("place", "x" * 201),
    ],
)
def test_what_no_edition_can_be_is_told_beside_the_field(
    organiser: FlaskClient, series: Series, field: str, value: str
) -> None:
    form = open_form(organiser, f"{TOURS}/past/new") | WRITTEN

    answer = send(organiser, f"{TOURS}/past/new", form, **{field: value})

    assert answer.status_code == 422
    assert f'id="{field}-errors"' in answer.text or f'id="{field}-error"' in answer.text
    assert stored() is None


def test_a_short_name_is_taken_once(organiser: FlaskClient, series: Series) -> None:
    make_past_edition(make_series("others"), "tour-2019")
    form = open_form(organiser, f"{TOURS}/past/new")

    answer = send(organiser, f"{TOURS}/past/new", form, **WRITTEN)

    assert answer.status_code == 422


def test_edits_of_two_are_merged_and_collisions_are_shown(
    organiser: FlaskClient, series: Series
) -> None:
    make_past_edition(series, "tour-2019", participants=100, source="said")
    page = f"{TOURS}/past/tour-2019"
    mine, theirs, third = (open_form(organiser, page) for _ in range(3))

    first = send(organiser, page, theirs, place="Lund", participants="120")
    merged = send(organiser, page, mine, source="final report")
    collided = send(organiser, page, third, participants="130")

    assert (first.status_code, merged.status_code, collided.status_code) == (303, 303, 409)
    edition = stored()
    assert edition is not None
    assert (edition.place, edition.participants, edition.source) == ("Lund", 120, "final report")
    assert "120" in collided.text
    assert "130" in collided.text


def test_an_edition_is_taken_away_and_the_log_keeps_what_was_told(
    organiser: FlaskClient, series: Series
) -> None:
    make_past_edition(series, "tour-2019")

    answer = organiser.post(f"{TOURS}/past/tour-2019/delete")

    assert answer.status_code == 303
    assert stored() is None
    assert "No editions from before this system are noted" in organiser.get(TOURS).text


def test_an_edition_is_found_under_its_own_series_only(
    organiser: FlaskClient, series: Series
) -> None:
    make_past_edition(make_series("others"), "other-2019")

    assert organiser.get(f"{TOURS}/past/other-2019").status_code == 404
    assert organiser.post(f"{TOURS}/past/other-2019/delete").status_code == 404
    assert organiser.get("/organise/series/others/past/other-2019").status_code == 200
