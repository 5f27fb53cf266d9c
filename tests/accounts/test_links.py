"""Links in mails are good once, whoever is first."""

from threading import Barrier, Thread

from flask import Flask

from eventapp.accounts.links import start_reset, token_of, use_link
from eventapp.accounts.rules import RESET, LinkInvalid
from eventapp.foundation.transaction import transaction
from tests.factories import NOON

SECRET = "a secret of this test"  # noqa: S105 -- not a real one


def test_link_used_twice_at_once_is_taken_once(app: Flask) -> None:
    with transaction():
        token = token_of(start_reset("a@example.org", secret=SECRET, now=NOON), SECRET)
    together, taken = Barrier(4), []

    def use() -> None:
        with app.app_context():
            together.wait()
            try:
                with transaction():
                    taken.append(use_link(RESET, token, now=NOON).id)
            except LinkInvalid:
                pass

    threads = [Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(taken) == 1
