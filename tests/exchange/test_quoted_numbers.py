"""Past editions and measured numbers from CSV files."""

from datetime import date
from pathlib import Path

from flask import Flask

from eventapp.events.queries import measurements, past_editions, site_version
from eventapp.foundation.resources import folder
from tests.exchange.files import on_sqlite, problems_of, take_site


def test_past_editions_of_the_demo_are_stored(app: Flask, tmp_path: Path) -> None:
    content = (folder("demo") / "past_editions.csv").read_text(encoding="utf-8")

    assert take_site("past-editions", tmp_path, content) == (6, 6)
    version = site_version()
    assert take_site("past-editions", tmp_path, content) == (6, 0)

    first = past_editions()[-1]
    assert (first.slug, first.participants, first.approximate) == ("atmp-sweden-2018", 130, True)
    assert past_editions()[3].starts_on == "2020-04"
    assert site_version() == version


@on_sqlite
def test_past_editions_at_fault_are_refused(app: Flask, tmp_path: Path) -> None:
    header = "series,slug,kind,format,starts_on,ends_on,place,state,replaced_by,participants,"
    row = "s,e,online_week,online,2020-05,2020-04-30,,held,,some,maybe,report"

    problems = problems_of(
        lambda: take_site("past-editions", tmp_path, f"{header}approximate,source\n{row}\n")
    )

    assert [told.partition(" — ")[0] for told in problems] == [
        "past-editions.csv:2: participants: 'some' is not taken",
        "past-editions.csv:2: approximate: 'maybe' is not known",
    ]
    right = row.replace("some", "").replace("maybe", "no")
    assert problems_of(
        lambda: take_site("past-editions", tmp_path, f"{header}approximate,source\n{right}\n")
    ) == ["past-editions.csv:2: ends_on: is before starts_on — a later date is taken"]


def test_metrics_of_the_demo_are_stored(app: Flask, tmp_path: Path) -> None:
    content = (folder("demo") / "metrics.csv").read_text(encoding="utf-8")

    rows, changed = take_site("metrics", tmp_path, content)

    assert rows == changed == len(measurements())
    assert take_site("metrics", tmp_path, content).changed == 0
    first = measurements()[0]
    assert (first.metric, first.measured_on) == ("ambassadors", date(2020, 12, 31))
    assert (first.value, first.source) == (20, 'status report 2021, "some 20"')


@on_sqlite
def test_metrics_are_unique_by_day(app: Flask, tmp_path: Path) -> None:
    rows = "a,2021-01-01,1,r\na,2021-01-02,2,r\na,2021-01-01,3,r\n"

    problems = problems_of(
        lambda: take_site("metrics", tmp_path, f"metric,measured_on,value,source\n{rows}")
    )

    assert problems == [
        "metrics.csv:4: metric, measured_on: stands already on line 2 — every one once"
    ]
