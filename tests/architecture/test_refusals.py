"""Every refusal that a person may meet has words."""

import importlib
import inspect
import pkgutil

import eventapp
from eventapp.foundation.refusals import Refusal


def refusals() -> set[type[Refusal]]:
    """Give every refusal of the domain."""
    for module in pkgutil.walk_packages(eventapp.__path__, "eventapp."):
        if module.name not in {"eventapp.wsgi", "eventapp.__main__"}:
            importlib.import_module(module.name)
    found: set[type[Refusal]] = set()
    waiting = [Refusal]
    while waiting:
        kind = waiting.pop()
        below = kind.__subclasses__()
        waiting.extend(below)
        found.update(one for one in below if one.__module__.startswith("eventapp."))
    return found


def test_refusals_say_what_they_refuse() -> None:
    silent = [kind.__name__ for kind in refusals() if not inspect.getdoc(kind)]

    assert silent == []


def test_refusals_stand_where_rules_stand() -> None:
    upstairs = [
        f"{kind.__module__}.{kind.__name__}"
        for kind in refusals()
        if kind.__module__.startswith(("eventapp.web", "eventapp.commands"))
    ]

    assert upstairs == []
