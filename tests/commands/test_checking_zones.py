"""`eventapp check zones`."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import to_wall
from tests.conftest import Command
from tests.factories import make_event, make_session, make_stop

STOCKHOLM = "Europe/Stockholm"


def test_times_that_have_not_moved_are_said(app: Flask, run_command: Command) -> None:
    make_session(make_stop(make_event()))

    ended = run_command("check", "zones")

    assert ended.returncode == 0
    assert ended.stdout.startswith("All times are those of the zone data 20")


def test_moved_times_are_listed_and_derived_on_command(app: Flask, run_command: Command) -> None:
    starts_at = utc_now().replace(minute=0, second=0, microsecond=0) + timedelta(days=90)
    stop = make_stop(make_event("tour"), "D1", starts_at=starts_at)
    wall = to_wall(starts_at, STOCKHOLM)
    make_session(
        stop,
        "D1-1",
        starts_at=starts_at - timedelta(hours=1),
        wall_starts=wall,
        wall_ends=wall + timedelta(minutes=45),
        tzdata_version="2001a",
    )

    listed = run_command("check", "zones")
    derived = run_command("check", "zones", "--derive")
    afterwards = run_command("check", "zones")

    expected = f"{starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    assert listed.returncode == 1
    assert f"tour session D1-1 starts {wall:%Y-%m-%dT%H:%M} {STOCKHOLM} is {expected}" in (
        listed.stdout
    )
    assert "(zone data 2001a)" in listed.stdout
    assert "--derive" in listed.stderr
    assert (derived.returncode, derived.stdout.count("Derived anew: ")) == (0, 2)
    assert afterwards.returncode == 0


def test_what_has_begun_is_listed_and_left(app: Flask, run_command: Command) -> None:
    starts_at = datetime(2021, 4, 19, 12, 0, tzinfo=UTC)
    stop = make_stop(make_event("tour"), "D1", starts_at=starts_at)
    make_session(stop, "D1-1", starts_at=starts_at, wall_starts=datetime(2021, 4, 19, 13, 0))

    listed = run_command("check", "zones")
    derived = run_command("check", "zones", "--derive")

    assert listed.returncode == 1
    assert "D1-1" in listed.stdout
    assert derived.returncode == 0
    assert "left: it has begun" in derived.stdout
