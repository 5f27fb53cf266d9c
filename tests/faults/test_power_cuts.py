"""The power cut while people register, small; `python -m tests.faults.power_cuts` has the rest."""

from tests.conftest import skip
from tests.faults import power_cuts


def test_what_was_acknowledged_survives_a_power_cut() -> None:
    if not power_cuts.has_strace():
        skip("strace is not installed here")

    tally = power_cuts.run(cuts=40, people=20, careless=False)

    assert (tally.lost, tally.broken) == (0, 0)
    assert tally.acknowledged > 100
