"""The page of a speaker: what is seen, and what is told."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from eventapp.audit.models import AuditEntry
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.speakers.models import Speaker
from eventapp.speaking.inviting import revoke_link
from eventapp.speaking.models import SpeakerAnswer, SpeakerHours, SpeakerStatement
from eventapp.speaking.queries import hours_of_speaker, statements_of
from eventapp.speaking.rules import Times
from tests.counting import statements
from tests.factories import NOON, make_appearance, make_session
from tests.page_rules import problems_of
from tests.web.public.test_figures import words_of
from tests.web.speaker.asking import SAO_PAULO, Invited, make_invited, seen, token_for

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HALF = timedelta(minutes=30)


@pytest.fixture
def ana(app: Flask) -> Invited:
    return make_invited()


def answers() -> list[tuple[str, str, str]]:
    db.session.rollback()
    rows = db.session.scalars(sa.select(SpeakerAnswer).order_by(SpeakerAnswer.session_id))
    return [(row.session.code, row.answer, row.note) for row in rows]


def noted() -> list[tuple[str, str, str, str]]:
    rows = db.session.execute(
        sa.select(AuditEntry.actor, AuditEntry.action, AuditEntry.subject, AuditEntry.detail)
        .where(AuditEntry.actor == "speaker")
        .order_by(AuditEntry.id)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


@on_sqlite
@pytest.mark.parametrize("language", ["en", "sv"])
def test_page_shows_the_hours_of_both_clocks(
    ana: Invited, client: FlaskClient, language: str
) -> None:
    answer = client.get(f"{ana.page}?lang={language}")

    words = words_of(answer.text)
    city = "Sao Paulo" if language == "en" else "São Paulo"
    assert answer.status_code == 200
    assert problems_of(answer.text) == []
    assert f"09:00 – 09:45 {city} · UTC−3" in words
    assert "14:00 – 14:45 Stockholm · UTC+2" in words
    assert ("Hearts" if language == "en" else "Hjärtan") in words
    assert "checked" not in answer.text.split('id="consents"')[1]


@on_sqlite
def test_page_is_kept_from_others(ana: Invited, client: FlaskClient) -> None:
    answer = client.get(ana.page)

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"


@on_sqlite
def test_page_speaks_the_language_of_the_letters(app: Flask, client: FlaskClient) -> None:
    swede = make_invited(country_code="SE")

    assert '<html lang="sv"' in client.get(swede.page).text
    assert '<html lang="en"' in client.get(f"{swede.page}?lang=en").text


@on_sqlite
def test_opening_the_page_changes_nothing(ana: Invited, client: FlaskClient) -> None:
    with statements() as sent:
        client.get(ana.page)
        client.head(ana.page)

    assert [one for one in sent if one.lstrip()[:6] in {"INSERT", "UPDATE", "DELETE"}] == []


def test_sessions_are_confirmed_and_declined(ana: Invited, client: FlaskClient) -> None:
    yes = client.post(
        f"{ana.page}/sessions/S1", data={"answer": "confirmed", "seen": seen(ana.first)}
    )
    no = client.post(
        f"{ana.page}/sessions/S2",
        data={"answer": "declined", "note": " I teach then. ", "seen": seen(ana.second)},
    )
    page = words_of(client.get(yes.location).text)

    assert (yes.status_code, no.status_code) == (303, 303)
    assert yes.location == f"{ana.page}?told=confirmed#session-S1"
    assert answers() == [("S1", "confirmed", ""), ("S2", "declined", "I teach then.")]
    assert "Thank you: the session is confirmed." in page
    assert "I teach then." in page
    assert noted() == [
        ("speaker", "session confirmed", "T1", "S1"),
        ("speaker", "session declined", "T1", "S2"),
    ]


@on_sqlite
def test_an_answer_is_asked_for_again_when_the_session_moves(
    ana: Invited, client: FlaskClient
) -> None:
    data = {"answer": "confirmed", "seen": seen(ana.first)}
    client.post(f"{ana.page}/sessions/S1", data=data)
    with transaction():
        ana.first.starts_at += timedelta(hours=2)
        ana.first.ends_at += timedelta(hours=2)

    page = words_of(client.get(ana.page).text)

    assert re.search(r"You confirmed [^;]*, 09:00; now it is [^.]*, 11:00\. Please answer", page)

    # Sent from a page that was open before: it holds for what was seen there.
    client.post(f"{ana.page}/sessions/S1", data=data)
    assert "Please answer again." in words_of(client.get(ana.page).text)
    client.post(f"{ana.page}/sessions/S1", data=data | {"seen": seen(ana.first)})
    assert "Please answer again." not in words_of(client.get(ana.page).text)


@on_sqlite
@pytest.mark.parametrize(
    ("session", "data", "words"),
    [
        ("S1", {"answer": "perhaps"}, "Confirm the session or decline it."),
        ("S1", {"answer": "confirmed", "note": "x" * 501}, "up to 500 signs are kept"),
        ("S1", {"answer": "confirmed", "seen": "noon"}, "Look at the session and answer again."),
        ("S9", {"answer": "confirmed"}, "You are not in that session any more."),
    ],
)
def test_what_cannot_be_answered_is_told(
    ana: Invited, client: FlaskClient, session: str, data: dict[str, str], words: str
) -> None:
    make_session(ana.first.stop, "S9")

    answer = client.post(f"{ana.page}/sessions/{session}", data={"seen": seen(ana.first), **data})

    assert answer.status_code == 422
    assert problems_of(answer.text) == []
    assert words in words_of(answer.text) or session == "S9"
    assert answers() == []


def test_hours_are_stored_by_the_speakers_clock(ana: Invited, client: FlaskClient) -> None:
    cells = [NOON, NOON + HALF, NOON + 3 * HALF]

    answer = client.post(
        f"{ana.page}/hours", data={"free": [f"{cell:%Y-%m-%dT%H:%M:%SZ}" for cell in cells]}
    )

    rows = db.session.scalars(sa.select(SpeakerHours).order_by(SpeakerHours.starts_at)).all()
    assert answer.location == f"{ana.page}?told=hours#hours"
    assert [(row.zone, f"{row.wall_starts:%H:%M}", f"{row.wall_ends:%H:%M}") for row in rows] == [
        (SAO_PAULO, "09:00", "10:00"),
        (SAO_PAULO, "10:30", "11:00"),
    ]
    assert hours_of_speaker(ana.speaker.id) == [
        Times(NOON, NOON + 2 * HALF),
        Times(NOON + 3 * HALF, NOON + 4 * HALF),
    ]
    page = client.get(ana.page).text
    assert len(re.findall(r'name="free" value="[^"]*" checked', page)) == 3
    assert "By the hours you told, you cannot be there then." in words_of(page)


@on_sqlite
def test_no_hours_at_all_is_an_answer(ana: Invited, client: FlaskClient) -> None:
    client.post(f"{ana.page}/hours")

    page = words_of(client.get(ana.page).text)
    assert page.count("By the hours you told, you cannot be there then.") == 2


@on_sqlite
@pytest.mark.parametrize("text", ["2030-05-15T03:00:00Z", "2030-05-15T12:10:00Z", "noon", ""])
def test_hours_that_the_event_does_not_have_are_refused(
    ana: Invited, client: FlaskClient, text: str
) -> None:
    answer = client.post(f"{ana.page}/hours", data={"free": [text]})

    assert answer.status_code == 422
    assert problems_of(answer.text) == []
    assert hours_of_speaker(ana.speaker.id) == []


def test_consents_are_given_and_withdrawn(ana: Invited, client: FlaskClient) -> None:
    client.post(f"{ana.page}/consents", data={"recording": "1", "other": "1"})
    given = statements_of(ana.speaker.id)
    client.post(f"{ana.page}/consents", data={"publication": "1"})

    db.session.rollback()
    rows = db.session.scalars(sa.select(SpeakerStatement).order_by(SpeakerStatement.id)).all()
    assert list(given) == ["recording"]
    assert list(statements_of(ana.speaker.id)) == ["publication"]
    assert [(row.about, row.withdrawn_at is None, row.words_version) for row in rows] == [
        ("recording", False, 1),
        ("publication", True, 1),
    ]
    assert [one[3] for one in noted()] == ["recording: yes", "recording: no, publication: yes"]


@on_sqlite
def test_technical_check_is_ticked(ana: Invited, client: FlaskClient) -> None:
    client.post(f"{ana.page}/technique", data={"sound": "1", "slides": "1", "recording": "1"})

    page = client.get(ana.page).text
    assert sorted(statements_of(ana.speaker.id)) == ["slides", "sound"]
    assert len(re.findall(r'value="1" checked', page)) == 2


def about(page: str, **values: str) -> dict[str, str]:
    """Give what the form about oneself sends, as it stands on the page, but for `values`."""
    found = dict(re.findall(r'name="(version|seen)" type="hidden" value="([^"]*)"', page))
    defaults = {"bio_en": "", "bio_sv": "", "zone": SAO_PAULO, "language": "en"}
    unescaped = {name: text.replace("&#34;", '"') for name, text in found.items()}
    return {**defaults, "gender": "not_stated", **unescaped, **values}


def test_what_is_told_of_oneself_is_stored(ana: Invited, client: FlaskClient) -> None:
    form = about(client.get(ana.page).text, bio_en="I *like* hearts.", gender="woman")

    answer = client.post(f"{ana.page}/about", data=form | {"language": "sv"})

    db.session.rollback()
    speaker = db.session.get_one(Speaker, ana.speaker.id)
    assert answer.location == f"{ana.page}?told=about#about"
    assert (speaker.bio_en, speaker.gender, speaker.language) == (
        "I *like* hearts.",
        "woman",
        "sv",
    )
    assert speaker.email == "ana@example.org"
    assert "<em>like</em>" in client.get(ana.page).text
    assert "<em>like</em>" in client.get("/events/tour/speakers/T1").text


@on_sqlite
def test_what_organisers_changed_meanwhile_is_shown(ana: Invited, client: FlaskClient) -> None:
    form = about(client.get(ana.page).text, bio_en="Mine.")
    with transaction():
        speaker = db.session.get_one(Speaker, ana.speaker.id)
        speaker.bio_en, speaker.version = "Theirs.", 2

    answer = client.post(f"{ana.page}/about", data=form)

    assert answer.status_code == 409
    assert "Theirs." in answer.text
    assert "Mine." in answer.text


@on_sqlite
def test_a_biography_has_a_length(ana: Invited, client: FlaskClient) -> None:
    form = about(client.get(ana.page).text, bio_en="[" * 20_000)

    answer = client.post(f"{ana.page}/about", data=form)

    assert answer.status_code == 422
    assert "Up to 4,000 signs are taken." in words_of(answer.text)


def without_nonce(page: str) -> str:
    return re.sub(r'nonce="[^"]*"|href="[?/][^"]*"', "", page)


@on_sqlite
@pytest.mark.parametrize("address", ["", "/photo.jpg"])
def test_links_that_open_nothing_tell_nothing(
    ana: Invited, client: FlaskClient, address: str
) -> None:
    other = make_invited("other")
    old = ana.token
    new = token_for(ana.speaker)
    with transaction():
        revoke_link(other.speaker.id, actor="command", now=NOON)

    tokens = ("1", "x" * 43, "x" * 9000, old, other.token, new[:-1], f"{new}x", "ä")
    answers = {token: client.get(f"/speaking/{token}{address}") for token in tokens}

    assert {answer.status_code for answer in answers.values()} == {404}
    assert len({without_nonce(answer.text) for answer in answers.values()}) == 1
    assert all("Souza" not in answer.text for answer in answers.values())
    assert client.get(f"/speaking/{new}").status_code == 200


@on_sqlite
def test_forms_of_other_sites_are_not_taken(ana: Invited, client: FlaskClient) -> None:
    answer = client.post(
        f"{ana.page}/sessions/S1",
        data={"answer": "confirmed", "seen": seen(ana.first)},
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 403
    assert answers() == []


@on_sqlite
def test_page_asks_the_same_number_of_questions_for_many_sessions(
    ana: Invited, client: FlaskClient
) -> None:
    with statements() as few:
        client.get(ana.page)
    for number in range(5):
        make_appearance(make_session(ana.first.stop, f"M{number}"), ana.speaker)
    with statements() as many:
        client.get(ana.page)

    assert len(many) == len(few)
