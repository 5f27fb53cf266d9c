"""What a scanner types."""

import pytest

from eventapp.checkin.rules import scanned


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("  AbC_-d\r\n", "AbC_-d"),
        ("K7M-4QX", "K7M-4QX"),
        ("https://example.org/tickets/AbC_-d", "AbC_-d"),
        ("https://example.org/tickets/AbC%2Dd/watch/D1?zone=Asia/Tokyo#x", "AbC-d"),
        ("http://localhost/tickets/", ""),
        ("/tickets/[x", "[x"),
        ("", ""),
        ("x" * 900, "x" * 300),
        ("K7M\0-4QX", ""),
        ("https://example.org/tickets/AbC%00", ""),
    ],
)
def test_code_is_read_from_what_was_typed(text: str, code: str) -> None:
    assert scanned(text) == code
