"""What a call asks for and what a proposal may be."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from eventapp.events.rules import FieldRefused, window_state
from eventapp.foundation.bilingual import Text
from eventapp.proposals.answers import (
    AnswerInvalid,
    Asked,
    QuestionDetails,
    answer_words,
    check_question,
    checked_answers,
    choices_of,
)
from eventapp.proposals.balance import Counted, balance_of, proposed_and_accepted
from eventapp.proposals.free_time import Taken, first_free
from eventapp.proposals.rules import (
    CallClosed,
    CallDetails,
    CallNotOpen,
    ProposalDetails,
    check_call,
    check_call_open,
    checked,
    is_to_be_told,
    lengths_of,
    open_search_text,
    personal_search_text,
    told,
)
from tests.factories import NOON
from tests.proposals.wishes import a_proposal, a_speaker

HOUR = timedelta(hours=1)
HALF = timedelta(minutes=30)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2030, 5, 15, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("opens_at", "now", "state"),
    [
        (None, NOON - HOUR, "open"),
        (NOON, NOON - HOUR, "early"),
        (NOON, NOON, "open"),
        (None, NOON + HOUR - timedelta(seconds=1), "open"),
        (NOON, NOON + HOUR, "closed"),
    ],
)
def test_a_call_is_open_from_its_first_moment_and_closed_from_its_last(
    opens_at: datetime | None, now: datetime, state: str
) -> None:
    assert window_state(opens_at, NOON + HOUR, now=now) == state


def test_check_call_open_takes_nothing_before_and_after() -> None:
    with pytest.raises(CallNotOpen):
        check_call_open(NOON, NOON + HOUR, now=NOON - HOUR)
    check_call_open(NOON, NOON + HOUR, now=NOON)
    with pytest.raises(CallClosed):
        check_call_open(NOON, NOON + HOUR, now=NOON + HOUR)


CALL = CallDetails(
    "Europe/Stockholm",
    None,
    datetime(2030, 5, 20, 23, 59),
    None,
    datetime(2030, 5, 20, 21, 59, tzinfo=UTC),
    "",
    "",
    is_blind=True,
    kinds="talk panel",
    lengths="20 45",
)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kinds": ""}, "kinds"),
        ({"kinds": "talk break"}, "kinds"),
        ({"lengths": ""}, "lengths"),
        ({"lengths": "0"}, "lengths"),
        ({"lengths": "481"}, "lengths"),
        ({"lengths": "²0"}, "lengths"),
        ({"opens_at": CALL.closes_at}, "wall_closes"),
        ({"text_sv": "\0"}, "text_sv"),
    ],
)
def test_check_call_refuses(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldRefused) as refusal:
        check_call(CALL._replace(**changed))

    assert refusal.value.field == field


def test_check_call_takes_what_can_be_meant() -> None:
    check_call(CALL)
    assert lengths_of("45 20 20") == (20, 45)


def test_checked_trims_and_folds() -> None:
    wish = a_proposal(email=" Maya@Example.ORG ", title_en=" Cells ", co_speakers=(a_speaker(),))

    stored = checked(wish)

    assert (stored.email, stored.title_en) == ("maya@example.org", "Cells")
    assert stored.co_speakers == (a_speaker(),)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title_en": "", "abstract_en": ""}, "title_en"),
        ({"title_en": "", "abstract_en": "", "language": "sv"}, "title_sv"),
        ({"abstract_en": ""}, "abstract_en"),
        ({"title_sv": "Celler"}, "abstract_sv"),
        ({"abstract_sv": "Mer"}, "title_sv"),
        ({"title_en": "x" * 201}, "title_en"),
        ({"title_en": "two\nlines"}, "title_en"),
        ({"abstract_en": "x" * 5001}, "abstract_en"),
        ({"abstract_en": "a\x00b"}, "abstract_en"),
        ({"given_name": "", "family_name": ""}, "given_name"),
        ({"email": "nobody"}, "email"),
        ({"email": "a@example.org\r\nBcc: b@example.org"}, "email"),
        ({"country_code": "XX"}, "country_code"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"sector": ""}, "sector"),
        ({"gender": "?"}, "gender"),
        ({"language": "fi"}, "language"),
        ({"themes": "a b c d"}, "themes"),
        ({"themes": "'; drop"}, "themes"),
        ({"co_speakers": (a_speaker(email="x"),)}, "co_speakers"),
        ({"co_speakers": (a_speaker(),) * 5}, "co_speakers"),
    ],
)
def test_checked_refuses(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldRefused) as refusal:
        checked(a_proposal(**changed))

    assert refusal.value.field == field


def test_checked_takes_both_languages() -> None:
    both: ProposalDetails = a_proposal(title_sv="Celler", abstract_sv="Vad vi lärde oss.")

    assert checked(both) == both


@pytest.mark.parametrize(
    ("state", "told_state", "known", "waits"),
    [
        ("submitted", "", "submitted", False),
        ("accepted", "", "reviewing", True),
        ("accepted", "waitlisted", "waitlisted", True),
        ("accepted", "accepted", "accepted", False),
        ("confirmed", "accepted", "confirmed", False),
        ("withdrawn", "", "withdrawn", False),
    ],
)
def test_a_decision_is_known_when_it_was_sent(
    state: str,
    told_state: str,
    known: str,
    waits: bool,  # noqa: FBT001 -- of a table
) -> None:
    assert told(state, told_state) == known
    assert is_to_be_told(state, told_state) is waits


def test_what_is_searched_in_the_open_holds_nobody() -> None:
    wish = a_proposal(co_speakers=(a_speaker(),))

    assert open_search_text(wish, "F1") == "f1 cell therapy at altitude what we learnt"
    assert personal_search_text(wish) == (
        "maya gurung patan hospital maya example org elena rojas clinica sur elena example org"
    )


COLOURS = QuestionDetails("Colour?", "Färg?", "choice", "red\nblue", "röd\nblå")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"label_en": "", "label_sv": ""}, "label_en"),
        ({"kind": "date"}, "kind"),
        ({"choices_en": "red", "choices_sv": ""}, "choices_en"),
        ({"choices_en": "red\nred", "choices_sv": ""}, "choices_en"),
        ({"choices_sv": "röd\nblå\ngul"}, "choices_sv"),
    ],
)
def test_check_question_refuses(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldRefused) as refusal:
        check_question(COLOURS._replace(**changed))

    assert refusal.value.field == field


def question(kind: str, *, is_required: bool = False) -> Asked:
    choices = choices_of(COLOURS.choices_en, COLOURS.choices_sv)
    return Asked(7, Text("?", "?"), kind, choices, is_required, is_personal=False)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("short", "two\nlines"),
        ("short", "x" * 301),
        ("long", "x" * 4001),
        ("number", "-1"),
        ("number", "٣"),
        ("number", "1" * 10),
        ("choice", "green"),
        ("choice", "röd"),
    ],
)
def test_answers_that_do_not_fit_are_refused(kind: str, text: str) -> None:
    with pytest.raises(AnswerInvalid) as refusal:
        checked_answers([question(kind)], {7: text})

    assert refusal.value.question_id == 7


def test_answers_are_trimmed_and_those_to_nothing_left_out() -> None:
    asked = [question("short"), question("long")._replace(id=8)]

    assert checked_answers(asked, {7: " yes ", 8: " ", 9: "?"}) == ((7, "yes"),)
    with pytest.raises(AnswerInvalid):
        checked_answers([question("short", is_required=True)], {7: "  "})


def test_a_choice_is_read_in_ones_language() -> None:
    assert answer_words(question("choice"), "red", "sv") == "röd"
    assert answer_words(question("choice"), "gone by now", "sv") == "gone by now"


@pytest.mark.parametrize(
    ("taken", "length", "free"),
    [
        ([], HALF, at(9)),
        ([Taken(at(9), at(9, 30))], HALF, at(9, 30)),
        ([Taken(at(9), at(9, 20))], HALF, at(9, 30)),
        ([Taken(at(9, 30), at(10))], HOUR, at(10)),
        ([Taken(at(8), at(9, 40)), Taken(at(10), at(10, 45))], HALF, at(11)),
        ([Taken(at(9), at(12))], HALF, None),
        ([], timedelta(hours=4), None),
        ([Taken(at(9), at(11, 30))], HALF, at(11, 30)),
    ],
)
def test_first_free(taken: list[Taken], length: timedelta, free: datetime | None) -> None:
    assert first_free(at(9), at(12), taken, length) == free


def test_balance_shows_genders_when_five_have_answered() -> None:
    rows = [Counted("NP", "woman", "submitted"), Counted("SE", "man", "accepted")] * 2

    few = balance_of(rows)
    enough = balance_of(
        [*rows, Counted("SE", "woman", "confirmed"), Counted("SE", "not_stated", "")]
    )

    assert (few.by_country, few.by_gender, few.not_stated) == ({"NP": 2, "SE": 2}, None, 0)
    assert (enough.by_country, enough.not_stated) == ({"SE": 4, "NP": 2}, 1)
    assert enough.by_gender == {"man": 2, "woman": 3}


def test_balance_leaves_the_withdrawn_out() -> None:
    rows = [Counted("NP", "woman", state) for state in ("withdrawn", "accepted", "confirmed", "x")]

    proposed, accepted = proposed_and_accepted(rows)

    assert (proposed.proposals, accepted.proposals) == (3, 2)
