"""Figures for a monitor: who may have them, and that they tell of nobody."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

TOKEN = "a-token-for-the-monitor-1234"  # noqa: S105 -- of the tests
A_LINE = re.compile(r'(# (HELP|TYPE) .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+)')


def with_settings(app: Flask, **changes: Any) -> FlaskClient:
    app.extensions["settings"] = replace(app.extensions["settings"], **changes)
    return app.test_client()


def test_figures_are_counted_by_route(demo_app: Flask) -> None:
    client = demo_app.test_client()
    client.get("/events/atmp-world-tour-2021/programme")
    client.get("/events/atmp-world-tour-2021/programme?zone=Asia/Tokyo")
    client.get("/no-such/secret-address")
    client.get("/tickets/a-secret-ticket")

    text = client.get("/metrics").text

    assert 'eventapp_requests_total{route="public.show_programme",status="200"} 2' in text
    assert 'eventapp_requests_total{route="none",status="404"} 1' in text
    assert 'eventapp_requests_total{route="attendee.show_ticket",status="404"} 1' in text
    assert 'eventapp_request_seconds_bucket{route="public.show_programme",le="+Inf"} 2' in text
    assert 'eventapp_request_seconds_count{route="public.show_programme"} 2' in text
    assert "eventapp_registrations 34" in text or "eventapp_registrations 35" in text
    assert "eventapp_live_viewers 0" in text
    assert [line for line in text.splitlines() if not A_LINE.fullmatch(line)] == []
    assert "secret" not in text
    assert "@" not in text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 404),
        ({"Authorization": f"Bearer {TOKEN}x"}, 404),
        ({"Authorization": TOKEN}, 404),
        ({"Authorization": "Bearer "}, 404),
        ({"Authorization": f"Bearer {TOKEN}"}, 200),
    ],
)
def test_token_opens_the_figures(demo_app: Flask, headers: dict[str, str], status: int) -> None:
    client = with_settings(demo_app, metrics_token=TOKEN, base_url="https://example.org")

    assert client.get("/metrics", headers=headers).status_code == status


@pytest.mark.parametrize(
    ("base_url", "address", "header", "status"),
    [
        ("http://127.0.0.1:5000", "127.0.0.1", None, 200),
        ("http://[::1]:5000", "127.0.0.1", None, 200),
        ("http://127.0.0.1:5000", "192.0.2.1", None, 404),
        ("http://127.0.0.1:5000", "127.0.0.1", "X-Forwarded-For", 404),
        ("http://127.0.0.1:5000", "127.0.0.1", "Forwarded", 404),
        ("https://example.org", "127.0.0.1", None, 404),
    ],
)
def test_without_token_only_this_machine_may_measure_a_local_site(
    demo_app: Flask, base_url: str, address: str, header: str | None, status: int
) -> None:
    client = with_settings(demo_app, base_url=base_url)
    headers = {header: "127.0.0.1"} if header else {}

    answer = client.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})

    assert answer.status_code == status
