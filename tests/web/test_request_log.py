"""A line a request: names of routes, and nothing that tells of a person."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from flask import Flask, abort, request

from eventapp.foundation.logs import JsonLines
from eventapp.web.policy import ANYONE, POLICY
from eventapp.web.request_log import write_lines

CANARIES = ("canary-7f3", "Lovelace-7f3", "T1CK3T-7f3", "203.0.113.77")


@pytest.fixture
def lines(demo_app: Flask) -> list[bytes]:
    """Give the lines of the requests that follow."""
    written: list[bytes] = []
    write_lines(demo_app, written.append)
    return written


@pytest.fixture
def errors() -> Iterator[StringIO]:
    """Give what the application logs of errors."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("eventapp")
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


def fail_with_values(code: str = "") -> str:
    """Fail, and say in the error all that was sent."""
    met = " ".join([*CANARIES, code, request.url, str(request.form), str(request.headers)])
    raise RuntimeError(met)


def test_request_is_one_line_with_the_name_of_its_route(
    demo_app: Flask, lines: list[bytes]
) -> None:
    demo_app.test_client().get("/events/atmp-world-tour-2021/sessions/D1S1?zone=Asia/Tokyo")
    demo_app.test_client().open("/no-such-page", method="BREW")

    first, second = (json.loads(line) for line in lines)
    assert set(first) == {"time", "level", "message", "method", "route", "status", "ms", "request"}
    assert (first["method"], first["route"]) == ("GET", "public.show_session")
    assert (second["method"], second["route"], second["status"]) == ("other", "none", 404)
    assert first["request"] != second["request"]
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in lines)


@pytest.fixture(autouse=True)
def open_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let anyone open the addresses that tests add."""
    for endpoint in ("fail", "no", "post"):
        monkeypatch.setitem(POLICY, endpoint, ANYONE)


def test_no_line_tells_of_a_person(demo_app: Flask, lines: list[bytes], errors: StringIO) -> None:
    demo_app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    demo_app.add_url_rule("/secrets/<code>", "fail", fail_with_values)
    demo_app.add_url_rule("/secrets/<code>/no", "no", lambda code: abort(403, code))
    demo_app.add_url_rule("/fail", "post", fail_with_values, methods=["POST"])
    client = demo_app.test_client()
    client.set_cookie("token", CANARIES[0])
    sent: dict[str, Any] = {
        "headers": {"Referer": f"http://x/{CANARIES[2]}", "User-Agent": CANARIES[1]},
        "environ_base": {"REMOTE_ADDR": CANARIES[3]},
    }

    failed = client.get(f"/secrets/{CANARIES[2]}?email={CANARIES[0]}@example.org", **sent)
    client.get(f"/secrets/{CANARIES[2]}/no", **sent)
    client.get(f"/{CANARIES[2]}", **sent)
    client.post("/fail", data={"name": CANARIES[1]}, **sent)
    client.post("/organise/sign-in", data={"email": f"{CANARIES[0]}@example.org"}, **sent)

    written = b"".join(lines).decode() + errors.getvalue()
    assert failed.status_code == 500
    assert len(lines) == 5
    assert written.count("builtins.RuntimeError") == 2
    assert "fail_with_values" in written
    assert [canary for canary in CANARIES if canary in written] == []


def test_error_tells_its_number_to_who_met_it(
    demo_app: Flask, lines: list[bytes], errors: StringIO
) -> None:
    demo_app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    demo_app.add_url_rule("/fail", "fail", fail_with_values)

    answer = demo_app.test_client().get("/fail")

    number = json.loads(lines[0])["request"]
    assert answer.headers["X-Request-Id"] == number
    assert json.loads(errors.getvalue())["request"] == number


def test_lines_can_be_turned_off(demo_app: Flask) -> None:
    demo_app.test_client().get("/")

    assert "request_lines" not in demo_app.extensions
