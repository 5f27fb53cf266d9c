"""A worker of the server whose requests take turns: granian's own, but for who gets them.

Granian hands each request to its event loop. Here only those with a body go there, to be waited
for; all others go straight to the threads that answer, which saves two changes of thread each.
That uses insides of granian, whose version is pinned.
"""

import asyncio
import os
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from granian import _signals
from granian._granian import CallbackScheduler
from granian._signals import set_loop_signals
from granian.server import mp

from eventapp.web.rsgi import Asked
from eventapp.web.turns import Turns

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

PATIENCE_AT_THE_END = 2.0
"""Seconds that clients have to finish when the server is told to end."""


class ByTurns(CallbackScheduler):
    """Gives each request to the turns of this process."""

    __slots__ = ()

    def __init__(self, loop: asyncio.AbstractEventLoop, turns: Turns, *_unused: object) -> None:
        super().__init__()

        def schedule(asked: Asked) -> None:
            turns.take(asked, loop)

        self._schedule_fn = schedule


class Serving:
    """What granian takes for its application; it begins and ends with the process."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin, in the process that serves."""

        def by_turns(*_arguments: object, **_options: object) -> ByTurns:
            return ByTurns(loop, self._turns, None, None, None)

        mp._new_cbscheduler = by_turns  # type: ignore[attr-defined]  # noqa: SLF001 -- see above
        self._turns.begin()

    async def __rsgi__(self, _scope: object, _proto: object) -> None:
        """Stand where granian looks for an application; requests go another way."""
        raise NotImplementedError

    def __rsgi_del__(self, _loop: asyncio.AbstractEventLoop) -> None:
        """Finish what waits, and end."""
        self._turns.end()


def let_workers_be_ended() -> None:
    """Let SIGTERM end a worker that still loads the application.

    It inherits the first process's way to take that signal, which is only to note it; until a
    worker has a way of its own, it would note it too and go on. The signal waits while the process
    is doubled, so that there is no moment between.
    """
    ending = {signal.SIGTERM}

    def end_at_once() -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ending)

    os.register_at_fork(
        before=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, ending),
        after_in_parent=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, ending),
        after_in_child=end_at_once,
    )


def _set_signals(loop: asyncio.AbstractEventLoop) -> Any:
    """Stop taking requests at a signal, and stop waiting for slow clients some seconds later."""
    ending = set_loop_signals(loop)  # type: ignore[no-untyped-call]  # granian's own

    def give_up() -> None:
        for task in asyncio.all_tasks(loop):
            task.cancel()

    def end() -> None:
        ending.set()
        loop.call_later(PATIENCE_AT_THE_END, give_up)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end)
    return ending


def serve_by_turns(
    worker: int, process_name: str | None, load: Callable[[], "WSGIApplication"], *rest: Any
) -> None:
    """Be a worker: load the application and serve until told to end."""
    started: list[Turns] = []

    def load_serving() -> Serving:
        started.append(Turns(load()))
        return Serving(started[0])

    _signals.set_loop_signals = _set_signals
    try:
        mp.MPServer._spawn_rsgi_worker(worker, process_name, load_serving, *rest)  # noqa: SLF001 -- see above
    except asyncio.CancelledError:
        # Somebody was still sending or reading; what waits for a turn is answered all the same.
        started[0].end()
