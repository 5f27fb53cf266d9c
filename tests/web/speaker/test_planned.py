"""A speaker of a session that waits for a release is asked before it is public."""

from datetime import timedelta
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.mail.actions import lease_mail
from eventapp.mail.delivery import message_bytes
from eventapp.programme.line_up import add_appearance, remove_appearance
from eventapp.programme.models import Session
from eventapp.programme.pending import waiting_row
from eventapp.releases.actions import discard_change
from eventapp.speakers.models import Speaker
from eventapp.speaking.parts import Part, parts_of_speaker
from eventapp.speaking.queries import unanswered_at
from eventapp.speaking.rules import Standing
from eventapp.web.letters import compose
from tests.counting import statements
from tests.factories import NOON, make_appearance, make_event, make_session, make_speaker, make_stop
from tests.mail.sink import parsed
from tests.page_rules import problems_of
from tests.programme.wishes import ACTOR
from tests.releases.releasing import HOUR, LATER, NOW, move, release
from tests.web.organiser.signing import make_account, sign_in
from tests.web.public.test_figures import words_of
from tests.web.speaker.asking import token_for


class Planned(NamedTuple):
    """Ana in São Paulo, who is to moderate a session from the next release on."""

    event_id: int
    session: Session
    speaker: Speaker

    def parts(self) -> tuple[Part, ...]:
        db.session.rollback()
        return parts_of_speaker(self.speaker.id)


@pytest.fixture
def ana(app: Flask) -> Planned:
    event = make_event("tour", name_en="World Tour", name_sv="Världsturnén")
    session = make_session(make_stop(event, "D1", hours=8), "S1", title_en="Hearts")
    make_appearance(session, make_speaker(event, "T2"))
    ana = {"given_name": "Ana", "zone": "America/Sao_Paulo", "language": "en"}
    speaker = make_speaker(event, "T1", email="ana@example.org", **ana)
    release(event.id)
    planned = Planned(event.id, session, speaker)
    with transaction():
        add_appearance(session.id, speaker.id, "moderator", actor=ACTOR, now=NOW)
    move(session, 2 * HOUR)
    return planned


def seen_for(session: Session) -> str:
    row = waiting_row(session)
    assert row is not None
    return f"{row.starts_at:%Y-%m-%dT%H:%M:%SZ}/{row.ends_at:%Y-%m-%dT%H:%M:%SZ}"


def answer(client: FlaskClient, token: str, seen: str) -> int:
    form = {"answer": "confirmed", "note": "", "seen": seen}
    return client.post(f"/speaking/{token}/sessions/S1", data=form).status_code


@pytest.mark.parametrize(
    ("language", "badge"),
    [("en", "Planned, not public yet"), ("sv", "Planerad, inte offentlig än")],
)
def test_page_shows_the_planned_time_and_that_it_is_not_public(
    ana: Planned, client: FlaskClient, language: str, badge: str
) -> None:
    page = client.get(f"/speaking/{token_for(ana.speaker)}?lang={language}")

    assert problems_of(page.text) == []
    words = words_of(page.text)
    assert badge in words
    assert "11:00 – 11:45" in words
    assert "09:00 – 09:45" not in words
    assert "/events/tour/sessions/S1" not in page.text
    assert "Ana" not in client.get("/events/tour/sessions/S1").text


def test_answer_holds_after_the_release(ana: Planned, client: FlaskClient) -> None:
    token = token_for(ana.speaker)
    before = [(part.standing, part.is_planned) for part in ana.parts()]

    assert answer(client, token, seen_for(ana.session)) == 303
    planned = ana.parts()
    release(ana.event_id)

    assert before == [(Standing.OPEN, True)]
    assert [(one.standing, one.is_planned) for one in planned] == [(Standing.CONFIRMED, True)]
    assert [(one.standing, one.is_planned) for one in ana.parts()] == [(Standing.CONFIRMED, False)]
    page = words_of(client.get(f"/speaking/{token}").text)
    assert "not public yet" not in page


def test_answer_for_a_time_that_is_planned_no_more_is_asked_again(
    ana: Planned, client: FlaskClient
) -> None:
    answer(client, token_for(ana.speaker), seen_for(ana.session))

    move(ana.session, HOUR)

    assert [part.standing for part in ana.parts()] == [Standing.MOVED]


def test_discarded_change_takes_the_session_off_their_page(
    ana: Planned, client: FlaskClient
) -> None:
    token = token_for(ana.speaker)
    seen = seen_for(ana.session)
    with transaction():
        discard_change(ana.event_id, "S1", actor=ACTOR, now=NOW)

    assert ana.parts() == ()
    assert answer(client, token, seen) == 422
    assert "Hearts" not in client.get(f"/speaking/{token}").text


def test_who_speaks_anyway_sees_what_everybody_sees(ana: Planned) -> None:
    other = ana.session.event_id
    with transaction():
        speaker = db.session.query(Speaker).filter_by(event_id=other, code="T2").one()
        remove_appearance(ana.session.id, speaker.id, "presenter", actor=ACTOR, now=NOW)

    (part,) = parts_of_speaker(speaker.id)

    assert (part.standing, part.is_planned) == (Standing.OPEN, False)


def test_letter_tells_that_it_is_planned_and_brings_no_calendar(ana: Planned) -> None:
    token_for(ana.speaker)
    with transaction():
        mail = lease_mail(now=LATER, lease=timedelta(minutes=3))
    assert mail is not None

    message = compose(mail)

    assert message is not None
    read = parsed(message_bytes(message))
    body = read.get_body(("plain",))
    assert body is not None
    text = str(body.get_content()).replace("\r\n", "\n")
    assert (
        "* Hearts (Moderator)\n"
        "  Wednesday 15 May 2030, 11:00–11:45 Sao Paulo (UTC−3)\n"
        "  Wednesday 15 May 2030, 16:00–16:45 Stockholm (UTC+2)\n"
        "  Planned, not public yet.\n"
        "  Not answered yet.\n"
    ) in text
    assert list(read.iter_attachments()) == []


def test_organisers_see_that_they_can_be_asked_now(ana: Planned, client: FlaskClient) -> None:
    make_account()
    sign_in(client)

    page = client.get("/organise/events/tour/speakers")

    words = words_of(page.text)
    assert problems_of(page.text) == []
    assert "1 not public yet" in words
    assert "Invite 1 speaker" in words
    assert unanswered_at([ana.event_id]) == {}
    form = words_of(client.get("/organise/events/tour/sessions/S1/edit").text)
    assert "can be invited to it before the release" in form
    token_for(ana.speaker)
    assert unanswered_at([ana.event_id]) == {ana.event_id: ["T1"]}


def test_parts_are_read_in_one_statement(ana: Planned) -> None:
    assert ana.session.starts_at == NOON

    speaker_id = ana.speaker.id
    with statements() as ran:
        parts_of_speaker(speaker_id)

    assert len(ran) == 1
