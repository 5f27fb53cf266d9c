"""A partner's page: their own session read, commented on and signed off."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from eventapp.codesign.queries import board_of
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.programme.models import Session
from eventapp.speakers.models import Speaker
from tests.codesign.partners import Pair, make_pair
from tests.factories import make_event
from tests.page_rules import problems_of
from tests.web.public.test_figures import words_of
from tests.web.speaker.asking import token_for

READ = re.compile(r'name="read" value="(\w{64})"')


@pytest.fixture
def pair(app: Flask) -> Pair:
    pair = make_pair(make_event("tour"), abstract_en="Who pays <b>what?")
    make_pair(pair.event, "S2")
    with transaction():
        db.session.execute(sa.update(Speaker).values(email="mio@example.org"))
    return pair


@pytest.fixture
def page(pair: Pair) -> str:
    """The address of the host's page as a speaker."""
    return f"/speaking/{token_for(pair.host)}"


def signed(pair: Pair) -> int:
    db.session.rollback()
    return board_of(pair.event.id).cards[0].signed


def test_speaker_finds_their_own_sessions_and_no_others(client: FlaskClient, page: str) -> None:
    home = client.get(page)
    own = client.get(f"{page}/co-design/S1")

    assert problems_of(home.text) == []
    assert problems_of(own.text) == []
    assert f"{page}/co-design/S1" in home.text
    assert f"{page}/co-design/S2" not in home.text
    assert "Who pays &lt;b&gt;what?" in own.text
    assert "Not signed off yet" in words_of(own.text)


def test_who_only_speaks_in_a_session_sees_no_card(client: FlaskClient, pair: Pair) -> None:
    page = f"/speaking/{token_for(pair.presenter)}"

    assert "co-design" not in client.get(page).text
    assert client.get(f"{page}/co-design/S1").status_code == 404


@pytest.mark.parametrize("code", ["S2", "nothing"])
def test_sessions_of_others_are_closed(
    client: FlaskClient, pair: Pair, page: str, code: str
) -> None:
    place, sent = f"{page}/co-design/{code}", {"comment": "Let me in", "read": "0" * 64}

    answers = [
        client.get(place),
        client.post(f"{place}/comments", data=sent),
        client.post(f"{place}/sign-off", data=sent),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert [card.comments for card in board_of(pair.event.id).cards] == [0, 0]


def test_partner_comments_without_a_cookie(app: Flask, client: FlaskClient, page: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    place = f"{page}/co-design/S1"

    empty = client.post(f"{place}/comments", data={"comment": " "})
    added = client.post(f"{place}/comments", data={"comment": "I bring <i>figures."})
    forged = client.post(
        f"{place}/comments", data={"comment": "x"}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert (empty.status_code, added.status_code, forged.status_code) == (422, 303, 403)
    assert problems_of(empty.text) == []
    assert "Type a comment." in words_of(empty.text)
    assert added.location == f"{place}#comments"
    assert "I bring &lt;i&gt;figures." in client.get(place).text


def test_partner_signs_off_what_they_read(client: FlaskClient, pair: Pair, page: str) -> None:
    place = f"{page}/co-design/S1"
    (read,) = READ.findall(client.get(place).text)

    answer = client.post(f"{place}/sign-off", data={"read": read})

    assert answer.location == f"{place}#sign-offs"
    assert signed(pair) == 1
    assert "You signed off this content." in words_of(client.get(place).text)


def test_content_that_changed_meanwhile_is_read_again(
    client: FlaskClient, pair: Pair, page: str
) -> None:
    place = f"{page}/co-design/S1"
    (read,) = READ.findall(client.get(place).text)
    client.post(f"{place}/sign-off", data={"read": read})
    with transaction():
        db.session.execute(sa.update(Session).values(title_en="Another title"))

    answer = client.post(f"{place}/sign-off", data={"read": read})

    words = words_of(answer.text)
    assert answer.status_code == 422
    assert "The content was changed meanwhile." in words
    assert "The content changed since it was signed off" in words
    assert "Another title" in words
    assert signed(pair) == 0
