"""Cards move, are told of, commented on and signed off."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.audit.queries import log_of
from eventapp.codesign.actions import (
    add_comment,
    add_partner_comment,
    change_card,
    move_card,
    note_sign_off,
    put_on_board,
    sign_off,
    take_off_board,
)
from eventapp.codesign.queries import (
    Card,
    Comment,
    Reached,
    board_of,
    card_by_code,
    cards_of_partner,
    comments_of,
    fingerprint_of,
    stages_of,
)
from eventapp.codesign.rules import AlwaysOnBoard, CardDetails, ContentChanged, NotAPartner
from eventapp.events.rules import FieldRefused
from eventapp.foundation.database import db
from eventapp.foundation.edits import Seen
from eventapp.foundation.refusals import StaleEdit
from eventapp.foundation.transaction import transaction
from eventapp.programme.changing import change_session
from eventapp.programme.line_up import add_appearance
from eventapp.programme.models import Session
from tests.codesign.partners import Pair, make_pair
from tests.factories import NOON, make_event, make_session, make_speaker, make_stop
from tests.programme.wishes import details_of, seen
from tests.releases.releasing import release, to_edit

OLGA = "account:1"


@pytest.fixture
def pair(app: Flask) -> Pair:
    return make_pair(make_event("tour"))


def card(pair: Pair) -> Card:
    db.session.rollback()
    found = card_by_code(pair.event.id, pair.session.code)
    assert found is not None
    return found


def move(pair: Pair, stage: str, seen: str) -> bool:
    with transaction():
        return move_card(pair.session.id, stage, seen, actor=OLGA, now=NOON)


def states(pair: Pair) -> list[tuple[str, str]]:
    return [(one.person.role, one.state) for one in card(pair).signatures]


def rename(pair: Pair, title: str) -> None:
    with transaction():
        db.session.execute(
            sa.update(Session).where(Session.id == pair.session.id).values(title_en=title)
        )


def test_codesigned_sessions_are_on_the_board_as_ideas(pair: Pair) -> None:
    make_session(pair.session.stop, "TALK")
    make_session(pair.session.stop, "GONE", kind="codesigned", state="cancelled")
    make_session(make_stop(make_event()), "FOREIGN", kind="codesigned")

    board = board_of(pair.event.id)

    assert [(one.code, one.stage, one.missing_roles) for one in board.cards] == [("S1", "idea", ())]
    assert [one.code for one in board.others] == ["TALK"]


def test_card_without_partners_says_so(app: Flask) -> None:
    event = make_event()
    make_session(make_stop(event), kind="codesigned")

    assert board_of(event.id).cards[0].missing_roles == ("host", "counterpart")


def test_move_is_kept_with_who_and_when(pair: Pair) -> None:
    moved = (move(pair, "contacted", "idea"), move(pair, "contacted", "idea"))

    entry = log_of(pair.event.id).entries[0]
    assert moved == (True, False)
    assert card(pair).stage == "contacted"
    assert stages_of(pair.session.id) == [Reached("contacted", NOON, OLGA)]
    assert (entry.action, entry.subject, entry.detail) == ("card moved", "S1", "idea → contacted")


def test_move_of_what_somebody_else_moved_is_refused(pair: Pair) -> None:
    move(pair, "paired", "idea")

    with pytest.raises(StaleEdit):
        move(pair, "contacted", "idea")
    with pytest.raises(FieldRefused):
        move(pair, "nowhere", "paired")

    assert card(pair).stage == "paired"


def test_details_are_merged_with_those_of_others(pair: Pair) -> None:
    seen = Seen(1, {"next_step": "", "due_on": "", "comparability": ""})
    first = CardDetails("Call", date(2030, 5, 3))
    second = CardDetails("", None, "As many people as here")

    with transaction():
        change_card(pair.session.id, first, seen, actor=OLGA, now=NOON)
    with transaction():
        edited = change_card(pair.session.id, second, seen, actor=OLGA, now=NOON)

    assert edited.by_others == ("next_step", "due_on")
    assert card(pair).details == CardDetails("Call", date(2030, 5, 3), "As many people as here")
    assert card(pair).is_overdue(date(2030, 5, 4))


def test_comments_are_counted_and_named(pair: Pair) -> None:
    with transaction():
        add_comment(pair.session.id, " Who calls? ", actor=OLGA, now=NOON)
        add_partner_comment(pair.session.id, pair.host.id, "I do.", now=NOON + timedelta(hours=1))

    mio = f"speaker:{pair.host.id}"
    assert card(pair).comments == 2
    assert comments_of([pair.session.id])[pair.session.id] == [
        Comment(NOON, OLGA, "", "Who calls?"),
        Comment(NOON + timedelta(hours=1), mio, "Mio S1-H", "I do."),
    ]


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 4001])
def test_comment_that_is_none_is_refused(pair: Pair, text: str) -> None:
    with pytest.raises(FieldRefused), transaction():
        add_comment(pair.session.id, text, actor=OLGA, now=NOON)


def test_sign_off_holds_for_the_content_that_was_read(pair: Pair) -> None:
    read = card(pair).fingerprint
    with transaction():
        first = sign_off(pair.session.id, pair.host.id, read, now=NOON)
        again = sign_off(pair.session.id, pair.host.id, read, now=NOON)
        note_sign_off(pair.session.id, pair.counterpart.id, read, actor=OLGA, now=NOON)
    before, signed = states(pair), card(pair).signed

    rename(pair, "Another title")
    changed = states(pair)
    rename(pair, "Paying S1")

    assert (first, again, signed) == (True, False, 2)
    assert before == [("host", "signed"), ("counterpart", "signed")]
    assert changed == [("host", "stale"), ("counterpart", "stale")]
    assert states(pair) == before
    assert [one.actor for one in card(pair).signatures] == [f"speaker:{pair.host.id}", OLGA]


def test_sign_off_of_content_that_changed_meanwhile_is_refused(pair: Pair) -> None:
    read = card(pair).fingerprint
    rename(pair, "Another title")

    with pytest.raises(ContentChanged), transaction():
        sign_off(pair.session.id, pair.host.id, read, now=NOON)

    assert states(pair)[0] == ("host", "missing")


def test_only_partners_of_a_session_have_a_say_in_it(pair: Pair) -> None:
    other = make_pair(pair.event, "S2")
    foreign = make_pair(make_event(), "S3")
    read = card(pair).fingerprint

    for stranger in (pair.presenter, other.host, foreign.host, make_speaker(pair.event)):
        with pytest.raises(NotAPartner), transaction():
            add_partner_comment(pair.session.id, stranger.id, "Let me in", now=NOON)
        with pytest.raises(NotAPartner), transaction():
            sign_off(pair.session.id, stranger.id, read, now=NOON)

    assert comments_of([pair.session.id]) == {}
    assert card(pair).signed == 0


def test_partners_see_their_own_sessions_alone(pair: Pair) -> None:
    other = make_pair(pair.event, "S2")
    foreign = make_pair(make_event(), "S1")

    def seen_by(speaker_id: int) -> list[str]:
        return [one.code for one in cards_of_partner(pair.event.id, speaker_id)]

    assert seen_by(pair.host.id) == ["S1"]
    assert seen_by(other.counterpart.id) == ["S2"]
    assert seen_by(pair.presenter.id) == []
    assert seen_by(foreign.host.id) == []


def test_nobody_has_a_say_in_a_cancelled_session(pair: Pair) -> None:
    read = card(pair).fingerprint
    with transaction():
        db.session.execute(sa.update(Session).values(state="cancelled"))

    with pytest.raises(NotAPartner), transaction():
        sign_off(pair.session.id, pair.host.id, read, now=NOON)


def test_board_shows_what_is_to_be_released(pair: Pair) -> None:
    session, read = pair.session, card(pair).fingerprint
    added = make_speaker(pair.event, "LATE")
    released = make_session(session.stop, "TALK", starts_at=NOON + timedelta(hours=1))
    release(pair.event.id)
    with transaction():
        row = to_edit(pair.event.id)
        details = details_of(row, title_en="Paying by outcome")
        change_session(session.id, details, seen(row), actor=OLGA, now=NOON)
        add_appearance(released.id, added.id, "host", actor=OLGA, now=NOON)
        put_on_board(released.id, actor=OLGA, now=NOON)

    assert (card(pair).session.title_en, card(pair).waits) == ("Paying by outcome", True)
    with pytest.raises(ContentChanged), transaction():
        sign_off(session.id, pair.host.id, read, now=NOON)
    with transaction():
        assert sign_off(session.id, pair.host.id, card(pair).fingerprint, now=NOON)
        assert sign_off(released.id, added.id, fingerprint_of(released), now=NOON)
    assert states(pair) == [("host", "signed"), ("counterpart", "missing")]
    assert [one.code for one in cards_of_partner(pair.event.id, added.id)] == ["TALK"]


def test_session_without_a_time_stays_on_the_board(pair: Pair) -> None:
    with transaction():
        db.session.execute(sa.update(Session).values(state="parked"))

    assert [one.session.state for one in board_of(pair.event.id).cards] == ["parked"]


def test_any_session_is_put_on_the_board_and_taken_off(pair: Pair) -> None:
    talk = make_session(pair.session.stop, "TALK", starts_at=NOON + timedelta(hours=1))

    with transaction():
        put = [put_on_board(talk.id, actor=OLGA, now=NOON) for _time in range(2)]
    there = [one.code for one in board_of(pair.event.id).cards]
    with transaction():
        taken = [take_off_board(talk.id, actor=OLGA, now=NOON) for _time in range(2)]

    assert (put, there, taken) == ([True, False], ["S1", "TALK"], [True, False])
    assert [one.code for one in board_of(pair.event.id).cards] == ["S1"]
    with pytest.raises(AlwaysOnBoard), transaction():
        take_off_board(pair.session.id, actor=OLGA, now=NOON)
