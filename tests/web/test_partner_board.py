"""A partner's own sessions on the co-design board."""

import pytest
from flask import Flask, render_template_string

from eventapp.codesign.actions import add_comment
from eventapp.codesign.rules import ContentChanged, NotAPartner
from eventapp.foundation.transaction import transaction
from eventapp.web.partner_board import (
    Partner,
    comment_as_partner,
    partner_cards,
    partner_session,
    sign_off_as_partner,
)
from tests.codesign.partners import make_pair
from tests.factories import NOON, make_event, make_speaker
from tests.web.public.test_figures import words_of

PAGE = """
{% from "macros/partner.html" import partner_list, partner_session %}
{% macro address(code) %}/{{ code }}{% endmacro %}
{{ partner_list(cards, address) }}
{{ partner_session(shown, "/sign", "/comment") }}
"""


@pytest.fixture
def partner(app: Flask) -> Partner:
    pair = make_pair(make_event("tour"))
    make_pair(pair.event, "S2")
    with transaction():
        add_comment(pair.session.id, "Welcome", actor="account:1", now=NOON)
    return Partner(pair.event, pair.host.id, pair.host.code)


def test_partner_reads_comments_and_signs_off(app: Flask, partner: Partner) -> None:
    with app.test_request_context("/"):
        before = partner_session(partner, "S1", "en", now=NOON)
    assert before is not None
    sent = {"read": before.read, "comment": "Thank you"}

    with app.test_request_context("/", method="POST", data=sent):
        assert comment_as_partner(partner, "S1", now=NOON) is None
        assert sign_off_as_partner(partner, "S1", now=NOON)
    with app.test_request_context("/"):
        cards = partner_cards(partner, "en", now=NOON)
        shown = partner_session(partner, "S1", "en", now=NOON)
        words = words_of(render_template_string(PAGE, cards=cards, shown=shown))

    assert [card.code for card in cards] == ["S1"]
    assert "An organiser Wednesday 15 May 2030, 14:00 Stockholm · UTC+2 Welcome" in words
    assert "Mio S1-H Wednesday 15 May 2030, 14:00 Stockholm · UTC+2 Thank you" in words
    assert "You signed off this content." in words
    assert "olga" not in words


def test_comment_that_is_none_is_refused(app: Flask, partner: Partner) -> None:
    with app.test_request_context("/", method="POST", data={"comment": " "}):
        form = comment_as_partner(partner, "S1", now=NOON)

    assert form is not None
    assert form.comment.errors == ["Type a comment."]


def test_content_that_was_not_read_is_not_signed_off(app: Flask, partner: Partner) -> None:
    with (
        app.test_request_context("/", method="POST", data={"read": "0" * 64}),
        pytest.raises(ContentChanged),
    ):
        sign_off_as_partner(partner, "S1", now=NOON)


@pytest.mark.parametrize("code", ["S2", "nothing"])
def test_sessions_of_others_are_closed(app: Flask, partner: Partner, code: str) -> None:
    with app.test_request_context("/", method="POST", data={"comment": "Let me in"}):
        assert partner_session(partner, code, "en", now=NOON) is None
        with pytest.raises(NotAPartner):
            comment_as_partner(partner, code, now=NOON)
        with pytest.raises(NotAPartner):
            sign_off_as_partner(partner, code, now=NOON)


def test_who_is_no_partner_has_no_sessions(app: Flask, partner: Partner) -> None:
    other = make_speaker(partner.event)

    assert partner_cards(Partner(partner.event, other.id, other.code), "en", now=NOON) == []
