"""The page on which organisers release a programme."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from eventapp.foundation.database import db
from eventapp.mail.models import OutboxMail
from eventapp.programme.models import PendingSession, Session
from eventapp.releases.queries import releases_of
from tests.counting import statements
from tests.factories import (
    NOON,
    make_appearance,
    make_event,
    make_registration,
    make_session,
    make_speaker,
    make_stop,
)
from tests.page_rules import problems_of
from tests.releases.releasing import HOUR, move, release
from tests.web.organiser.filling import filled, open_form, send

PAGE = "/organise/events/tour/releases"
EDIT = "/organise/events/tour/sessions/S1/edit"


@pytest.fixture
def talk(app: Flask) -> Session:
    event = make_event("tour", languages="en sv")
    stop = make_stop(event, "D1", title_en="East", hours=8)
    return make_session(stop, "S1", title_en="Cells", title_sv="Celler")


def form_on(page: str) -> dict[str, str]:
    """Give the form that releases, whichever forms stand before it."""
    forms = (filled(page, number) for number in range(page.count("<form")))
    return next(form for form in forms if "previewed" in form)


def opened(client: FlaskClient) -> dict[str, str]:
    page = client.get(PAGE)
    assert page.status_code == 200
    assert problems_of(page.text) == []
    return form_on(page.text)


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def numbers(talk: Session) -> list[int]:
    db.session.rollback()
    return [one.number for one in releases_of(talk.event_id)]


def test_first_release_begins_what_waits(organiser: FlaskClient, talk: Session) -> None:
    form = opened(organiser)

    answer = send(organiser, PAGE, form, do="release", note_en="Hello")

    assert (answer.status_code, numbers(talk)) == (303, [1])
    send(organiser, EDIT, open_form(organiser, EDIT), title_en="New cells")
    db.session.rollback()
    assert db.session.get_one(Session, talk.id).title_en == "Cells"
    page = words(organiser.get(EDIT).text)
    assert "Not released" in page
    assert "See what waits" in page


def test_page_tells_what_would_be_released_and_what_stands_against_it(
    organiser: FlaskClient, talk: Session
) -> None:
    release(talk.event_id)
    other = make_session(talk.stop, "S2", starts_at=NOON + 4 * HOUR, title_en="Genes")
    speaker = make_speaker(talk.stop.event, "A", email="a@example.org")
    make_appearance(talk, speaker)
    make_registration(talk.stop.event, "P1", language="sv")
    release(talk.event_id)
    move(other, -3.5 * HOUR)

    page = words(organiser.get(PAGE).text)

    assert "Moved Genes Before Wednesday 15 May 2030 · 18:00 – 18:45 Stockholm · UTC+2" in page
    assert "Now Wednesday 15 May 2030 · 14:30 – 15:15 Stockholm · UTC+2" in page
    assert "1 severe conflict is in this programme." in page
    assert "1 person is concerned" in page
    assert "Swedish: 1." in page


def test_mail_is_shown_in_the_language_and_zone_that_are_asked_for(
    organiser: FlaskClient, talk: Session
) -> None:
    make_registration(talk.stop.event, "P1")
    release(talk.event_id)
    move(talk)
    form = opened(organiser)

    answer = send(
        organiser,
        PAGE,
        form,
        do="preview",
        note_sv="Hej <b>!",
        mail_language="sv",
        mail_zone="Asia/Tokyo",
    )

    page = words(answer.text)
    assert answer.status_code == 200
    assert numbers(talk) == [1]
    assert "Flyttad: Celler förut: onsdag 15 maj 2030, 21:00–21:45 Tokyo (UTC+9)" in page
    assert "Hej &lt;b&gt;!" in answer.text
    assert form_on(answer.text)["mail_zone"] == "Asia/Tokyo"


@pytest.mark.parametrize(("ticked", "mails"), [(True, 1), (False, 0)])
def test_release_mails_when_it_is_ticked(
    organiser: FlaskClient, talk: Session, *, ticked: bool, mails: int
) -> None:
    make_registration(talk.stop.event, "P1")
    release(talk.event_id)
    move(talk)
    form = opened(organiser)
    if not ticked:
        del form["with_mails"]

    answer = send(organiser, PAGE, form, do="release")

    assert (answer.status_code, numbers(talk)) == (303, [2, 1])
    found: Any = db.session.scalars(sa.select(OutboxMail.kind)).all()
    assert found == ["released"] * mails


def test_other_than_previewed_is_shown_anew_with_what_was_typed(
    organiser: FlaskClient, talk: Session
) -> None:
    release(talk.event_id)
    move(talk)
    form = opened(organiser)
    move(talk)

    answer = send(organiser, PAGE, form, do="release", note_en="Typed")

    assert (answer.status_code, numbers(talk)) == (409, [1])
    assert "Nothing was released" in answer.text
    again = form_on(answer.text)
    assert again["note_en"].strip() == "Typed"
    assert again["previewed"] != form["previewed"]
    assert send(organiser, PAGE, again, do="release").status_code == 303


def test_nothing_to_release_and_a_note_too_long_are_refused(
    organiser: FlaskClient, talk: Session
) -> None:
    release(talk.event_id)
    assert "Nothing waits" in words(organiser.get(PAGE).text)
    move(talk)
    form = opened(organiser)

    answer = send(organiser, PAGE, form, do="release", note_sv="x" * 2001)

    assert (answer.status_code, numbers(talk)) == (422, [1])


def test_change_is_discarded(organiser: FlaskClient, talk: Session) -> None:
    release(talk.event_id)
    move(talk)

    answer = organiser.post(f"{PAGE}/S1/discard")

    assert answer.status_code == 303
    assert db.session.query(PendingSession).count() == 0
    assert "The change is discarded." in organiser.get(PAGE).text
    unknown = organiser.post(f"{PAGE}/S9/discard")
    assert unknown.status_code == 303


def test_session_that_was_released_offers_no_draft(organiser: FlaskClient, talk: Session) -> None:
    assert '<option value="draft"' in organiser.get(EDIT).text.replace("selected ", "")
    release(talk.event_id)

    assert '<option value="draft"' not in organiser.get(EDIT).text.replace("selected ", "")


def test_organisers_pages_show_what_waits(organiser: FlaskClient, talk: Session) -> None:
    release(talk.event_id)
    move(talk, 2 * HOUR)

    for page in ("programme", "timetable"):
        shown = words(organiser.get(f"/organise/events/tour/{page}").text)
        assert "Not released" in shown
        assert "16:00" in shown


def test_page_asks_as_often_for_many_changes_as_for_one(
    organiser: FlaskClient, talk: Session
) -> None:
    def asked() -> int:
        with statements() as ran:
            assert organiser.get(PAGE).status_code == 200
        return len(ran)

    others = [make_session(talk.stop, f"S{number}") for number in range(2, 5)]
    release(talk.event_id)
    move(talk)
    one = asked()
    for other in others:
        move(other)

    assert asked() == one
