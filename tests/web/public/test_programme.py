"""The programme page."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.events.actions import touch_event
from eventapp.events.models import Event
from eventapp.foundation.transaction import transaction
from eventapp.web.public.programme import programme_page
from eventapp.web.public.programme_filters import Filters
from tests.counting import statements
from tests.factories import (
    NOON,
    make_appearance,
    make_event,
    make_session,
    make_speaker,
    make_stop,
    make_track,
)
from tests.reading_pages import read_page

ADDRESS = "/events/tour/programme"
TAG = re.compile(r"<[^>]+>")


def text_of(html: str) -> str:
    """Give what a person reads, spaces made one."""
    return re.sub(r"\s+", " ", TAG.sub(" ", html))


def make_tour() -> Event:
    """Make two stops: a talk by a guest from Japan, and a workshop in Swedish two days later."""
    event = make_event("tour", name_en="Tour", name_sv="Turné")
    first = make_stop(event, "D1", title_en="East", title_sv="Öst")
    second = make_stop(event, "D2", title_en="West", starts_at=NOON + timedelta(days=2))
    talk = make_session(
        first,
        "A",
        title_en="In Japan",
        title_sv="I Japan",
        kind="codesigned",
        theme="payment",
        host_country_code="JP",
        guest_zone="Asia/Tokyo",
        language="en",
    )
    make_session(
        second,
        "B",
        starts_at=NOON + timedelta(days=2),
        title_en="",
        title_sv="Verkstad",
        kind="workshop",
        theme="regulatory",
        language="sv",
    )
    host = make_speaker(event, "T1", given_name="美緒", family_name="星川", country_code="JP")
    make_appearance(talk, host, "host")
    return event


def test_programme_shows_every_time_with_city_and_offset(client: FlaskClient) -> None:
    make_tour()

    page = client.get(ADDRESS)

    words = text_of(page.text)
    assert read_page(page.text).language == "en"
    assert "Wednesday 15 May 2030 Stockholm · UTC+2" in words
    assert '<time datetime="2030-05-15T12:00:00Z">14:00</time>' in page.text
    assert "Japan 21:00 – 21:45 Tokyo · UTC+9 evening" in words
    assert "<bdi>美緒 星川</bdi>" in page.text
    assert 'lang="sv"' in page.text
    assert "Verkstad" in words


def test_programme_is_in_swedish_for_those_who_ask(client: FlaskClient) -> None:
    make_tour()

    page = client.get(f"{ADDRESS}?lang=sv")

    words = text_of(page.text)
    assert read_page(page.text).language == "sv"
    assert "Onsdag 15 maj 2030" in words
    assert "Gemensamt utarbetad session" in words
    assert "Internationell värd" in words
    assert "Programme" not in words


def test_programme_moves_to_the_days_of_the_reader(client: FlaskClient) -> None:
    stop = make_stop(make_event("tour"), "D1", hours=12)
    make_session(stop, "A", starts_at=NOON + timedelta(hours=2, minutes=30), minutes=60)

    there = text_of(client.get(f"{ADDRESS}?zone=Asia/Tokyo").text)

    assert "Wednesday 15 May 2030 Tokyo · UTC+9" in there
    assert "23:30 – 00:30 +1 day Tokyo · UTC+9" in there
    assert there.count("23:30 – 00:30") == 1
    # The session's own clock stands beside it, for it is another one.
    assert "16:30 – 17:30 Stockholm · UTC+2 daytime" in there


def test_programme_tells_that_the_guest_has_another_day(client: FlaskClient) -> None:
    stop = make_stop(make_event("tour"), "D1", hours=12)
    make_session(
        stop,
        "A",
        starts_at=NOON + timedelta(hours=4),
        guest_zone="Asia/Tokyo",
        host_country_code="JP",
    )

    words = text_of(client.get(ADDRESS).text)

    assert "Japan 01:00 – 01:45 +1 day Tokyo · UTC+9 night" in words


def test_programme_remembers_the_zone_and_the_address_wins(client: FlaskClient) -> None:
    make_tour()

    chosen = client.get(f"{ADDRESS}?zone=Asia/Kathmandu")
    later = client.get(ADDRESS)
    other = client.get(f"{ADDRESS}?zone=Pacific/Apia")

    assert "zone=Asia/Kathmandu" in chosen.headers["Set-Cookie"]
    assert "Kathmandu · UTC+5:45" in text_of(later.text)
    assert "Apia · UTC+13" in text_of(other.text)


def test_programme_keeps_the_zone_and_filters_in_the_language_switch(client: FlaskClient) -> None:
    make_tour()

    page = read_page(client.get(f"{ADDRESS}?zone=Asia/Tokyo&theme=payment").text)

    assert f"{ADDRESS}?theme=payment&zone=Asia/Tokyo&lang=sv" in page.anchors


def test_programme_shows_old_names_of_zones_as_the_city(client: FlaskClient) -> None:
    make_tour()

    assert "Kolkata · UTC+5:30" in text_of(client.get(f"{ADDRESS}?zone=Asia/Calcutta").text)


def test_programme_marks_cancelled_sessions_and_leaves_drafts_out(client: FlaskClient) -> None:
    stop = make_stop(make_event("tour"))
    make_session(stop, "A", title_en="Gone", state="cancelled")
    make_session(stop, "B", title_en="Secret", state="draft")

    page = client.get(ADDRESS)

    assert 'class="session session--cancelled"' in page.text
    assert "Cancelled" in text_of(page.text)
    assert "Secret" not in page.text


def test_programme_names_tracks_and_what_is_in_parallel(client: FlaskClient) -> None:
    stop = make_stop(make_event("tour"))
    make_session(stop, "A", track_id=make_track(stop, "Red").id)
    make_session(stop, "B", track_id=make_track(stop, "Blue").id)
    make_session(stop, "C", starts_at=NOON + timedelta(hours=1))

    words = text_of(client.get(ADDRESS).text)

    assert "Talk Red In parallel" in words
    assert words.count("In parallel") == 2


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("theme=payment", "In Japan", "Verkstad"),
        ("stop=D2", "Verkstad", "In Japan"),
        ("country=JP", "In Japan", "Verkstad"),
        ("language=sv", "Verkstad", "In Japan"),
        ("theme=payment&country=JP&stop=D1&language=en", "In Japan", "Verkstad"),
        ("theme=&stop=&country=&language=sv", "Verkstad", "In Japan"),
    ],
)
def test_programme_is_filtered(client: FlaskClient, query: str, shown: str, hidden: str) -> None:
    make_tour()

    page = client.get(f"{ADDRESS}?{query}")

    assert read_page(page.text)
    assert shown in page.text
    assert hidden not in page.text
    assert "1 session is shown." in page.text


@pytest.mark.parametrize("query", ["country=BR", "theme=payment&language=sv"])
def test_programme_says_that_no_session_matches(client: FlaskClient, query: str) -> None:
    make_tour()

    page = client.get(f"{ADDRESS}?{query}")

    assert page.status_code == 200
    assert "No session matches." in page.text
    assert ADDRESS in read_page(page.text).anchors


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("theme=unknown", "No session of this programme has that theme."),
        ("theme=Not%20one", "A theme is written in small letters"),
        ("stop=D9", "This event has no stop with that code."),
        ("stop=../x", "No stop can have that code."),
        ("country=ZZ", "There is no country with that code"),
        ("country=se", "There is no country with that code"),
        ("language=fi", "No session of this programme is held in that language."),
        ("language=klingon!", "There is no language with that code"),
        ("theme=payment&theme=regulatory", "Each filter can be given once"),
        ("zone=Mars/Base", "There is no time zone of that name."),
        ("lang=tlh", "This site speaks Swedish"),
    ],
)
def test_programme_answers_wrong_wishes_in_words(
    client: FlaskClient, query: str, words: str
) -> None:
    make_tour()

    page = client.get(f"{ADDRESS}?{query}")

    assert page.status_code == 400
    assert words in page.text


def test_programme_without_sessions_says_so(client: FlaskClient) -> None:
    make_event("tour")

    page = client.get(ADDRESS)

    assert read_page(page.text)
    assert "The programme is not published yet." in page.text


def test_programme_of_no_event_is_not_found(client: FlaskClient) -> None:
    assert client.get("/events/none/programme").status_code == 404


def shown_at(app: Flask, now: datetime, query: str = "") -> tuple[str, datetime | None]:
    with app.app_context(), app.test_request_context(f"{ADDRESS}{query}"):
        page = programme_page("tour", Filters(), now)
    assert isinstance(page.text, str)
    return text_of(page.text), page.until


def test_programme_shows_what_is_on_and_what_is_next(app: Flask) -> None:
    stop = make_stop(make_event("tour"))
    make_session(stop, "A", title_en="First")
    make_session(stop, "B", title_en="Second", starts_at=NOON + timedelta(hours=1))

    before, until_start = shown_at(app, NOON - timedelta(days=1))
    during, until_end = shown_at(app, NOON)
    after, until_ever = shown_at(app, NOON + timedelta(days=1))

    assert "Live now" not in before
    assert until_start == NOON
    assert "Live now First 14:00–14:45 Stockholm · UTC+2" in during
    assert "Next Second 15:00–15:45 Stockholm · UTC+2" in during
    assert until_end == NOON + timedelta(minutes=45)
    assert "Live now" not in after
    assert until_ever is None


def test_programme_tells_of_clock_changes_during_the_event(app: Flask) -> None:
    event = make_event("tour")
    saturday = datetime(2022, 3, 26, 12, 0, tzinfo=UTC)
    for day in (0, 1):
        stop = make_stop(event, starts_at=saturday + timedelta(days=day))
        make_session(stop, starts_at=saturday + timedelta(days=day))

    at_home, _ = shown_at(app, NOON)
    in_tokyo, _ = shown_at(app, NOON, "?zone=Asia/Tokyo&lang=sv")

    note = "The clocks in Stockholm change on Sunday 27 March 2022, from UTC+1 to UTC+2."
    assert note in at_home
    assert "13:00 – 13:45 Stockholm · UTC+1" in at_home
    assert "14:00 – 14:45 Stockholm · UTC+2" in at_home
    assert "I Stockholm ställs klockan om söndag 27 mars 2022, från UTC+1 till UTC+2." in in_tokyo


def test_programme_says_both_offsets_of_a_session_across_a_clock_change(app: Flask) -> None:
    night = datetime(2022, 3, 27, 0, 30, tzinfo=UTC)
    stop = make_stop(make_event("tour"), starts_at=night)
    make_session(stop, starts_at=night, minutes=60)

    words, _ = shown_at(app, NOON)

    assert "01:30 – 03:30 Stockholm · UTC+1 → UTC+2" in words


@pytest.mark.parametrize("count", [1, 3, 60])
def test_programme_asks_the_database_a_fixed_number_of_times(
    client: FlaskClient, count: int
) -> None:
    event = make_event("tour")
    stop = make_stop(event, hours=100)
    for number in range(count):
        session = make_session(stop, starts_at=NOON + timedelta(hours=number))
        make_appearance(session, make_speaker(event))

    with statements() as cold:
        client.get(ADDRESS)
    with statements() as kept:
        client.get(ADDRESS)

    # And before each a look at the version, which is not counted here.
    assert len(cold) == 3
    assert kept == []


def test_programme_is_made_anew_when_it_changed(client: FlaskClient) -> None:
    event = make_tour()
    etag = client.get(ADDRESS).headers["ETag"]

    same = client.get(ADDRESS, headers={"If-None-Match": etag})
    with transaction():
        touch_event(event.id)
    changed = client.get(ADDRESS, headers={"If-None-Match": etag})

    assert same.status_code == 304
    assert changed.status_code == 200


def test_programme_shows_what_people_wrote_as_text(client: FlaskClient) -> None:
    stop = make_stop(make_event("tour", name_en="<b>T</b>"), title_en="<i>x</i>")
    make_session(stop, "A", title_en="<script>alert(1)</script>")

    page = client.get(ADDRESS).text

    assert "<script>alert" not in page
    assert "<b>T" not in page
    assert "<i>x" not in page
