"""Pictures for tests: good ones, and such as are sent to do harm."""

import io
import struct
import zlib

from PIL import Image

CAMERA = 0x0110
"""The tag of EXIF that names the camera."""


def picture(
    size: tuple[int, int] = (300, 400), kind: str = "JPEG", *, camera: str = "", mode: str = "RGB"
) -> bytes:
    """Make a picture, red above and blue below."""
    plain = Image.new("RGB", size, "red")
    plain.paste("blue", (0, size[1] // 2, *size))
    image = plain.convert(mode)
    exif = Image.Exif()
    if camera:
        exif[CAMERA] = camera
    out = io.BytesIO()
    image.save(out, kind, **({"exif": exif} if camera else {}))
    return out.getvalue()


def turned_picture() -> bytes:
    """Make a picture that a camera held upside down has taken."""
    image = Image.open(io.BytesIO(picture()))
    exif = Image.Exif()
    exif[0x0112] = 3
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"secret comment")
    return out.getvalue()


def animation(kind: str) -> bytes:
    """Make a moving picture."""
    frames = [Image.new("RGB", (200, 200), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def bomb(side: int = 12_000) -> bytes:
    """Make a small PNG of very many pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    rows = zlib.compressobj(9)
    row = b"\0" * (side * 3 + 1)
    packed = b"".join(rows.compress(row) for _row in range(side)) + rows.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML_IN_PNG = picture((200, 200), "PNG") + b"<script>alert(1)</script>"
"""A picture that is a page too, for a browser that guesses."""
