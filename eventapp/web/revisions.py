"""The version of what a form shows, as the form sends it back."""

_LARGEST = 2**31 - 1


def read_revision(text: str | None) -> int:
    """Give the version that was read; one that no version can be for what is no number."""
    text = text or ""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 11 else 0
    return min(number, _LARGEST)
