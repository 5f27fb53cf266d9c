"""No line of a page begins with the dot between two facts."""

import re

import pytest
from flask import Flask
from jinja2 import Environment

from eventapp.foundation.resources import folder
from eventapp.web.separators import KeptSeparators


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Tokyo · UTC+9", "Tokyo\u00a0· UTC+9"),
        ("{{ 1 }} · {{ 2 }}", "1\u00a0· 2"),
        ("1\n  {% if 1 %}· 2{% endif %}", "1\u00a0·\n 2"),
        ('{{ 1 ~ " · " ~ 2 }}', "1\u00a0· 2"),
        ("· 2", "· 2"),
    ],
)
def test_dot_is_bound_to_what_stands_before_it(source: str, words: str) -> None:
    assert Environment(extensions=[KeptSeparators]).from_string(source).render() == words  # noqa: S701 -- no markup


def test_templates_keep_their_lines(app: Flask) -> None:
    source = "a\n\n  · {{ 1 / 0 }}"

    assert KeptSeparators(app.jinja_env).preprocess(source, None).count("\n") == 2


def test_no_template_lets_a_line_begin_with_a_dot(app: Flask) -> None:
    extension = KeptSeparators(app.jinja_env)
    loose = [
        place.name
        for place in folder("templates").rglob("*.*")
        if re.search(r"(?<!\u00a0)·", extension.preprocess(place.read_text(), place.name))
    ]

    assert loose == []
