"""Backups under load, a few on each engine; `python -m tests.faults.backups` makes forty."""

import pytest

from tests.faults.backups import run


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_backups_under_load_come_back_whole(engine: str, postgres_server: str) -> None:
    done = run(engine, 2, server=postgres_server)

    assert [one.wrong for one in done] == [(), ()]
    assert done[-1].rows > 100
