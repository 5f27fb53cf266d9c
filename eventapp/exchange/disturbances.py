"""A database that does not let a file be stored: busy for too long, full, gone."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from eventapp.foundation.refusals import Refusal


class DatabaseUnwilling(Refusal):
    """The database refused to work, through no fault of the file; the text is its own reason."""


@contextmanager
def disturbances_told() -> Iterator[None]:
    """Turn failures of the database's operation, not of what it was asked, into a refusal."""
    try:
        yield
    except OperationalError as failure:
        raise DatabaseUnwilling(str(failure.orig).strip()) from failure
