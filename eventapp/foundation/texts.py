"""Which texts can be stored: of one line, or of several, without signs that no text has."""

import re

# Control signs, separators of lines and paragraphs, and halves of signs, which no file can hold.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def is_line(text: str, longest: int) -> bool:
    """Tell whether a text is short enough and has no line breaks or other control signs."""
    return len(text) <= longest and (text.isprintable() or not _CONTROL.search(text))


def is_text(text: str, longest: int) -> bool:
    """Tell the same of a text that may have line breaks and tabs."""
    return len(text) <= longest and is_line(text.replace("\n", " ").replace("\t", " "), longest)
