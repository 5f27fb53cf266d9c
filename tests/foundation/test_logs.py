"""Lines of the log: one JSON object each, and nothing of what an error met."""

import io
import json
import logging
import logging.config
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.foundation.database import db
from eventapp.foundation.logs import SERVER, JsonLines, error_facts, scrubbed
from tests.factories import make_event, make_registration

CANARY = "canary-7f3@example.org"


def line_of(name: str, message: str, *args: object, error: BaseException | None = None) -> Any:
    """Give the line of a record as it was written, read again."""
    exc_info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(name, logging.ERROR, "file.py", 1, message, args, exc_info)
    text = JsonLines().format(record)
    assert "\n" not in text
    assert text.isascii()
    return json.loads(text)


def raised(text: str) -> BaseException:
    """Give an exception that says something, and was caused by another."""
    try:
        try:
            raise KeyError(text)  # noqa: TRY301 -- to have a cause
        except KeyError as cause:
            raise ValueError(text) from cause
    except ValueError as error:
        return error


def test_line_tells_when_where_and_what() -> None:
    line = line_of("eventapp.mail", "sent %s mails", 3)

    assert line["message"] == "sent 3 mails"
    assert (line["logger"], line["level"]) == ("eventapp.mail", "error")
    assert line["time"].endswith("Z")


def test_error_is_told_by_its_type_and_places_alone() -> None:
    line = line_of("eventapp", "A page failed.", error=raised(f"no {CANARY}"))

    assert line["error"]["type"] == "builtins.ValueError"
    assert line["error"]["because"][0]["type"] == "builtins.KeyError"
    assert line["error"]["frames"][0].startswith("tests/foundation/test_logs.py:")
    assert CANARY not in json.dumps(line)


def test_values_of_libraries_are_left_out() -> None:
    line = line_of("sqlalchemy.pool", "lost %r", CANARY)

    assert line["message"] == "lost %r"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("no canary@example.org here", "no [address] here"),
        ("GET /tickets/abc?x=1 failed", "GET [page] failed"),
        ("code AbCdEfGhIjKlMnOpQrStUv", "code [code]"),
        ("line one\nline two", "line one\nline two"),
    ],
)
def test_texts_are_scrubbed(text: str, written: str) -> None:
    assert scrubbed(text) == written


def test_line_breaks_and_escapes_forge_no_line() -> None:
    assert line_of("eventapp", "a\r\n\x1b[31m{}\u2028b")["message"] == "a\r\n\x1b[31m{}\u2028b"


def test_error_of_the_database_is_told_by_its_code(app: Flask) -> None:
    event = make_event()
    make_registration(event, "P1", email=CANARY)

    with pytest.raises(sa.exc.IntegrityError) as met:
        make_registration(event, "P2", email=CANARY)

    facts = error_facts(met.value)
    on_sqlite = db.engine.dialect.name == "sqlite"
    assert facts["code"] == ("SQLITE_CONSTRAINT_UNIQUE" if on_sqlite else "23505")
    assert CANARY not in json.dumps(facts)


def test_server_speaks_in_lines_too() -> None:
    logging.config.dictConfig(SERVER)
    logger = logging.getLogger("_granian")
    stream = io.StringIO()
    handler = logger.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(stream)

    logger.warning("worker %s ended", 3)
    logger.handlers.clear()

    assert json.loads(stream.getvalue())["message"] == "worker %s ended"
