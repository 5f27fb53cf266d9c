"""Static files: served under the digest of their folder, so that browsers may keep them."""

import gzip
import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from flask import Flask, Response, abort, request
from jinja2 import FileSystemBytecodeCache

from eventapp.config import Settings
from eventapp.foundation.resources import folder

YEAR = 365 * 24 * 3600
COMPRESSIBLE = {".css", ".js", ".svg", ".json", ".mjs", ".webmanifest", ".txt"}

mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("application/manifest+json", ".webmanifest")


@cache
def static_digest() -> str:
    """Give a short digest of all static files; a new one means new addresses."""
    digest = hashlib.sha256()
    root = folder("static")
    for place in sorted(path for path in root.rglob("*") if path.is_file()):
        digest.update(str(place.relative_to(root)).encode())
        digest.update(place.read_bytes())
    return digest.hexdigest()[:12]


def asset(path: str) -> str:
    """Give the address of the static file `path`, to be kept by browsers for a year."""
    return f"/assets/{static_digest()}/{path}"


@cache
def _file(path: Path) -> tuple[bytes, bytes | None, str]:
    """Give a file's bytes, its gzip form where that is worth it, and its type."""
    content = path.read_bytes()
    packed = gzip.compress(content, 9, mtime=0) if path.suffix in COMPRESSIBLE else None
    return content, packed, mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def show_asset(digest: str, path: str) -> Response:
    """Answer with a static file; any digest finds it, only the right one is kept for long."""
    root = folder("static")
    place = (root / path).resolve() if "\0" not in path else root
    if root.resolve() not in place.parents or not place.is_file():
        abort(404)
    content, packed, mimetype = _file(place)
    use_packed = packed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(packed if use_packed and packed else content, mimetype=mimetype)
    if use_packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.cache_control.public = True
    response.cache_control.max_age = YEAR if digest == static_digest() else 60
    response.cache_control.immutable = digest == static_digest()
    return response


def keep_templates(app: Flask) -> None:
    """Keep compiled templates in the data folder: the next start makes its first page sooner."""
    settings: Settings = app.extensions["settings"]
    place = settings.data_dir / "templates"
    place.mkdir(mode=0o700, exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(place))


def init_app(app: Flask) -> None:
    """Serve static files and let templates ask for their addresses."""
    app.add_url_rule("/assets/<digest>/<path:path>", "asset", show_asset)
    app.jinja_env.globals["asset"] = asset
