"""A worker of the server whose requests take turns: granian's own, but for who gets them.

Granian hands each request to its event loop. Here only those with a body go there, to be waited
for; all others go straight to the threads that answer, which saves two changes of thread each.
That uses insides of granian, whose version is pinned.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from granian._granian import CallbackScheduler
from granian.server import mp

from eventapp.web.rsgi import Asked
from eventapp.web.turns import Turns


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


def serve_by_turns(
    worker: int, process_name: str | None, load: Callable[[], Any], *rest: Any
) -> None:
    """Be a worker: load the application and serve until told to end."""

    def load_serving() -> Serving:
        return Serving(Turns(load()))

    mp.MPServer._spawn_rsgi_worker(worker, process_name, load_serving, *rest)  # noqa: SLF001 -- see above
