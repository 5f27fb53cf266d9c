"""Language tags."""

import pytest

from eventapp.foundation.languages import language_tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("sv", "sv"),
        ("SV", "sv"),
        ("sv-fi", "sv-FI"),
        ("ZH-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("sl-rozaj", "sl-rozaj"),
        ("yue", "yue"),
    ],
)
def test_language_tag_is_written_as_the_standard_does(text: str, tag: str) -> None:
    assert language_tag(text) == tag


@pytest.mark.parametrize(
    "text", ["", "s", "svenska", "jp", "cz", "dk", "sv_SE", "sv-", "-sv", "sv SE", "é", "s" * 60]
)
def test_language_tag_is_none_for_what_is_no_language(text: str) -> None:
    assert language_tag(text) is None
