"""Choosing a time zone."""

import pytest
from flask.testing import FlaskClient

from tests.reading_pages import read_page
from tests.web.public.test_programme import text_of


def test_zones_are_found_by_city_or_country(client: FlaskClient) -> None:
    page = client.get("/zones?q=nepal&next=/events/tour/programme%3Ftheme%3Dpayment")

    assert read_page(page.text).anchors.count(
        "/events/tour/programme?theme=payment&zone=Asia/Kathmandu"
    )
    assert "Kathmandu Nepal" in text_of(page.text)
    assert "UTC+5:45" in page.text


def test_zones_are_all_listed_without_a_search(client: FlaskClient) -> None:
    page = read_page(client.get("/zones").text)

    assert {"/?zone=Asia/Tokyo", "/?zone=Pacific/Apia", "/?zone=UTC"} <= set(page.anchors)


def test_zones_say_that_nothing_was_found(client: FlaskClient) -> None:
    page = client.get("/zones?q=qqqq&lang=sv")

    assert read_page(page.text)
    assert "Ingen stad och inget land stämmer." in page.text


def test_zones_lead_back_with_the_zone_that_was_picked(client: FlaskClient) -> None:
    answer = client.get("/zones?zone=Asia/Tokyo&next=/events/tour/programme%3Fstop%3DD1%23x")

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/events/tour/programme?stop=D1&zone=Asia/Tokyo#x"
    assert "zone=Asia/Tokyo" in answer.headers["Set-Cookie"]


def test_zones_search_for_what_is_no_zone(client: FlaskClient) -> None:
    answer = client.get("/zones?zone=Kathmandu")

    assert answer.status_code == 200
    assert "UTC+5:45" in answer.text


@pytest.mark.parametrize(
    "after",
    [
        "//evil.example",
        "/%5Cevil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie:a=b",
        "/%09/evil.example",
        "evil.example",
        "/" + "a" * 3000,
    ],
)
def test_zones_never_lead_away(client: FlaskClient, after: str) -> None:
    for query in ("", "&zone=Asia/Tokyo"):
        answer = client.get(f"/zones?next={after}{query}")
        assert answer.status_code == 400
        assert "not one of this site" in answer.text
        assert "Location" not in answer.headers


def test_zones_take_no_query_longer_than_a_name(client: FlaskClient) -> None:
    assert client.get("/zones?q=" + "a" * 81).status_code == 400
    assert client.get("/zones.json?q=" + "a" * 10_000).status_code == 400


def test_zones_are_found_by_programs_too(client: FlaskClient) -> None:
    matches = client.get("/zones.json?q=k%C3%B6penhamn&lang=sv").get_json()

    assert matches[0]["name"] == "Europe/Copenhagen"
    assert matches[0]["city"] == "Köpenhamn"
    assert matches[0]["country"] == "Danmark"
    assert client.get("/zones.json").get_json() == []
