"""Addresses as others are told them."""

from flask import Flask
from flask.testing import FlaskClient

from eventapp.web.addresses import base_url, canonical_url
from tests.factories import make_event, make_session, make_stop


def test_address_is_the_sites_own(app: Flask) -> None:
    assert base_url() == "http://localhost"
    assert canonical_url("public.show_home") == "http://localhost/"
    assert (
        canonical_url("public.show_session_calendar", slug="tour", code="A 1 å")
        == "http://localhost/events/tour/sessions/A%201%20%C3%A5.ics"
    )


def test_host_header_is_not_believed(client: FlaskClient) -> None:
    make_session(make_stop(make_event("tour")), "A")

    answer = client.get("/events/tour/calendar.ics", headers={"Host": "evil.example"})

    assert "evil.example" not in answer.text
    assert "URL:http://localhost/events/tour/sessions/A" in answer.text
