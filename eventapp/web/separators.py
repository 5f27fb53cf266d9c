r"""The dot between two facts stays with the fact before it when a line is full.

Templates write it as everybody types it, “Tokyo · UTC+9”, where a line might end before the dot;
they are read as if that blank did not break. Python writes the blank as what it is, a "\u00a0".
"""

import re

from flask import Flask
from jinja2.ext import Extension

DOT = "\u00a0·"

_BEFORE_DOT = re.compile(r"(?<=\S)([ \n]+)((?:\{% if [^%]*%\})?)·")


class KeptSeparators(Extension):
    """Reads a template with its dots bound to what stands before them."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 -- Jinja's signature
        """Give the source with bound dots, on as many lines as before."""
        return _BEFORE_DOT.sub(_bound, source)


def _bound(found: re.Match[str]) -> str:
    return f"{found[2]}{DOT}" + "\n" * found[1].count("\n")


def init_app(app: Flask) -> None:
    """Bind the dots of every template."""
    app.jinja_env.add_extension(KeptSeparators)
