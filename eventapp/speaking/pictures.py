"""Photos, read with suspicion and written anew: nothing of the bytes that came is kept.

Before anything is decoded the file's size, its kind and the number of its pixels are looked at: a
file of 400 kB may hold 144 million of them. One photo is decoded at a time, so that several at
once take no more memory than one.
"""

import hashlib
import io
import threading
import warnings
from typing import TYPE_CHECKING, NamedTuple

from eventapp.foundation.late import Late
from eventapp.speaking.rules import PhotoRefused

if TYPE_CHECKING:
    from PIL import Image, ImageOps
else:
    Image = Late("PIL.Image")
    ImageOps = Late("PIL.ImageOps")

LARGEST_FILE = 8 * 1024 * 1024
MOST_PIXELS = 26_000_000
LEAST_SIDE = 160
LONGEST_SIDE = 20_000
FORMATS = ("JPEG", "PNG", "WEBP")
SMALL, LARGE = 176, 640
"""Sides of the squares, in pixels: twice the largest avatar, and a page's."""
FACE = (0.5, 0.35)
"""Where a face usually is, from the left and from above, when a photo becomes a square."""
QUALITY = 82

EMPTY, TOO_LARGE, OTHER_KIND = "empty", "too large", "other kind"
MOVING, TOO_MANY_PIXELS, TOO_SMALL, BROKEN = "moving", "too many pixels", "too small", "broken"

_one_at_a_time = threading.Lock()


class Photo(NamedTuple):
    """A photo as it is stored: two JPEG files and the digest of the large one."""

    digest: str
    small: bytes
    large: bytes


def photo_of(content: bytes) -> Photo:
    """Give the photo that a file holds. Raises PhotoRefused."""
    if not content:
        raise PhotoRefused(EMPTY)
    if len(content) > LARGEST_FILE:
        raise PhotoRefused(TOO_LARGE)
    with _one_at_a_time, warnings.catch_warnings():
        # Pillow warns of many pixels; ours is the stricter limit.
        warnings.simplefilter("ignore")
        upright = _upright(_opened(content))
        large, small = _square(upright, LARGE), _square(upright, SMALL)
    return Photo(hashlib.sha256(large).hexdigest(), small, large)


def _opened(content: bytes) -> "Image.Image":
    """Read the head of the file, and refuse by what it says. Raises PhotoRefused."""
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except Exception as error:
        # Pillow's readers raise whatever a broken head makes them raise.
        raise PhotoRefused(OTHER_KIND) from error
    width, height = image.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise PhotoRefused(TOO_MANY_PIXELS)
    if min(width, height) < LEAST_SIDE:
        raise PhotoRefused(TOO_SMALL)
    # A JPEG of several pictures is what some telephones make of one photo: its first is meant.
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise PhotoRefused(MOVING)
    return image


def _upright(image: "Image.Image") -> "Image.Image":
    """Decode the picture, no larger than needed, turn it as the camera was held, on white."""
    try:
        # A JPEG is decoded at an eighth of its size where that is enough.
        image.draft("RGB", (2 * LARGE, 2 * LARGE))
        image.load()
        image.thumbnail((4 * LARGE, 4 * LARGE))
        ImageOps.exif_transpose(image, in_place=True)
        if image.mode not in {"RGBA", "LA", "PA", "P"}:
            return image.convert("RGB")
        on_white = Image.new("RGBA", image.size, "white")
        on_white.alpha_composite(image.convert("RGBA"))
        return on_white.convert("RGB")
    except Exception as error:
        # A decoder that meets broken bytes raises whatever it raises.
        raise PhotoRefused(BROKEN) from error


def _square(image: "Image.Image", side: int) -> bytes:
    side = min(side, *image.size)
    square = ImageOps.fit(image, (side, side), centering=FACE)
    plain = Image.new("RGB", square.size)
    plain.paste(square)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()
