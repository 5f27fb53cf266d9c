"""Logs as lines of JSON that hold no personal data, no address of a page and no secret.

What an exception says is left out, for it quotes what it met: a row, an address, a ticket. Its
type, the database's own code for it and the lines of code it went through are what is written.
"""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

OURS = "eventapp"
DEEPEST_CAUSE = 5
MOST_FRAMES = 30

_ROOT = Path(__file__).resolve().parents[2]
_AN_ADDRESS = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+")
_A_PATH = re.compile(r"(?<![\w.])/(?:tickets|speaking|proposals|organise|door|api)/\S+")
_A_SECRET = re.compile(r"[A-Za-z0-9_-]{20,}")


def scrubbed(text: str) -> str:
    """Give a text without e-mail addresses, personal addresses of pages and long codes."""
    text = _AN_ADDRESS.sub("[address]", text)
    text = _A_PATH.sub("[page]", text)
    return _A_SECRET.sub("[code]", text)


def error_facts(error: BaseException) -> dict[str, Any]:
    """Give what may be written of an exception and of what caused it."""
    facts = _facts_of(error)
    causes: list[dict[str, Any]] = []
    cause = error.__cause__ or error.__context__
    while cause is not None and len(causes) < DEEPEST_CAUSE:
        causes.append(_facts_of(cause))
        cause = cause.__cause__ or cause.__context__
    return facts | ({"because": causes} if causes else {})


def _facts_of(error: BaseException) -> dict[str, Any]:
    kind = type(error)
    met = getattr(error, "orig", None) or error
    code = getattr(met, "sqlite_errorname", None) or getattr(met, "sqlstate", None)
    frames = [
        f"{_place(frame.filename)}:{frame.lineno} {frame.name}: {frame.line or ''}"
        for frame in traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
    ]
    facts: dict[str, Any] = {"type": f"{kind.__module__}.{kind.__qualname__}", "frames": frames}
    return facts | ({"code": str(code)} if code else {})


def _place(filename: str) -> str:
    """Give a file as it is called from the project's or the libraries' folder."""
    _before, found, inside = filename.rpartition("/site-packages/")
    return inside if found else filename.removeprefix(f"{_ROOT}/")


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line; values that a library puts into its message are left out."""
        ours = record.name.partition(".")[0] == OURS
        message = record.getMessage() if ours else str(record.msg)
        facts: dict[str, Any] = {
            "time": moment_text(datetime.fromtimestamp(record.created, UTC)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": scrubbed(message),
        }
        facts |= getattr(record, "facts", {})
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            facts["error"] = error_facts(error)
        return json.dumps(facts, default=str)


def moment_text(moment: datetime) -> str:
    """Give a moment in UTC with its milliseconds."""
    return f"{moment.isoformat(timespec='milliseconds')[:23]}Z"


def begin(stream: TextIO | None = None) -> None:
    """Write everything that is logged, from warnings up, as lines to `stream` or to stdout."""
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)


SERVER: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": f"{__name__}.JsonLines"}},
    "handlers": {
        "lines": {
            "class": "logging.StreamHandler",
            "formatter": "lines",
            "stream": "ext://sys.stdout",
        }
    },
    "loggers": {"_granian": {"handlers": ["lines"], "level": "WARNING", "propagate": False}},
}
"""The same for what the server says itself, in the form that logging.config takes."""
