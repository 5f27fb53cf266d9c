"""Codes and slugs."""

import pytest

from eventapp.foundation.codes import is_code, is_slug, is_word


@pytest.mark.parametrize(
    "text", ["D1", "D1-0", "a_b.c", "1", "Å1", "日本", "x" * 40, "_", "Ünïcode-7"]
)
def test_code_takes_letters_digits_and_inner_signs(text: str) -> None:
    assert is_code(text)


@pytest.mark.parametrize(
    "text", ["", ".", "..", ".a", "-a", "a b", "a/b", "a\n", "a\0", "x" * 41, "a?b", "a#", "a%20"]
)
def test_code_refuses_what_an_address_could_not_hold(text: str) -> None:
    assert not is_code(text)


@pytest.mark.parametrize(
    ("text", "slug", "word"),
    [
        ("atmp-2021", True, False),
        ("world_tour", False, True),
        ("abc", True, True),
        ("Abc", False, False),
        ("å", False, False),
        ("", False, False),
        ("a b", False, False),
        ("a\n", False, False),
    ],
)
def test_slug_and_word_take_plain_letters_only(text: str, *, slug: bool, word: bool) -> None:
    assert (is_slug(text), is_word(text)) == (slug, word)
