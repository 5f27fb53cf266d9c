"""Which kind of programme file somebody sent, told by how it begins."""

import re

_BEGINNING = 4_000
_SIGNS = {
    "programme": {"stop", "kind", "starts", "ends", "title_en", "title_sv", "track"},
    "speakers": {"given_name", "family_name", "gender", "sector", "organisation", "bio_en"},
    "lineup": {"session", "speaker", "role"},
}
"""Names of columns that one kind of file alone has."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_PARTING = re.compile(r'[,;\t"]')


def kind_of(content: bytes) -> str | None:
    """Give the kind of a file, None where nothing tells; whether it is right is told later."""
    encoding = "utf-16" if content.startswith(_UTF_16) else "utf-8-sig"
    beginning = content[:_BEGINNING].decode(encoding, "replace").lstrip()
    if beginning.startswith(("<", "{", "[")):
        return "schedule"
    header = re.split(r"[\r\n]", beginning, maxsplit=1)[0]
    names = {name.strip().casefold() for name in _PARTING.split(header)}
    found = max(_SIGNS, key=lambda kind: len(_SIGNS[kind] & names))
    return found if _SIGNS[found] & names else None
