"""Readers beside slow clients, in small; `python -m tests.faults.slow_clients` has 600 of them."""

from tests.faults.slow_clients import run


def test_slow_clients_keep_nobody_from_reading() -> None:
    met = run(slow=60, seconds=4, readers=4)

    # How fast it is depends on what else the machine does; that it answers at all does not.
    assert met.failed == 0
    assert met.asked > 20
    assert met.slow_at_end >= 55
