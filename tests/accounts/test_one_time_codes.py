"""One-time codes by the clock."""

from datetime import UTC, datetime, timedelta

import pytest

from eventapp.accounts.one_time_codes import (
    address_of,
    code_of,
    key_for,
    matching_step,
    step_at,
    typed_key,
)
from tests.factories import NOON

RFC_KEY = b"12345678901234567890"


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_the_standard(second: int, code: str) -> None:
    """RFC 6238, appendix B, by its last six digits."""
    moment = datetime.fromtimestamp(second, UTC)

    assert code_of(RFC_KEY, step_at(moment)) == code
    assert matching_step(RFC_KEY, code, moment) == second // 30


@pytest.mark.parametrize(("steps", "is_taken"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_clock_may_be_off_by_a_step(steps: int, *, is_taken: bool) -> None:
    code = code_of(RFC_KEY, step_at(NOON) + steps)

    assert (matching_step(RFC_KEY, code, NOON) is not None) is is_taken


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "-12345", "1e5000"])
def test_what_is_no_code_matches_nothing(typed: str) -> None:
    assert matching_step(RFC_KEY, typed, NOON) is None


def test_code_may_be_typed_in_groups() -> None:
    code = code_of(RFC_KEY, step_at(NOON))

    assert matching_step(RFC_KEY, f" {code[:3]} {code[3:]} ", NOON) == step_at(NOON)


def test_key_hangs_on_secret_and_seed() -> None:
    keys = {key_for(secret, seed) for secret in ("a", "b") for seed in ("x", "y")}

    assert len(keys) == 4
    assert {len(key) for key in keys} == {20}


def test_key_is_told_as_apps_and_people_read_it() -> None:
    assert typed_key(RFC_KEY) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
    assert address_of(RFC_KEY, "eventapp", "a@b.example") == (
        "otpauth://totp/eventapp:a%40b.example"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=eventapp"
    )


def test_steps_begin_with_the_half_minute() -> None:
    assert step_at(NOON + timedelta(seconds=29.9)) == step_at(NOON)
    assert step_at(NOON + timedelta(seconds=30)) == step_at(NOON) + 1
