"""E-mail addresses."""

import pytest

from eventapp.foundation.email_addresses import folded_email, is_email


@pytest.mark.parametrize(
    "text",
    [
        "ada@example.org",
        "a@b.co",
        "first.last+tag@sub.example.org",
        "o'brien@example.org",
        "person@example.test",
        "åsa@exempel.se",
        "ada@bücher.example",
        "用户@例子.公司",
        "a" * 64 + "@example.org",
    ],
)
def test_email_is_taken_in_any_script(text: str) -> None:
    assert is_email(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ada",
        "ada@",
        "@example.org",
        "ada@example",
        "ada@@example.org",
        "ada@example..org",
        ".ada@example.org",
        "ada.@example.org",
        "ada@-example.org",
        "ada@example-.org",
        "ada@example.org.",
        "ada@127.0.0.1",
        "ada@[127.0.0.1]",
        "Ada <ada@example.org>",
        "ada@example.org, eva@example.org",
        "ada lovelace@example.org",
        "ada@example.org\n",
        "ada\0@example.org",
        "a" * 65 + "@example.org",
        "a@" + "b" * 64 + ".org",
        "a@" + "b." * 130 + "org",
    ],
)
def test_email_is_refused_when_it_is_written_wrong(text: str) -> None:
    assert not is_email(text)


def test_folded_email_is_trimmed_and_case_folded() -> None:
    assert folded_email("  Ada.STRASSE@Example.ORG ") == "ada.strasse@example.org"
