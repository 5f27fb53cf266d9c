"""A QR code as SVG for a page: one path, drawn in the colour of the text around it."""

from typing import NamedTuple

from eventapp.web.qr import qr_modules


class QrPicture(NamedTuple):
    """The side of the picture in modules, and the path that draws the dark ones."""

    side: int
    path: str


def qr_picture(payload: str) -> QrPicture:
    """Give the picture of an ASCII payload; a path is a twentieth of a rectangle a module."""
    modules = qr_modules(payload)
    strokes = []
    for y, row in enumerate(modules):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                strokes.append(f"M{x} {y}h{end - x}v1h-{end - x}z")
            x = end + 1
    return QrPicture(len(modules), "".join(strokes))
