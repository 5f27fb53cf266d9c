"""What the applications of a run share: each test has its own, and all are made of the same parts.

Compiled templates and compiled addresses depend on nothing that a test sets. To make them anew for
every test took more than a third of the time.
"""

from collections.abc import Callable
from types import CodeType

import pytest
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

from eventapp.web.application import Application


class CompiledTemplates(BytecodeCache):
    """Keeps the code of templates in memory, each under its place and the digest of its source."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code that was kept, if there is one."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code."""
        self._codes[bucket.key, bucket.checksum] = bucket.code


class CompiledRule(Rule):
    """A rule whose address is built by a function that rules of the same words share."""

    _builders: dict[object, Callable[..., tuple[str, str]]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002 -- Werkzeug's
        key = (self.rule, str(self.defaults), append_unknown)
        if key not in self._builders:
            self._builders[key] = super()._compile_builder(append_unknown)
        return self._builders[key]


@pytest.fixture(scope="session", autouse=True)
def shared_parts() -> None:
    """Let all applications of the run share what is compiled."""
    Application.jinja_options = {"bytecode_cache": CompiledTemplates()}
    Application.url_rule_class = CompiledRule
