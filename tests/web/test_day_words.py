"""Days in words."""

from datetime import date

import pytest

from eventapp.web.day_words import (
    day_words,
    heading_words,
    partial_range_words,
    range_words,
    short_day_words,
)

MONDAY = date(2021, 4, 19)


def test_day_words_are_those_of_the_language() -> None:
    assert day_words(MONDAY, "en") == "Monday 19 April 2021"
    assert day_words(MONDAY, "sv") == "måndag 19 april 2021"


def test_heading_words_begin_with_a_capital() -> None:
    assert heading_words(MONDAY, "sv") == "Måndag 19 april 2021"


def test_short_day_words_are_short() -> None:
    assert short_day_words(MONDAY, "en") == "Mon 19 Apr"


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (date(2021, 4, 19), "19 April 2021"),
        (date(2021, 4, 23), "19–23 April 2021"),
        (date(2021, 5, 1), "19 April – 1 May 2021"),
        (date(2022, 1, 1), "19 April 2021 – 1 January 2022"),
    ],
)
def test_range_words_say_nothing_twice(last: date, words: str) -> None:
    assert range_words(MONDAY, last, "en") == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2020", "2020", "2020"),
        ("2020-04", "2020-04", "april 2020"),
        ("2020-04", "", "april 2020"),
        ("2020-04-02", "2020-04-03", "2–3 april 2020"),
        ("2020-04", "2020-05-02", "april 2020 – 2 maj 2020"),
        ("spring", "spring", "spring"),
        ("2020-13", "2020-14", "2020-13 – 2020-14"),
    ],
)
def test_partial_range_words_say_what_is_known(first: str, last: str, words: str) -> None:
    assert partial_range_words(first, last, "sv") == words
