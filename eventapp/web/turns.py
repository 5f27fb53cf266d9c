"""Between the server and the application: requests are read whole, then take turns.

The server's event loop waits for slow clients: for the rest of what they send, and until they took
what they are sent. The application works in a few threads, and each of its requests is in memory
before a thread takes it, so that nobody keeps a thread by being slow. Spoken with the server is
RSGI, with the application WSGI; every WSGI server can run the application without this.
"""

import asyncio
import logging
import threading
from dataclasses import dataclass
from http import HTTPStatus
from queue import SimpleQueue
from typing import TYPE_CHECKING, NamedTuple

from granian.rsgi import (  # type: ignore[attr-defined]  # meant for this
    ProtocolClosed,
    ProtocolError,
)

from eventapp.web.rsgi import Answering, Asked, answer, environ_of, length_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

THREADS = 4
NO_BODY = {None, "0"}
"""What the length of a body says when none comes."""


@dataclass(frozen=True)
class Limits:
    """How large and how slow bodies may be."""

    largest: int = 1024 * 1024
    """Bytes of a body; the application's own limit is not larger."""

    largest_photo: int = 9 * 1024 * 1024
    """Bytes of a body that brings a photo; the application looks at the file's own length."""

    largest_programme: int = 6 * 1024 * 1024
    """Bytes of a body that brings a programme file to organisers' pages."""

    most_held: int = 64 * 1024 * 1024
    """Bytes of bodies that a process waits for or holds; more are told to come again."""

    patience: float = 10.0
    """Seconds that any body may take."""

    least_rate: float = 1000.0
    """Bytes in a second that a body must bring, when it takes longer than that."""

    longest: float = 120.0
    """Seconds after which no body is waited for, whatever it brings."""


LIMITS = Limits()

log = logging.getLogger(__name__)


class Refused(Exception):
    """A request that the application does not see."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


class Whole(NamedTuple):
    """A request of which all has come."""

    asked: Asked
    body: bytes


class Turns:
    """An application whose requests take turns on a few threads."""

    def __init__(
        self, application: "WSGIApplication", *, threads: int = THREADS, limits: Limits = LIMITS
    ) -> None:
        self._application = application
        self._limits = limits
        self._held = 0
        self._lock = threading.Lock()
        self._waiting: SimpleQueue[Whole | None] = SimpleQueue()
        self._threads = [threading.Thread(target=self._work, name="turn") for _ in range(threads)]
        self._reading: set[asyncio.Task[None]] = set()

    def begin(self) -> None:
        """Begin, in the process that serves."""
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Finish what waits for a turn, and end."""
        for _thread in self._threads:
            self._waiting.put(None)

    def take(self, asked: Asked, loop: asyncio.AbstractEventLoop) -> None:
        """Take a request; what `loop` has to do for it is to wait for its body.

        Called for every request by the server's own threads, so the usual one goes straight on.
        """
        headers = asked.scope.headers
        if headers.get("content-length") in NO_BODY and "transfer-encoding" not in headers:
            self._waiting.put(Whole(asked, b""))
        else:
            loop.call_soon_threadsafe(self._begin_to_read, asked, loop)

    def _begin_to_read(self, asked: Asked, loop: asyncio.AbstractEventLoop) -> None:
        task = loop.create_task(self._read(asked))
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)

    async def _read(self, asked: Asked) -> None:
        """Wait for the body and then for a turn, or refuse."""
        length = length_of(asked.scope.headers)
        try:
            body = await self._body(asked.proto, length, self._largest(asked.scope.path))
        except Refused as refused:
            _refuse(asked.proto, refused.status)
            asked.done()
        else:
            self._waiting.put(Whole(asked, body))

    def _largest(self, path: str) -> int:
        if path.startswith("/speaking/") and path.endswith("/photo"):
            return self._limits.largest_photo
        if path.startswith("/organise/events/") and path.endswith("/import"):
            return self._limits.largest_programme
        return self._limits.largest

    async def _body(self, answering: Answering, length: int | None, largest: int) -> bytes:
        """Give the whole body; raises Refused when it is too large, too slow or broken off.

        One that does not say its length is not taken: its end could not be told from a broken
        connection.
        """
        if length is None:
            raise Refused(HTTPStatus.LENGTH_REQUIRED)
        if length > largest:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if self._held + length > self._limits.most_held:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE)
        self._hold(length)
        try:
            return await self._in_time(answering, length)
        except BaseException:
            self._hold(-length)
            raise

    async def _in_time(self, answering: Answering, length: int) -> bytes:
        limits = self._limits
        body = bytearray()
        began = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout_at(began + limits.patience) as deadline:
                async for piece in answering:
                    body += piece
                    patience = limits.patience + len(body) / limits.least_rate
                    deadline.reschedule(began + min(patience, limits.longest))
        except TimeoutError:
            raise Refused(HTTPStatus.REQUEST_TIMEOUT) from None
        except (ProtocolClosed, ProtocolError):
            raise Refused(HTTPStatus.BAD_REQUEST) from None
        if len(body) != length:
            raise Refused(HTTPStatus.BAD_REQUEST)
        return bytes(body)

    def _hold(self, more: int) -> None:
        """Count the bytes of bodies that this process waits for or holds."""
        with self._lock:
            self._held += more

    def _work(self) -> None:
        """Answer one request after the other until told to end."""
        while (whole := self._waiting.get()) is not None:
            asked, body = whole
            try:
                answer(self._application, environ_of(asked.scope, body), asked.proto)
            except Exception:
                log.exception("A request failed outside of the application.")
                _refuse(asked.proto, HTTPStatus.INTERNAL_SERVER_ERROR)
            asked.done()
            if body:
                self._hold(-len(body))


def _refuse(answering: Answering, status: HTTPStatus) -> None:
    """Answer without the application, and let the server close the connection."""
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close")]
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(("Retry-After", "10"))
    answering.response_bytes(status, headers, f"{status.phrase}: {status.description}\n".encode())
