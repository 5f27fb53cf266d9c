"""Texts as they are compared in a search: without case, accents and signs."""

import re
import unicodedata

# What Unicode does not take apart.
_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "ı": "i"}
)


def plain(text: str) -> str:
    """Return a text in small letters without accents, its words parted by single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", " ", re.sub(r"['’]", "", letters)).strip()
