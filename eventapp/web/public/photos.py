"""Photos of speakers who agreed to it, under the digest of their bytes."""

from flask import Response, make_response

from eventapp.speaking.queries import public_photo
from eventapp.web.errors import found
from eventapp.web.headers import POLICY_OF_DATA

SIZES = {"small": True, "large": False}
LASTING = "public, max-age=31536000, immutable"


def show_photo(size: str, digest: str) -> Response:
    """Show a photo; what stands under its address never changes."""
    content = found(public_photo(digest, small=SIZES[size]) if size in SIZES else None)
    response = make_response(content)
    response.mimetype = "image/jpeg"
    response.headers["Cache-Control"] = LASTING
    response.headers["Content-Security-Policy"] = POLICY_OF_DATA
    return response


def photo_path(digest: str | None, size: str) -> str:
    """Give the address of a photo; nothing where there is none."""
    return f"/photos/{size}/{digest}.jpg" if digest else ""
