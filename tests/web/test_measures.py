"""Counters that the workers of a server share."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from eventapp.web.measures import BUCKETS, Measures

ROUTES = ("public.show_home", "asset")


def test_answers_are_counted_by_route_status_and_time(tmp_path: Path) -> None:
    measures = Measures(tmp_path / "m", ROUTES)

    measures.observe("asset", 200, 0.0004)
    measures.observe("asset", 304, 0.004)
    measures.observe("asset", 418, 99)
    measures.observe(None, 404, 0.004)

    asset, none = measures.totals()
    assert asset.route == "asset"
    assert asset.by_status == {"200": 1, "304": 1, "other": 1}
    assert asset.by_bucket == (1, 0, 1, *[0] * (len(BUCKETS) - 3), 1)
    assert round(asset.seconds, 4) == 99.0044
    assert (none.route, none.by_status) == ("none", {"404": 1})


def test_no_count_is_lost_between_threads(tmp_path: Path) -> None:
    measures = Measures(tmp_path / "m", ROUTES)

    with ThreadPoolExecutor(8) as pool:
        for _ in range(4000):
            pool.submit(measures.observe, "asset", 200, 0.01)

    assert measures.totals()[0].by_status == {"200": 4000}


def test_workers_of_one_server_are_summed_and_ended_servers_forgotten(tmp_path: Path) -> None:
    worker = (
        "from pathlib import Path; from eventapp.web.measures import Measures;"
        f"m = Measures(Path({str(tmp_path)!r}), {ROUTES!r});"
        "[m.observe('asset', 200, 0.01) for _ in range(5)];"
        "print(m.totals()[0].by_status['200'])"
    )
    # The second worker begins when the first has ended: what it counted stays.
    server = (
        "import subprocess, sys\n"
        f"for _ in range(2): subprocess.run([sys.executable, '-c', {worker!r}], check=True)"
    )
    told = subprocess.run(  # noqa: S603 -- our own code
        [sys.executable, "-c", server],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )

    mine = Measures(tmp_path, ROUTES)
    mine.observe("asset", 200, 0.01)

    assert told.stdout.split() == ["5", "10"]
    assert mine.totals()[0].by_status == {"200": 1}
    assert len(list(tmp_path.iterdir())) == 1


def test_folder_that_cannot_be_made_still_counts(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    measures = Measures(tmp_path / "file", ROUTES)

    measures.observe("asset", 200, 0.01)

    assert measures.totals()[0].by_status == {"200": 1}
