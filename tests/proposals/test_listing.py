"""What is found among proposals, in which order."""

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.events.models import Event
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.proposals.listing import (
    PERSONAL,
    Filters,
    Sight,
    choices_of,
    number_of,
    page_of,
    told_proposals,
)
from eventapp.proposals.models import Proposal
from eventapp.proposals.reviewing import ReviewDetails, save_review
from tests.factories import NOON, make_event
from tests.proposals.wishes import a_speaker, make_call, make_proposal, make_question
from tests.signing_in import make_account

ALL = Sight(0, is_blind=False, sees_all_scores=True)
BLIND = Sight(0, is_blind=True, sees_all_scores=True)


@pytest.fixture
def event(app: Flask) -> Event:
    made = make_event()
    make_call(made)
    foreign = make_event()
    make_call(foreign)
    make_proposal(foreign, "Eve")
    for name, country, themes, kind in (
        ("Maya", "NP", "car_t", "talk"),
        ("Åsa", "SE", "car_t_other payment", "panel"),
        ("Ryo", "JP", "", "talk"),
    ):
        make_proposal(
            made, name, country_code=country, themes=themes, kind=kind, email="x@example.org"
        )
    return made


def found(event: Event, sight: Sight = ALL, order: str = "newest", **filters: str) -> list[str]:
    wanted = Filters(**filters)
    lines = page_of(event.id, sight, wanted, order)
    assert number_of(event.id, sight, wanted) == len(lines)
    return [line.code for line in lines]


def test_filters_find_what_is_meant_and_no_more(event: Event) -> None:
    assert found(event) == ["F3", "F2", "F1"]
    assert found(event, theme="car_t") == ["F1"]
    assert found(event, theme="payment") == ["F2"]
    assert found(event, theme="%") == []
    assert found(event, kind="panel", country_code="SE") == ["F2"]
    assert found(event, state="accepted") == []
    assert found(event, text="asa GURUNG") == ["F2"]
    assert found(event, text="f2") == ["F2"]
    assert found(event, text="_ %") == ["F3", "F2", "F1"]


def test_who_is_blind_gets_nothing_personal_from_the_database(event: Event) -> None:
    statements: list[str] = []
    listen = ("before_cursor_execute", lambda _c, _u, text, *_: statements.append(text))
    sa.event.listen(db.engine, *listen)
    try:
        lines = page_of(event.id, BLIND, Filters(text="altitude", country_code="SE"), "newest")
        told = list(told_proposals(event.id, BLIND, Filters(), ()))
        number_of(event.id, BLIND, Filters(text="maya"))
        choices = choices_of(event.id, is_blind=True)
    finally:
        sa.event.remove(db.engine, *listen)

    named = [
        name
        for name in (*PERSONAL, "personal_search")
        for text in statements
        if f"proposal.{name}" in text
    ]
    assert named == []
    assert [line.code for line in lines] == ["F3", "F2", "F1"]
    assert {getattr(line, name) for line in lines for name in PERSONAL} == {""}
    assert [one.co_speakers for one in told] == ["", "", ""]
    assert choices.countries == []


def test_orders_by_score_and_by_number_of_reviews(event: Event) -> None:
    first, second = (make_account(f"{name}@example.org").id for name in ("a", "b"))
    rows = db.session.execute(
        sa.select(Proposal.code, Proposal.id).where(Proposal.event_id == event.id)
    )
    numbers = {row[0]: row[1] for row in rows}
    for code, account, score in (
        ("F1", first, 2),
        ("F1", second, 3),
        ("F2", first, 5),
        ("F3", first, None),
        ("F3", second, None),
    ):
        with transaction():
            save_review(numbers[code], account, ReviewDetails(score, ""), 0, actor="x", now=NOON)

    lines = page_of(event.id, ALL, Filters(), "score")

    assert [(line.code, line.score, line.reviews) for line in lines] == [
        ("F2", 5.0, 1),
        ("F1", 2.5, 2),
        ("F3", None, 2),
    ]
    assert found(event, order="reviews") == ["F2", "F1", "F3"]
    assert found(event, Sight(second, is_blind=True, sees_all_scores=False), mine="open") == ["F2"]
    assert found(event, Sight(second, is_blind=True, sees_all_scores=False), order="score") == [
        "F1",
        "F2",
        "F3",
    ]


def test_a_file_has_the_answers_in_the_order_asked(app: Flask) -> None:
    event = make_event()
    make_call(event)
    personal = make_question(event, "Who?", is_personal=True).id
    other = make_question(event, "Why?").id
    make_proposal(event, answers=((personal, "Me"), (other, "Because")), co_speakers=(a_speaker(),))

    (told,) = told_proposals(event.id, ALL, Filters(), (other, personal))
    (blind,) = told_proposals(event.id, BLIND, Filters(), (other, personal))

    assert told.answers == ("Because", "Me")
    assert told.co_speakers == "Elena Rojas <elena@example.org>"
    assert (blind.answers, blind.co_speakers) == (("Because", ""), "")
