"""Wall times of files made into instants."""

from datetime import UTC, datetime

import pytest

from eventapp.exchange.moments import instant_at
from eventapp.exchange.problems import CellRefused


def test_instant_at_converts_a_plain_wall_time() -> None:
    wall = datetime(2021, 4, 19, 8, 30)

    assert instant_at(wall, "Europe/Stockholm") == datetime(2021, 4, 19, 6, 30, tzinfo=UTC)


def test_instant_at_refuses_a_skipped_time_with_a_suggestion() -> None:
    with pytest.raises(CellRefused) as refused:
        instant_at(datetime(2021, 3, 28, 2, 30), "Europe/Stockholm")

    assert str(refused.value) == (
        "2021-03-28T02:30 does not exist in Europe/Stockholm, the clocks skip it — "
        "2021-03-28T03:30 is as much later as they skip"
    )


def test_instant_at_refuses_a_doubled_time_with_both_instants() -> None:
    with pytest.raises(CellRefused) as refused:
        instant_at(datetime(2021, 10, 31, 2, 30), "Europe/Stockholm")

    assert str(refused.value) == (
        "2021-10-31T02:30 happens twice in Europe/Stockholm, at 2021-10-31T00:30:00Z and at "
        "2021-10-31T01:30:00Z — give the times in another zone, for example UTC"
    )
