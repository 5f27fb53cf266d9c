"""Photos are written anew; what is none, or would do harm, is refused."""

import io
import os
import subprocess
import sys

import pytest
from PIL import Image

from eventapp.speaking.pictures import LARGEST_FILE, photo_of
from eventapp.speaking.rules import PhotoRefused
from tests.speaking.pictures import (
    CAMERA,
    HTML_IN_PNG,
    SVG,
    animation,
    bomb,
    picture,
    turned_picture,
)

MOST_MEMORY_KIB = 240 * 1024


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_stored_in_two_squares(kind: str) -> None:
    photo = photo_of(picture((900, 1200), kind))

    assert (opened(photo.large).format, opened(photo.large).size) == ("JPEG", (640, 640))
    assert (opened(photo.small).format, opened(photo.small).size) == ("JPEG", (176, 176))
    assert photo == photo_of(picture((900, 1200), kind))
    assert len(photo.digest) == 64


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "CMYK"])
def test_every_kind_of_colour_is_taken(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"

    assert opened(photo_of(picture((200, 200), kind, mode=mode)).large).mode == "RGB"


def test_a_small_photo_is_not_made_larger() -> None:
    assert opened(photo_of(picture((200, 300))).large).size == (200, 200)


def test_what_is_clear_becomes_white() -> None:
    clear = io.BytesIO()
    Image.new("RGBA", (200, 200), (0, 0, 0, 0)).save(clear, "PNG")

    assert opened(photo_of(clear.getvalue()).large).getpixel((100, 100)) == (255, 255, 255)


def test_a_photo_stands_upright_and_tells_nothing_of_the_camera() -> None:
    with_camera = picture(camera="Canary 3000")
    photo = photo_of(turned_picture())

    assert b"Canary 3000" in with_camera
    assert b"Canary 3000" not in photo_of(with_camera).large
    assert b"secret comment" not in photo.large + photo.small
    assert opened(photo.large).getexif().get(CAMERA) is None
    # What was the red upper half is below now.
    below = opened(photo.large).getpixel((150, 280))
    assert isinstance(below, tuple)
    assert below[0] > 200


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (SVG, "other kind"),
        (animation("GIF"), "other kind"),
        (b"GIF89a" + picture()[6:], "other kind"),
        (b"%PDF-1.7", "other kind"),
        (picture((200, 200), "BMP"), "other kind"),
        (picture((200, 200), "TIFF"), "other kind"),
        (animation("PNG"), "moving"),
        (animation("WEBP"), "moving"),
        (picture((159, 900)), "too small"),
        (picture()[:-900], "broken"),
        (picture((400, 400), "PNG")[:200], "broken"),
        (b"\xff" * (LARGEST_FILE + 1), "too large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_photo_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(PhotoRefused) as refused:
        photo_of(content)

    assert refused.value.reason == reason


def test_what_stands_behind_a_picture_is_not_kept() -> None:
    assert b"script" not in photo_of(HTML_IN_PNG).large


CHILD = """
import sys
from pathlib import Path
from eventapp.speaking.pictures import photo_of
from eventapp.speaking.rules import PhotoRefused
try:
    photo_of(sys.stdin.buffer.read())
except PhotoRefused as refused:
    print(refused.reason)
else:
    print("taken")
lines = Path("/proc/self/status").read_text().splitlines()
print(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
"""


def in_a_child(content: bytes) -> tuple[str, int]:
    """Give what becomes of a file, and the most memory in KiB that the process had."""
    done = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-c", CHILD],
        input=content,
        env=os.environ,
        capture_output=True,
        check=True,
        timeout=60,
    )
    outcome, memory = done.stdout.decode().splitlines()
    return outcome, int(memory)


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    content = bomb()

    outcome, memory = in_a_child(content)

    assert len(content) < 1_000_000
    assert outcome == "too many pixels"
    assert memory < 100 * 1024, memory


def test_the_largest_photo_takes_bounded_memory() -> None:
    outcome, memory = in_a_child(bomb(5_000))

    assert outcome == "taken"
    assert memory < MOST_MEMORY_KIB
