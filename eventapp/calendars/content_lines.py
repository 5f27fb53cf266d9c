"""The lines of a calendar file: texts escaped, long lines folded (RFC 5545 3.1, 3.3.11)."""

import re
from datetime import UTC, datetime

LONGEST_LINE = 75
"""Octets of a line without its end; the space that continues a line is one of them."""

_CONTINUATION = 0b1000_0000
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_UNUSUAL = re.compile(f"{_LINE_ENDS.pattern}|{_CONTROLS.pattern}")


def escaped(text: str) -> str:
    """Give a text as a calendar file writes it; control characters have no place in one."""
    if _UNUSUAL.search(text):
        text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def folded(line: str) -> str:
    """Give a line in pieces of at most 75 octets, no character torn apart."""
    if len(line) * 4 <= LONGEST_LINE or (len(line) <= LONGEST_LINE and line.isascii()):
        return line
    octets = line.encode()
    pieces = []
    start, room = 0, LONGEST_LINE
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0b1100_0000 == _CONTINUATION:
            end -= 1
        pieces.append(octets[start:end].decode())
        start, room = end, LONGEST_LINE - 1
    pieces.append(octets[start:].decode())
    return "\r\n ".join(pieces)


def file_of(lines: list[str]) -> str:
    """Give the text of a file with these lines, folded."""
    return "\r\n".join([folded(line) for line in lines]) + "\r\n"


def utc_form(instant: datetime) -> str:
    """Give an instant as `20210419T063000Z`."""
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%S}Z"


def wall_form(wall: datetime) -> str:
    """Give a wall time as `20210419T083000`."""
    return f"{wall:%Y%m%dT%H%M%S}"
