"""Names of codes."""

import pytest
from flask import Flask

from eventapp.web.display import SESSION_KINDS, country_words, language_name, name_of


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Panel discussion"), ("sv", "Paneldiskussion")]
)
def test_name_of_is_in_the_readers_language(app: Flask, language: str, words: str) -> None:
    with app.test_request_context(f"/?lang={language}"):
        assert name_of("panel", SESSION_KINDS) == words


def test_name_of_an_unknown_code_is_the_code_in_words(app: Flask) -> None:
    with app.test_request_context("/"):
        assert name_of("fire_side_chat", SESSION_KINDS) == "Fire side chat"


def test_country_words_give_back_what_is_no_country() -> None:
    assert country_words("SE", "sv") == "Sverige"
    assert country_words("", "sv") == ""
    assert country_words("ZZ", "en") == "ZZ"


@pytest.mark.parametrize(
    ("tag", "words"), [("sv", "Swedish"), ("zh-Hant", "Chinese"), ("tlh", "tlh"), ("?", "?")]
)
def test_language_name_falls_back_to_the_tag(tag: str, words: str) -> None:
    assert language_name(tag, "en").startswith(words)
