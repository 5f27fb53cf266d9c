"""Texts in two languages."""

import pytest

from eventapp.foundation.bilingual import Text, known_language, languages_of


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("sv", "sv"),
        ("sv-FI", "sv"),
        ("sv_SE", "sv"),
        ("SV", "sv"),
        ("en-GB", "en"),
        ("fi", "en"),
        ("", "en"),
        ("svan", "en"),
    ],
)
def test_known_language_is_one_of_the_site(tag: str, language: str) -> None:
    assert known_language(tag) == language


@pytest.mark.parametrize(
    ("text", "in_english", "in_swedish"),
    [
        (Text("Break", "Paus"), ("Break", "en"), ("Paus", "sv")),
        (Text("Break"), ("Break", "en"), ("Break", "en")),
        (Text(sv=" Paus "), ("Paus", "sv"), ("Paus", "sv")),
        (Text(" ", "\n"), ("", "en"), ("", "sv")),
    ],
)
def test_text_falls_back_to_the_other_language(
    text: Text, in_english: tuple[str, str], in_swedish: tuple[str, str]
) -> None:
    assert text.shown_in("en") == in_english
    assert text.shown_in("sv-FI") == in_swedish
    assert text.in_language("en") == in_english[0]
    assert text.in_language("sv") == in_swedish[0]


def test_text_knows_what_is_missing() -> None:
    text = Text(en="Welcome", sv="  ")

    assert languages_of(text) == ("en",)
    assert text.missing("sv")
    assert not text.missing("en")
