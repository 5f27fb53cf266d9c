"""How often somebody may try to sign in."""

from datetime import timedelta

from eventapp.web.organiser.attempts import MOST_FAILURES, WINDOW, Attempts
from tests.factories import NOON

ADA, HERE, THERE = "ada@example.org", "192.0.2.1", "192.0.2.2"


def failed_often(attempts: Attempts, times: int = MOST_FAILURES) -> None:
    """Fail once a second."""
    for second in range(times):
        attempts.failed(ADA, HERE, NOON + timedelta(seconds=second))


def test_few_failures_may_go_on() -> None:
    attempts = Attempts()

    failed_often(attempts, MOST_FAILURES - 1)

    assert attempts.wait(ADA, HERE, NOON) is None


def test_many_failures_must_wait_for_the_window() -> None:
    attempts = Attempts()
    failed_often(attempts)
    later = NOON + timedelta(minutes=10)

    assert attempts.wait(ADA, HERE, later) == timedelta(minutes=5)
    assert attempts.wait(" ADA@example.org ", HERE, later) == timedelta(minutes=5)
    assert attempts.wait(ADA, HERE, NOON + WINDOW) is None


def test_others_do_not_wait() -> None:
    attempts = Attempts()
    failed_often(attempts)

    assert attempts.wait(ADA, THERE, NOON) is None
    assert attempts.wait("bo@example.org", HERE, NOON) is None


def test_success_forgets_failures() -> None:
    attempts = Attempts()
    failed_often(attempts)

    attempts.succeeded(ADA, HERE)

    assert attempts.wait(ADA, HERE, NOON) is None


def test_memory_is_bounded() -> None:
    attempts = Attempts(most_kept=3)
    failed_often(attempts)

    for number in range(3):
        attempts.failed(f"{number}@example.org", HERE, NOON)

    assert attempts.wait(ADA, HERE, NOON) is None
