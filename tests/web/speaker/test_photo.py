"""Photos of speakers: sent, refused with words, shown only with consent."""

import json

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from eventapp.foundation.database import db
from eventapp.speaking.models import SpeakerPhoto
from eventapp.speaking.pictures import LARGEST_FILE
from tests.page_rules import problems_of
from tests.speaking.pictures import SVG, animation, bomb, picture
from tests.web.public.test_figures import words_of
from tests.web.speaker.asking import Invited, make_invited

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def ana(app: Flask) -> Invited:
    return make_invited()


BOUNDARY = "a-line-between-parts"


def form_of(content: bytes, name: str) -> bytes:
    """Give a form with a file in it; what a client builds of a large one it does not close."""
    head = f'Content-Disposition: form-data; name="photo"; filename="{name}"'
    start = f"--{BOUNDARY}\r\n{head}\r\nContent-Type: image/jpeg\r\n\r\n".encode()
    return start + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def send(
    client: FlaskClient, ana: Invited, content: bytes, name: str = "me.jpg"
) -> tuple[int, str]:
    answer = client.post(
        f"{ana.page}/photo",
        data=form_of(content, name),
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
    )
    if answer.status_code == 422:
        assert problems_of(answer.text) == []
    return answer.status_code, words_of(answer.text)


def digests() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(SpeakerPhoto.digest)))


def test_photo_is_stored_and_shown_to_its_speaker_alone(ana: Invited, client: FlaskClient) -> None:
    status, _words = send(client, ana, picture())

    (digest,) = digests()
    own = client.get(f"{ana.page}/photo.jpg")
    assert status == 303
    assert (own.status_code, own.mimetype) == (200, "image/jpeg")
    assert own.headers["Cache-Control"] == "private, no-store"
    assert client.get(f"/photos/large/{digest}.jpg").status_code == 404
    assert digest not in client.get("/events/tour/speakers/T1").text


def test_photo_is_public_with_consent_and_under_its_digest(
    ana: Invited, client: FlaskClient
) -> None:
    send(client, ana, picture())
    (digest,) = digests()
    client.get("/events/tour/speakers/T1")

    client.post(f"{ana.page}/consents", data={"publication": "1"})

    shown = client.get(f"/photos/large/{digest}.jpg")
    assert shown.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert f"/photos/large/{digest}.jpg" in client.get("/events/tour/speakers/T1").text
    assert client.get(f"/photos/small/{digest}.jpg").status_code == 200
    assert client.get(f"/photos/other/{digest}.jpg").status_code == 404

    client.post(f"{ana.page}/consents")
    assert client.get(f"/photos/large/{digest}.jpg").status_code == 404
    assert digest not in client.get("/events/tour/speakers/T1").text


def test_a_photo_takes_the_place_of_the_one_before(ana: Invited, client: FlaskClient) -> None:
    send(client, ana, picture())
    before = digests()
    send(client, ana, picture((300, 300)))
    after = digests()

    client.post(f"{ana.page}/photo/remove")

    assert len(before) == len(after) == 1
    assert before != after
    assert digests() == []
    assert client.get(f"{ana.page}/photo.jpg").status_code == 404


@on_sqlite
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Choose a file first."),
        (SVG, "This is no JPEG, PNG or WebP picture."),
        (animation("GIF"), "This is no JPEG, PNG or WebP picture."),
        (animation("WEBP"), "Moving pictures are not taken."),
        (bomb(), "more than 26 million pixels"),
        (picture()[:-900], "cannot be read to its end"),
        (b"\xff" * (LARGEST_FILE + 1), "larger than 8 MB"),
    ],
    ids=["nothing", "SVG", "GIF", "moving", "bomb", "truncated", "large"],
)
def test_what_is_no_photo_is_refused_with_words(
    ana: Invited, client: FlaskClient, content: bytes, words: str
) -> None:
    status, page = send(client, ana, content)

    assert status == 422
    assert words in page
    assert digests() == []


@on_sqlite
def test_other_forms_stay_small(ana: Invited, client: FlaskClient) -> None:
    answer = client.post(
        f"{ana.page}/about",
        data=b"bio_en=" + b"x" * (1024 * 1024),
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 413


@on_sqlite
@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\\b.svg", "\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe"]
)
def test_the_name_of_a_file_says_nothing(ana: Invited, client: FlaskClient, name: str) -> None:
    status, _words = send(client, ana, picture(), name)

    assert status == 303
    assert name not in client.get(ana.page).text


@on_sqlite
def test_a_field_that_is_no_file_is_no_photo(ana: Invited, client: FlaskClient) -> None:
    answer = client.post(f"{ana.page}/photo", data={"photo": json.dumps({"a": 1})})

    assert answer.status_code == 422
