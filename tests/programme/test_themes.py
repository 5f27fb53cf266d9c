"""Themes of sessions."""

import csv

import pytest

from eventapp.foundation.resources import folder
from eventapp.programme.themes import THEMES, is_theme, theme_name


def test_themes_are_those_of_the_sample_file() -> None:
    with (folder("demo") / "themes.csv").open(encoding="utf-8", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]

    assert [(code, name.en, name.sv) for code, name in THEMES.items()] == rows


def test_theme_name_of_an_unknown_theme_is_its_code_in_words() -> None:
    assert theme_name("health_data", "sv") == "Hälsodata"
    assert theme_name("rare_diseases", "sv") == "Rare diseases"


@pytest.mark.parametrize(
    ("text", "taken"),
    [("car_t", True), ("brand_new", True), ("", False), ("Car T", False), ("x" * 41, False)],
)
def test_theme_is_taken_when_it_looks_like_a_code(text: str, *, taken: bool) -> None:
    assert is_theme(text) is taken
