"""Rows of CSV files, and the lines they begin on."""

import tracemalloc
from pathlib import Path

import pytest

from eventapp.exchange.csv_rows import LONGEST_ROW, csv_rows, open_text
from eventapp.exchange.problems import Problems
from tests.exchange.files import problems_of, written


def rows_of(path: Path) -> list[tuple[int, list[str]]]:
    problems = Problems(path)
    with open_text(path, problems) as file:
        rows = [(row.line, row.cells) for row in csv_rows(file, problems)]
    problems.check()
    return rows


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_rows_begin_on_their_physical_line(tmp_path: Path, end: str, mark: bytes) -> None:
    text = end.join(["a,b", f'1,"x{end}y{end}"', "", "2,å", '3,"u,""v"""'])
    path = written(tmp_path, mark + text.encode())

    assert rows_of(path) == [
        (1, ["a", "b"]),
        (2, ["1", f"x{end}y{end}"]),
        (6, ["2", "å"]),
        (7, ["3", 'u,"v"']),
    ]


def test_rows_are_not_parted_by_other_separators(tmp_path: Path) -> None:
    path = written(tmp_path, "a\u2028b\x0bc\x85d\x1ce,f\n1,2\n")

    assert rows_of(path) == [(1, ["a\u2028b\x0bc\x85d\x1ce", "f"]), (2, ["1", "2"])]


def test_rows_of_an_empty_file_are_none(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path, b"")) == []


NEVER_CLOSED = "a quote is opened and never closed — write a quote inside a cell twice"
NO_CSV = (
    "is no CSV (',' expected after '\"') — put cells with a quote or comma in quotes, a quote as "
    '""'
)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ('a\n"b\nc\n', [f"file.csv:2: {NEVER_CLOSED}"]),
        ('a\n"b"c\nd\n"e"f\n', [f"file.csv:2: {NO_CSV}", f"file.csv:4: {NO_CSV}"]),
    ],
)
def test_rows_that_are_no_csv_are_told(tmp_path: Path, text: str, problems: list[str]) -> None:
    path = written(tmp_path, text)

    assert problems_of(lambda: rows_of(path)) == problems


def test_rows_go_on_after_one_that_is_too_long(tmp_path: Path) -> None:
    path = written(tmp_path, f"a\n{'x' * (3 * LONGEST_ROW)}\nb\n{'y' * (LONGEST_ROW + 1)}\nc\n")
    problems = Problems(path)

    with open_text(path, problems) as file:
        rows = [(row.line, row.cells) for row in csv_rows(file, problems)]

    assert rows == [(1, ["a"]), (3, ["b"]), (5, ["c"])]
    assert [line.split(":")[1] for line in problems_of(problems.check)] == ["2", "4"]


def test_rows_take_little_memory_for_a_quote_never_closed(tmp_path: Path) -> None:
    path = written(tmp_path, 'a\n"' + "x" * 99 + "\n" + ("y" * 99 + "\n") * 30_000)

    tracemalloc.start()
    problems = problems_of(lambda: rows_of(path))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert problems == [
        f"file.csv:2: is longer than {LONGEST_ROW} characters — is a quote not closed?"
    ] or problems[0].startswith("file.csv:2:")
    assert most < 20_000_000


def test_rows_take_little_memory_for_one_endless_line(tmp_path: Path) -> None:
    path = written(tmp_path, b"x" * 20_000_000)

    tracemalloc.start()
    problems = problems_of(lambda: rows_of(path))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert problems == [
        f"file.csv:1: is longer than {LONGEST_ROW} characters — is a quote not closed?"
    ]
    assert most < 5_000_000


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.csv", "there is no such file"),
        ("", "is no file"),
        ("x" * 300, "cannot be read (File name too long)"),
        ("a\0b", "cannot be read"),
    ],
)
def test_open_text_refuses_what_is_no_file(tmp_path: Path, name: str, reason: str) -> None:
    path = tmp_path / name

    assert reason in problems_of(lambda: rows_of(path))[0]


def test_open_text_refuses_a_device() -> None:
    assert problems_of(lambda: rows_of(Path("/dev/zero"))) == ["zero: is no file"]
