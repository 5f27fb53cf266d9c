"""Alembic told to speak only of what went wrong."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_migrations() -> Iterator[None]:
    """Keep the log of each migration step out of a command's output."""
    logger = logging.getLogger("alembic")
    before = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(before)
