"""Files as tables of typed rows."""

from pathlib import Path
from typing import NamedTuple

import pytest

from eventapp.exchange.columns import Column, code, integer, optional, text
from eventapp.exchange.problems import Problems
from eventapp.exchange.tables import Shape, open_table
from tests.exchange.files import problems_of, written


class Dish(NamedTuple):
    code: str
    name: str
    price: int | None


SHAPE = Shape(
    Dish,
    columns=(
        Column("code", code),
        Column("name", text(20)),
        Column("price", optional(integer(), None), optional=True),
    ),
    key=("code",),
    faults=lambda dish: iter([("price", "is dear")] if (dish.price or 0) > 99 else []),
)


def dishes(path: Path) -> list[Dish]:
    with open_table(path, SHAPE, Problems(path)) as table:
        return list(table.rows())


def test_rows_are_typed_whatever_the_order_of_columns(tmp_path: Path) -> None:
    path = written(tmp_path, "price, name ,code\n7,  Soup , a\n,,b\n")

    assert dishes(path) == [Dish("a", "Soup", 7), Dish("b", "", None)]


def test_optional_column_may_be_missing_and_is_then_absent(tmp_path: Path) -> None:
    path = written(tmp_path, "code,name\na,Soup\n")

    with open_table(path, SHAPE, Problems(path)) as table:
        assert list(table.rows()) == [Dish("a", "Soup", None)]
        assert table.absent == {"price"}
        assert table.count == 1


def test_header_alone_is_no_rows(tmp_path: Path) -> None:
    assert dishes(written(tmp_path, "code,name")) == []


HEADERS = {
    "": ["file.csv:1: is blank — the first line names the columns"],
    "\ncode,name\n": ["file.csv:1: is blank — the first line names the columns"],
    "code\n": ["file.csv:1: name: this column is missing"],
    "code,name,colour\n": [
        "file.csv:1: colour: there is no such column — the columns are code, name, price"
    ],
    "code,name,Price\n": ["file.csv:1: Price: there is no such column — 'price' is meant"],
    "code,name,name,code\n": [
        "file.csv:1: code: this column stands twice — once",
        "file.csv:1: name: this column stands twice — once",
    ],
    "code,name,\n": [
        "file.csv:1: a column has no name — every cell of line 1 names a column",
    ],
    "code;name\n": [
        "file.csv:1: code;name: the cells are not parted by commas — save the file with commas",
        "file.csv:1: code: this column is missing",
        "file.csv:1: name: this column is missing",
    ],
    '"code,name\na,b\n': [
        "file.csv:1: a quote is opened and never closed — write a quote inside a cell twice"
    ],
}


@pytest.mark.parametrize("content", HEADERS)
def test_header_at_fault_is_refused(tmp_path: Path, content: str) -> None:
    path = written(tmp_path, content)

    assert problems_of(lambda: dishes(path)) == HEADERS[content]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_with_a_word(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, "code,name\na,Soup\n".encode(encoding))

    assert problems_of(lambda: dishes(path)) == [
        "file.csv:1: is UTF-16, or holds NUL as UTF-16 does — save the file as UTF-8"
    ]


def test_latin_1_is_refused_with_row_and_column(tmp_path: Path) -> None:
    path = written(tmp_path, "code,name\na,Soup\nb,Rökt\n".encode("latin-1"))
    reason = "holds the byte 0xF6, which is not UTF-8 — save the file as UTF-8"

    assert problems_of(lambda: dishes(path)) == [rf"file.csv:3: name: 'R\udcf6kt' {reason}"]


def test_every_bad_row_and_cell_is_told_by_its_first_line(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'code,name,price\na,"So\nup",7\n/,Soup,x\nb,Soup\nc,Soup,1,2\na,Soup,8\nd,Soup,100\n',
    )

    assert [told.partition(" — ")[0] for told in problems_of(lambda: dishes(path))] == [
        "file.csv:4: code: '/' is no code",
        "file.csv:4: price: 'x' is not taken",
        "file.csv:5: has 2 cells",
        "file.csv:6: has 4 cells",
        "file.csv:7: code: stands already on line 2",
        "file.csv:8: price: is dear",
    ]


def test_rows_end_before_the_first_at_fault(tmp_path: Path) -> None:
    path = written(tmp_path, "code,name,price\na,Soup,1\nb,Soup,x\nc,Soup,2\n")
    given: list[Dish] = []

    def read() -> None:
        with open_table(path, SHAPE, Problems(path)) as table:
            given.extend(table.rows())

    assert len(problems_of(read)) == 1
    assert given == [Dish("a", "Soup", 1)]
