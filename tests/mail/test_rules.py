"""When a mail is tried again."""

from datetime import timedelta

import pytest

from eventapp.mail.rules import GIVEN_UP_AFTER, next_try
from tests.factories import NOON


@pytest.mark.parametrize(
    ("attempts", "chance", "seconds"),
    [
        (1, 0.5, 30),
        (1, 0.0, 24),
        (1, 1.0, 36),
        (2, 0.5, 60),
        (6, 0.5, 960),
        (11, 0.5, 6 * 3600),
        (500, 0.5, 6 * 3600),
    ],
)
def test_next_try_doubles_up_to_six_hours(attempts: int, chance: float, seconds: int) -> None:
    again = next_try(attempts, NOON, now=NOON, chance=chance)

    assert again == NOON + timedelta(seconds=seconds)


def test_next_try_comes_last_at_the_end_and_then_never() -> None:
    end = NOON + GIVEN_UP_AFTER

    assert next_try(20, NOON, now=end - timedelta(minutes=1), chance=0.5) == end
    assert next_try(20, NOON, now=end, chance=0.5) is None
