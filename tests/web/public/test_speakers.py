"""The page of a speaker."""

from datetime import timedelta

from flask.testing import FlaskClient

from tests.counting import statements
from tests.factories import (
    NOON,
    make_appearance,
    make_event,
    make_session,
    make_speaker,
    make_stop,
)
from tests.reading_pages import read_page
from tests.web.public.test_programme import text_of

ADDRESS = "/events/tour/speakers/T1"
NAMES = (
    ("美緒", "星川"),
    ("أحمد", "الفارسي"),
    ("נועה", "בן־גלים"),
    ("สมชาย", "ใจดี"),
    ("አበበ", "በቀለ"),
    ("Ελένη", "Παπαδοπούλου"),
    ("Иван", "Петров"),
    ("민준", "한울"),
    ("अंजलि", "शर्मा"),
    ("ნინო", "ბერიძე"),
)


def test_speaker_shows_who_it_is_and_nothing_private(client: FlaskClient) -> None:
    event = make_event("tour")
    make_speaker(
        event,
        "T1",
        given_name="Ada",
        family_name="Lind",
        country_code="JP",
        gender="woman",
        email="ada@example.org",
        organisation="Japan Works",
        bio_en="Works on cells.",
    )

    page = client.get(f"{ADDRESS}?lang=sv").text

    words = text_of(page)
    assert read_page(page)
    assert "Ada Lind" in words
    assert "Japan Works · Japan" in words
    assert "Akademi" in words
    assert '<div class="prose" lang="en"' in page
    assert "ada@example.org" not in page
    assert "woman" not in page
    assert "Inga sessioner ännu" in words


def test_speaker_has_their_sessions_in_the_readers_time(client: FlaskClient) -> None:
    event = make_event("tour")
    stop = make_stop(event, hours=20)
    speaker = make_speaker(event, "T1")
    make_appearance(make_session(stop, "A", title_en="Mine"), speaker)
    late = make_session(stop, "B", starts_at=NOON + timedelta(hours=5), title_en="Late")
    make_appearance(late, speaker)
    make_session(stop, "C", title_en="Of others")

    words = text_of(client.get(f"{ADDRESS}?zone=Asia/Tokyo").text)

    assert "Wednesday 15 May 2030 Tokyo 21:00 – 21:45 Tokyo · UTC+9" in words
    assert "Thursday 16 May 2030 Tokyo 02:00 – 02:45 Tokyo · UTC+9" in words
    assert "Of others" not in words


def test_speaker_names_stand_alone_in_any_script(client: FlaskClient) -> None:
    event = make_event("tour")
    for number, (given, family) in enumerate(NAMES):
        make_speaker(event, f"N{number}", given_name=given, family_name=family)

    for number, (given, family) in enumerate(NAMES):
        page = client.get(f"/events/tour/speakers/N{number}").text
        assert f"<bdi>{given} {family}</bdi>" in page
        assert read_page(page)


def test_speaker_of_another_event_is_not_found(client: FlaskClient) -> None:
    make_event("tour")
    make_speaker(make_event("other"), "T1")

    assert client.get(ADDRESS).status_code == 404


def test_speaker_asks_the_database_a_fixed_number_of_times(client: FlaskClient) -> None:
    make_speaker(make_event("tour"), "T1")

    with statements() as asked:
        client.get(ADDRESS)

    assert len(asked) == 5
