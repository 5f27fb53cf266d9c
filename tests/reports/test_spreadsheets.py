"""The lines of a report for a spreadsheet, and cells that must not become formulas."""

import csv
import io
from typing import Any

import pytest

from eventapp.reports.spreadsheets import Line, lines_of, safe_cell, write_csv
from tests.reports.builders import Tour, log_in, make_registration, make_session


def test_lines_name_the_figure_and_the_group() -> None:
    tour = Tour(
        sessions=[make_session(1)],
        registrations=[make_registration(1), make_registration(2, gender="man")],
        log_ins=[log_in(1, 0, 600)],
    )

    lines = list(lines_of(tour.document()))

    assert Line("registrants", "", 2) in lines
    assert Line("by_country", "SE", 2) in lines
    assert Line("registrant_gender", "women_share", 0.5) in lines
    assert Line("speaker_gender_by_stop.women_share", "D1", None) in lines
    assert Line("per_stop.watch_minutes", "D1", 10.0) in lines
    assert Line("per_session.viewers_5min", "S1", 1) in lines
    assert Line("on_demand", "plays", 0) in lines
    assert Line("stops_attended", "1", 1) in lines


def test_csv_has_a_header_and_says_what_was_not_measured() -> None:
    file = io.StringIO(newline="")

    write_csv(Tour().document(), file)

    rows = list(csv.reader(io.StringIO(file.getvalue(), newline="")))
    assert rows[0] == ["figure", "group", "value"]
    assert ["registrants", "", "0"] in rows
    assert ["check_ins", "", "not measured"] in rows
    assert ["small_groups_merged", "", "false"] in rows


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_safe_cell_keeps_a_text_from_being_a_formula(start: str) -> None:
    assert safe_cell(f"{start}cmd|'/c calc'!A0") == f"'{start}cmd|'/c calc'!A0"


@pytest.mark.parametrize("value", ["D1", "a=b", "", 3, -3, -0.5, None])
def test_safe_cell_leaves_numbers_and_plain_text(value: Any) -> None:
    assert safe_cell(value) == value


def test_csv_guards_codes_that_people_chose() -> None:
    file = io.StringIO(newline="")
    document = Tour(registrations=[make_registration(1, sector="=1+1")]).document()

    write_csv(document, file)

    assert "by_sector,'=1+1,1" in file.getvalue()
