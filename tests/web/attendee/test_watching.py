"""The live page: waiting, logging in, what it may load, and what remains."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.attendance.queries import log_ins_of
from eventapp.web.attendee.beating import MOST_LOG_INS
from eventapp.web.attendee.stops import OVERRUN
from tests.factories import make_recording, make_session, make_stop, make_stream
from tests.page_rules import problems_of
from tests.web.attendee.holding import PAGE, make_holder, stretch_limits, this_hour

JSON = {"Accept": "application/json"}
MINUTE = timedelta(minutes=1)


def policy_of(client: FlaskClient, address: str) -> dict[str, str]:
    """Give the directives of a page's content policy."""
    header = client.get(address).headers["Content-Security-Policy"]
    return dict(one.strip().split(" ", 1) for one in header.split(";"))


@pytest.mark.parametrize(
    ("minutes_from_start", "words"),
    [
        (-16, "This page opens by itself"),
        (-14, "Start watching"),
        (120, "Start watching"),
        (4 * 60 + 14, "Start watching"),
        (4 * 60 + 16, "This stop is over."),
    ],
)
def test_page_opens_before_the_stop_and_closes_after_it(
    client: FlaskClient, minutes_from_start: int, words: str
) -> None:
    holder = make_holder()
    stop = make_stop(holder.event, "D2", starts_at=this_hour() - minutes_from_start * MINUTE)
    make_stream(stop)

    answer = client.get(f"{PAGE}/watch/D2")

    assert answer.status_code == 200
    assert problems_of(answer.text) == []
    assert words in answer.text


def test_opening_is_as_early_as_the_stream_says(client: FlaskClient) -> None:
    holder = make_holder()
    stop = make_stop(holder.event, "D2", starts_at=this_hour() + 29 * MINUTE)
    make_stream(stop, opens_before_minutes=30)

    assert "Start watching" in client.get(f"{PAGE}/watch/D2").text


def test_watching_is_told_to_be_logged(client: FlaskClient) -> None:
    make_holder()

    assert "it is noted that you are here" in client.get(f"{PAGE}/watch/D1").text


def test_reading_the_page_logs_nobody_in(client: FlaskClient) -> None:
    holder = make_holder()

    client.get(f"{PAGE}/watch/D1")
    client.head(f"{PAGE}/watch/D1")

    assert log_ins_of(holder.registration.id) == []


def test_script_logs_in_and_is_told_when_to_beat(client: FlaskClient) -> None:
    holder = make_holder()

    answer = client.post(f"{PAGE}/watch/D1", headers=JSON)

    (row,) = log_ins_of(holder.registration.id)
    assert answer.status_code == 200
    told = answer.get_json()
    assert set(told) == {"interval", "now", "token"}
    assert (told["interval"], row.source, row.left_at) == (30, "live", None)


def test_button_logs_in_without_a_script(client: FlaskClient) -> None:
    holder = make_holder()

    answer = client.post(f"{PAGE}/watch/D1")
    page = client.get(answer.location)

    assert answer.status_code == 303
    assert "<video" in page.text.partition("<template")[0]
    assert problems_of(page.text) == []
    assert len(log_ins_of(holder.registration.id)) == 1


def test_forged_token_shows_no_player(client: FlaskClient) -> None:
    make_holder()

    text = client.get(f"{PAGE}/watch/D1?seen=1-1-9999999999-1.forged").text

    assert "Start watching" in text


@pytest.mark.parametrize("minutes", [-60, 5 * 60])
def test_nobody_logs_in_while_the_page_is_closed(client: FlaskClient, minutes: int) -> None:
    holder = make_holder()
    make_stream(make_stop(holder.event, "D2", starts_at=this_hour() - minutes * MINUTE))

    assert client.post(f"{PAGE}/watch/D2", headers=JSON).status_code == 409
    assert client.post(f"{PAGE}/watch/D2").status_code == 303
    assert log_ins_of(holder.registration.id) == []


def test_stop_without_a_stream_says_so(client: FlaskClient) -> None:
    holder = make_holder()
    make_stop(holder.event, "D2", starts_at=this_hour())

    answer = client.get(f"{PAGE}/watch/D2")

    assert "The stream is not set up yet." in answer.text
    assert client.post(f"{PAGE}/watch/D2", headers=JSON).status_code == 409


