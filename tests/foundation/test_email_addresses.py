"""E-mail addresses."""

import pytest

from eventapp.foundation.email_addresses import folded_email, is_email, with_ascii_host


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


@pytest.mark.parametrize(
    ("typed", "folded", "host"),
    [
        ("Ada@Example.ORG", "ada@example.org", "example.org"),
        ("Ada@BÜCHER.example", "ada@bücher.example", "xn--bcher-kva.example"),
        ("Ada@Straße.example", "ada@xn--strae-oqa.example", "xn--strae-oqa.example"),
        ("ADA@STRAẞE.example", "ada@xn--strae-oqa.example", "xn--strae-oqa.example"),
        ("Gauß@example.org", "gauss@example.org", "example.org"),
        ("ada@strasse.example", "ada@strasse.example", "strasse.example"),
        ("ada@βόλος.example", "ada@xn--nxasmm1c.example", "xn--nxasmm1c.example"),
        ("ada@βόλοσ.example", "ada@βόλοσ.example", "xn--nxasmq6b.example"),
    ],
)
def test_address_leads_to_the_host_that_was_typed(typed: str, folded: str, host: str) -> None:
    assert folded_email(typed) == folded
    assert with_ascii_host(folded)[1] == host


def test_what_is_no_address_is_folded_all_the_same() -> None:
    assert folded_email(" Ada@-ß..Example ") == "ada@-ss..example"
