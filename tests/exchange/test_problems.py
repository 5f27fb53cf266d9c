"""How problems of a file are told."""

from pathlib import Path

import pytest

from eventapp.exchange.problems import MOST_LISTED, FileRefused, Problems, quoted

FILE = Path("people.csv")


def test_check_passes_when_there_are_none() -> None:
    problems = Problems(FILE)

    problems.check()

    assert not problems


def test_check_lists_problems_by_line() -> None:
    problems = Problems(FILE)
    problems.add("is wrong", line=7, column="email")
    problems.add("is blank", line=2)
    problems.add("is no file")

    with pytest.raises(FileRefused) as refused:
        problems.check()

    assert refused.value.lines() == [
        "people.csv: is no file",
        "people.csv:2: is blank",
        "people.csv:7: email: is wrong",
    ]


def test_problems_beyond_the_first_thousand_are_counted() -> None:
    problems = Problems(FILE)
    for line in range(MOST_LISTED + 5):
        problems.add("is wrong", line=line)

    with pytest.raises(FileRefused) as refused:
        problems.check()

    assert len(refused.value.lines()) == MOST_LISTED
    assert refused.value.unlisted == 5


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Åsa", "'Åsa'"),
        ("a\x1b[31m", r"'a\x1b[31m'"),
        ("a\u202eb", r"'a\u202eb'"),
        ("\udce9", r"'\udce9'"),
        ("x" * 100, "'" + "x" * 59 + "…'"),
    ],
)
def test_quoted_shows_nothing_that_a_terminal_obeys(text: str, shown: str) -> None:
    assert quoted(text) == shown