def test_log_ins_are_limited(app: Flask, client: FlaskClient) -> None:
    holder = make_holder()
    stretch_limits(app)

    answers = [client.post(f"{PAGE}/watch/D1", headers=JSON) for _ in range(MOST_LOG_INS + 1)]

    assert [answer.status_code for answer in answers] == [200] * MOST_LOG_INS + [429]
    assert answers[-1].headers["Retry-After"]
    assert len(log_ins_of(holder.registration.id)) == MOST_LOG_INS


@pytest.mark.parametrize(
    ("kind", "address", "directive", "sources"),
    [
        (
            "youtube",
            "https://youtu.be/aqz-KE-bpKQ",
            "frame-src",
            "https://www.youtube-nocookie.com",
        ),
        ("vimeo", "https://vimeo.com/76979871", "frame-src", "https://player.vimeo.com"),
        ("frame", "https://room.example.org/1", "frame-src", "https://room.example.org"),
        (
            "hls",
            "https://live.example.org/a.m3u8",
            "connect-src",
            "'self' https://live.example.org",
        ),
        (
            "hls",
            "https://live.example.org/a.m3u8",
            "media-src",
            "'self' https://live.example.org blob:",
        ),
        ("file", "/own.webm", "media-src", "'self' blob:"),
    ],
)
def test_page_may_load_its_stream_and_nothing_else(
    client: FlaskClient, kind: str, address: str, directive: str, sources: str
) -> None:
    holder = make_holder()
    stop = make_stop(holder.event, "D2", starts_at=this_hour())
    make_stream(stop, kind=kind, address=address)
    usual = policy_of(client, PAGE)

    own = policy_of(client, f"{PAGE}/watch/D2")

    assert own[directive] == sources
    assert own["script-src"].startswith("'self' 'nonce-")
    assert {name for name in own if name.endswith("-src")} - set(usual) <= {
        "frame-src",
        "media-src",
    }
    assert "frame-src" not in usual
    assert usual["connect-src"] == "'self'"


def test_page_that_waits_may_load_nothing_more(client: FlaskClient) -> None:
    holder = make_holder()
    stop = make_stop(holder.event, "D2", starts_at=this_hour() + 60 * MINUTE)
    make_stream(stop, kind="youtube", address="https://youtu.be/aqz-KE-bpKQ")

    assert "frame-src" not in policy_of(client, f"{PAGE}/watch/D2")


def test_frames_are_told_the_sites_name_at_most(client: FlaskClient) -> None:
    holder = make_holder()
    stop = make_stop(holder.event, "D2", starts_at=this_hour())
    make_stream(stop, kind="frame", address="https://room.example.org/1")

    text = client.get(f"{PAGE}/watch/D2").text

    assert 'referrerpolicy="strict-origin"' in text
    assert "sandbox=" in text


def test_now_and_next_are_told_in_the_registrants_time(client: FlaskClient) -> None:
    holder = make_holder()
    now = this_hour()
    make_session(holder.stop, "A", starts_at=now - 10 * MINUTE, title_en="Running talk")
    make_session(holder.stop, "B", starts_at=now + 40 * MINUTE, title_en="Coming talk")

    text = client.get(f"{PAGE}/watch/D1").text
    panel = text[text.index("data-now-next") : text.index('id="h-programme"')]

    live, following = panel.split('data-part="next"')
    assert "Running talk" in live
    assert "Coming talk" in following
    assert "Tokyo\u00a0· UTC+9" in panel


def test_past_stop_offers_its_recordings(client: FlaskClient) -> None:
    holder = make_holder()
    starts_at = this_hour() - 6 * 60 * MINUTE - OVERRUN
    stop = make_stop(holder.event, "D2", starts_at=starts_at)
    make_recording(make_session(stop, "S1", starts_at=starts_at, title_en="Recorded talk"))
    make_session(stop, "S2", starts_at=starts_at, title_en="Unrecorded talk")

    text = client.get(f"{PAGE}/watch/D2").text

    assert f'href="{PAGE}/recordings/S1"' in text
    assert "recordings/S2" not in text


def test_unknown_stop_is_not_found(client: FlaskClient) -> None:
    make_holder()

    assert client.get(f"{PAGE}/watch/nowhere").status_code == 404
    assert client.post(f"{PAGE}/watch/nowhere").status_code == 404
