"""What the server says of a request, in its words (RSGI) and in the application's (WSGI)."""

import sys
from collections.abc import AsyncIterator, Callable, Iterable
from io import BytesIO
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]
ErrorFacts = (
    tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None] | None
)


class Scope(Protocol):
    """What the server tells of a request."""

    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    authority: str | None

    @property
    def headers(self) -> "RequestHeaders":
        """Give the request's headers."""
        ...


class RequestHeaders(Protocol):
    """Headers as the server gives them."""

    def __contains__(self, name: str) -> bool:
        """Say whether there is a header of this name."""
        ...

    def get(self, name: str) -> str | None:
        """Give the value of a header."""
        ...

    def items(self) -> Iterable[tuple[str, str]]:
        """Give the names, in small letters, and values."""
        ...


class Answering(Protocol):
    """Where the server takes what is answered; its iterator gives the body as it comes."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Give the pieces of the body."""
        ...

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None:
        """Answer; the server sends it as fast as its reader takes it."""
        ...


class Asked(Protocol):
    """A request as the server hands it over, when its headers have come."""

    @property
    def scope(self) -> Scope:
        """Give what the server tells of the request."""
        ...

    @property
    def proto(self) -> Answering:
        """Give where its answer goes and its body comes from."""
        ...

    def done(self) -> object:
        """Tell the server that the request was answered; from any thread."""
        ...


def length_of(headers: RequestHeaders) -> int | None:
    """Give the length that the body is said to have; None for one that comes in chunks."""
    said = headers.get("content-length")
    return int(said) if said and said.isdecimal() else None


def environ_of(scope: Scope, body: bytes) -> "WSGIEnvironment":
    """Give what the server tells of a request in the words of WSGI (PEP 3333)."""
    host, _, port = scope.server.rpartition(":")
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
    }
    for name, value in scope.headers.items():
        if "_" in name:
            # It would be taken for the one with hyphens, which proxies check.
            continue
        key = f"HTTP_{name.upper().replace('-', '_')}"
        if key in environ:
            environ[key] += f"{'; ' if name == 'cookie' else ','}{value}"
        else:
            environ[key] = value
    if "HTTP_CONTENT_TYPE" in environ:
        environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE")
    if "HTTP_CONTENT_LENGTH" in environ:
        environ["CONTENT_LENGTH"] = environ.pop("HTTP_CONTENT_LENGTH")
    return environ


def answer(
    application: "WSGIApplication", environ: "WSGIEnvironment", answering: Answering
) -> None:
    """Let the application answer, and give the server the whole answer."""
    begun: list[tuple[int, Headers]] = []
    pieces: list[bytes] = []

    def start_response(
        status: str,
        headers: Headers,
        _error: ErrorFacts = None,
    ) -> Callable[[bytes], object]:
        begun.append((int(status[:3]), headers))
        return pieces.append

    made = application(environ, start_response)
    try:
        pieces += made
    finally:
        close = getattr(made, "close", None)
        if close is not None:
            close()
    status, headers = begun[-1]
    answering.response_bytes(status, headers, b"".join(pieces))
