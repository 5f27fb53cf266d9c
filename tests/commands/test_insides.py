"""The insides of granian that `commands/turning.py` uses are there, and do what it counts on.

A newer granian that lacks one fails here by its name, before a server fails in a way that is hard
to read. Why insides are used at all stands in docs/decisions/0004-granian.md.
"""

import importlib
import inspect
from types import CodeType

import pytest

INSIDES = {
    "granian._granian:CallbackScheduler": "ByTurns is one, so that requests go to the turns",
    "granian._signals:set_loop_signals": "a worker's signals are set by it, or by ours instead",
    "granian.server.mp:_new_cbscheduler": "a worker makes its scheduler by it, or by ours instead",
    "granian.server.mp:MPServer._spawn_rsgi_worker": "it is what a worker does",
    "granian.rsgi:ProtocolClosed": "a body that breaks off is told by it",
    "granian.rsgi:ProtocolError": "a body that breaks off is told by it",
}
USED_BY_A_WORKER = ("set_loop_signals", "_new_cbscheduler", "_rsgi_cbs_from_target")


def inside(name: str, use: str = "") -> object:
    """Give what a name stands for, or fail and say what was counted on."""
    module, _, path = name.partition(":")
    found: object = importlib.import_module(module)
    for part in path.split("."):
        if not hasattr(found, part):
            pytest.fail(f"granian has no {name} any more: {use or INSIDES[name]}. See decision 4.")
        found = getattr(found, part)
    return found


def names_in(code: CodeType) -> set[str]:
    """Give the names that a function and those inside it use."""
    inner = [one for one in code.co_consts if isinstance(one, CodeType)]
    return {*code.co_names, *code.co_varnames}.union(*map(names_in, inner))


@pytest.mark.parametrize("name", INSIDES)
def test_granian_has_the_insides_that_are_used(name: str) -> None:
    assert inside(name) is not None


@pytest.mark.parametrize("name", USED_BY_A_WORKER)
def test_a_worker_uses_what_is_put_in_the_place_of_an_inside(name: str) -> None:
    worker = inspect.unwrap(inside("granian.server.mp:MPServer._spawn_rsgi_worker"))  # type: ignore[arg-type]  # a function

    assert name in names_in(worker.__code__), f"a worker of granian does not use {name} any more"


def test_a_worker_is_told_its_number_its_name_and_what_loads() -> None:
    worker = inside("granian.server.mp:MPServer._spawn_rsgi_worker")
    wrapped = inspect.unwrap(worker)  # type: ignore[arg-type]  # a function

    assert list(inspect.signature(wrapped).parameters)[:2] == ["worker_id", "callback"]
    own = inspect.signature(worker, follow_wrapped=False)  # type: ignore[arg-type]  # a function
    assert list(own.parameters)[:3] == ["worker_id", "process_name", "callback_loader"]


def test_a_scheduler_takes_what_it_calls_for_each_request() -> None:
    scheduler = inside("granian._granian:CallbackScheduler")

    assert "_schedule_fn" in vars(scheduler), "a scheduler has no place for its function any more"


def test_a_missing_inside_is_told_by_its_name() -> None:
    with pytest.raises(pytest.fail.Exception, match="Nothing any more: it counts"):
        inside("granian.rsgi:Nothing", "it counts")
