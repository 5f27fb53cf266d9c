"""QR codes as pictures for mails: PNG by ISO/IEC 15948, one bit a dot."""

import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from eventapp.foundation.late import Late

if TYPE_CHECKING:
    import qrcode
else:
    # It loads Pillow too.
    qrcode = Late("qrcode")

DOTS_PER_MODULE = 6
QUIET_MODULES = 4
MASK = 0
"""Readers take all eight; ticket codes are random, so trying which is best costs most of the time
and wins nothing.
"""


def qr_modules(payload: str) -> list[list[bool]]:
    """Give the modules of a QR code, row by row, its quiet zone included; True is dark.

    Raises UnicodeEncodeError for a payload that is not ASCII: readers guess other letters wrongly.
    """
    code = qrcode.QRCode(
        error_correction=qrcode.ERROR_CORRECT_M, border=QUIET_MODULES, mask_pattern=MASK
    )
    code.add_data(payload.encode("ascii"))
    code.make()
    return [[bool(dark) for dark in row] for row in code.get_matrix()]


@lru_cache(maxsize=512)
def qr_png(payload: str) -> bytes:
    """Give a QR code as a black and white PNG."""
    modules = qr_modules(payload)
    size = len(modules) * DOTS_PER_MODULE
    rows = b"".join(_row(row) * DOTS_PER_MODULE for row in modules)
    header = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _row(modules: list[bool]) -> bytes:
    """Give a row of dots, eight to a byte, light ones set; the first byte says "not filtered"."""
    dots = "".join(("0" if dark else "1") * DOTS_PER_MODULE for dark in modules)
    dots += "0" * (-len(dots) % 8)
    return b"\0" + int(dots, 2).to_bytes(len(dots) // 8, "big")


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
