"""Codes and slugs: short names by which files and addresses call things."""

import re

LONGEST_CODE = 40
LONGEST_SLUG = 80

_CODE = re.compile(rf"\w[\w.-]{{0,{LONGEST_CODE - 1}}}")
_SLUG = re.compile(rf"[a-z0-9-]{{1,{LONGEST_SLUG}}}")
_WORD = re.compile(rf"[a-z0-9_]{{1,{LONGEST_CODE}}}")


def is_code(text: str) -> bool:
    """Tell whether this may be a code: letters of any script, digits, and `_ . -` inside.

    A code stands in addresses, so it has no slash and does not begin with a point.
    """
    return _CODE.fullmatch(text) is not None


def is_slug(text: str) -> bool:
    """Tell whether this may be a slug: small letters a to z, digits and hyphens."""
    return _SLUG.fullmatch(text) is not None


def is_word(text: str) -> bool:
    """Tell whether this may name a kind of thing: small letters a to z, digits, underscores."""
    return _WORD.fullmatch(text) is not None
