"""Requests that come piece by piece, and what becomes of them."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from eventapp.web.rsgi import environ_of
from eventapp.web.turns import Limits, Turns

SMALL = Limits(largest=1000, largest_photo=1200, largest_programme=1100, most_held=1500)
"""Small bodies, and all the time there is for them: how busy the machine is does not matter."""

HASTY = replace(SMALL, patience=0.2, least_rate=100.0, longest=0.6)


LONGEST_WAIT = 60.0
"""Seconds; only a test that fails waits so long."""


class Headers(dict[str, str]):
    """Headers as the server gives them."""


@dataclass
class Scope:
    """What a server tells of a request."""

    headers: Headers
    http_version: str = "1.1"
    server: str = "[::1]:5000"
    client: str = "192.0.2.7:40000"
    scheme: str = "http"
    method: str = "POST"
    path: str = "/å"
    query_string: str = "q=%C3%A5"
    authority: str | None = None


@dataclass
class Asked:
    """A request whose body comes in pieces: each after a pause, the last when told to come."""

    scope: Scope
    pieces: list[bytes]
    pause: float = 0.0
    told: threading.Event | None = None
    when_ended: Callable[[], object] | None = None
    answers: list[tuple[int, bytes]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def proto(self) -> "Asked":
        return self

    async def __aiter__(self) -> AsyncIterator[bytes]:
        *early, last = self.pieces or [b""]
        for piece in early:
            await asyncio.sleep(self.pause)
            yield piece
        await asyncio.sleep(self.pause)
        while self.told and not self.told.is_set():
            await asyncio.sleep(0.001)
        yield last

    def response_bytes(self, status: int, _headers: list[tuple[str, str]], body: bytes) -> None:
        self.answers.append((status, body))

    def done(self) -> None:
        self.ended.set()
        if self.when_ended:
            self.when_ended()


def posted(
    *pieces: bytes,
    length: int | None = None,
    pause: float = 0.0,
    told: threading.Event | None = None,
) -> Asked:
    said = sum(map(len, pieces)) if length is None else length
    return Asked(Scope(Headers({"content-length": str(said)})), list(pieces), pause, told)


def echo(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["wsgi.input"].read()]


@contextmanager
def turns(
    application: Any = echo, threads: int = 2, limits: Limits = SMALL
) -> Iterator[Callable[..., list[tuple[int, bytes]]]]:
    """Give a function that asks for something and gives the answers, of all at once."""
    loop = asyncio.new_event_loop()
    running = threading.Thread(target=loop.run_forever)
    running.start()
    taking = Turns(application, threads=threads, limits=limits)
    taking.begin()

    def ask(*requests: Asked) -> list[tuple[int, bytes]]:
        for asked in requests:
            taking.take(asked, loop)
        assert all(asked.ended.wait(LONGEST_WAIT) for asked in requests)
        return [answer for asked in requests for answer in asked.answers]

    yield ask

    taking.end()
    loop.call_soon_threadsafe(loop.stop)
    running.join()
    loop.close()


def test_body_in_pieces_is_read_whole() -> None:
    with turns() as ask:
        answers = ask(posted(b"name=", b"Ada", pause=0.01), posted(b"", length=0))

    assert answers == [(200, b"name=Ada"), (200, b"")]


@pytest.mark.parametrize("told", [{}, {"content-length": "0"}])
def test_request_without_a_body_goes_straight_on(told: dict[str, str]) -> None:
    asked = Asked(Scope(Headers(told), method="POST"), [])
    loop = asyncio.new_event_loop()
    taking = Turns(echo, threads=1)
    taking.begin()

    # The loop does not run: it would never come to it.
    taking.take(asked, loop)

    assert asked.ended.wait(LONGEST_WAIT)
    taking.end()
    loop.close()
    assert asked.answers == [(200, b"")]


def test_body_in_chunks_is_not_taken_for_none() -> None:
    told = {"content-length": "0", "transfer-encoding": "chunked"}
    with turns() as ask:
        answers = ask(Asked(Scope(Headers(told)), [b"x"]))

    assert [status for status, _body in answers] == [400]


@pytest.mark.parametrize(
    "asked",
    [
        # Silent, too slow for its length, and slow for longer than anybody may be.
        posted(b"x", length=10, pause=5),
        posted(*[b"x"] * 50, pause=0.1),
        posted(*[b"x" * 19] * 50, pause=0.1),
    ],
)
def test_what_comes_too_slowly_is_refused(asked: Asked) -> None:
    with turns(limits=HASTY) as ask:
        answers = ask(asked)

    assert [status for status, _body in answers] == [408]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (posted(b"x" * 1001), 413),
        (posted(b"x", length=2), 400),
        (Asked(Scope(Headers({"transfer-encoding": "chunked"})), [b"x"]), 411),
    ],
)
def test_what_cannot_be_had_whole_is_refused(asked: Asked, status: int) -> None:
    with turns() as ask:
        answers = ask(asked)

    assert [status for status, _body in answers] == [status]


def test_refused_body_leaves_its_room_to_the_next() -> None:
    with turns() as ask:
        refused = ask(posted(b"x", length=1000))
        later = ask(posted(b"x" * 1000))

    assert [status for status, _body in refused + later] == [400, 200]


@pytest.mark.parametrize(
    ("path", "length", "status"),
    [
        ("/speaking/token/photo", 1200, 200),
        ("/speaking/token/photo", 1201, 413),
        ("/speaking/token/about", 1001, 413),
        ("/tickets/photo", 1001, 413),
        ("/organise/events/tour/import", 1100, 200),
        ("/organise/events/tour/import", 1101, 413),
        ("/organise/events/tour/edit", 1001, 413),
    ],
)
def test_photos_and_programme_files_alone_may_be_larger(
    path: str, length: int, status: int
) -> None:
    asked = posted(b"x" * length)
    asked.scope.path = path

    with turns() as ask:
        answers = ask(asked)

    assert [status for status, _body in answers] == [status]


def test_more_than_is_held_at_a_time_is_told_to_come_again() -> None:
    told = threading.Event()
    held = [posted(b"x" * 600, told=told) for _ in range(2)]
    over = posted(b"x" * 600)

    with turns() as ask:
        over.when_ended = told.set
        answers = ask(*held, over)
        later = ask(posted(b"x" * 600), posted(b"x" * 600))

    assert [status for status, _body in answers] == [200, 200, 503]
    assert [status for status, _body in later] == [200, 200]


def test_slow_bodies_keep_no_thread() -> None:
    told = threading.Event()
    slow = [posted(b"x", b"y", told=told) for _ in range(50)]
    quick = Asked(Scope(Headers(), method="GET"), [], when_ended=told.set)

    # The slow ones end only after the quick one was answered by the only thread.
    with turns(threads=1) as ask:
        answers = ask(*slow, quick)

    assert answers == [*[(200, b"xy")] * 50, (200, b"")]


def test_error_outside_of_the_application_is_answered() -> None:
    def broken(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        raise LookupError

    with turns(broken) as ask:
        answers = ask(posted(b"x"), posted(b"y"))

    assert [status for status, _body in answers] == [500, 500]


def test_environ_is_that_of_wsgi() -> None:
    headers = Headers({"content-type": "text/plain", "x-one": "1", "x_one": "2", "cookie": "a=1"})

    environ = environ_of(Scope(headers), b"")

    assert environ["PATH_INFO"].encode("latin-1").decode() == "/å"
    assert environ["REMOTE_ADDR"] == "192.0.2.7"
    assert (environ["SERVER_NAME"], environ["SERVER_PORT"]) == ("[::1]", "5000")
    assert (environ["CONTENT_TYPE"], environ["HTTP_COOKIE"]) == ("text/plain", "a=1")
    assert environ["HTTP_X_ONE"] == "1"
    assert "CONTENT_LENGTH" not in environ
