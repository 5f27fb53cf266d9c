"""The one place that commits: a change happens as a whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from eventapp.foundation.database import db, writing


@contextmanager
def transaction() -> Iterator[None]:
    """Run what stands inside as one writing transaction; an exception undoes all of it.

    What was read before is let go first, so that the change sees the newest rows under the lock.
    """
    db.session.rollback()
    with writing():
        try:
            yield
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise


@contextmanager
def reading() -> Iterator[None]:
    """Read inside, and hold nothing of the database afterwards: for processes that live long."""
    try:
        yield
    finally:
        db.session.remove()
