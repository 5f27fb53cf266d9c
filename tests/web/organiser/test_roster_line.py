"""Where hours and shifts stand on the time line of a stop."""

from datetime import timedelta

from eventapp.web.organiser.roster_line import Line, line_of
from tests.factories import NOON

HOUR = timedelta(hours=1)
STOP = (NOON, NOON + 4 * HOUR)


def test_line_holds_the_stop_and_its_shifts() -> None:
    shifts = [(NOON - HOUR, NOON + HOUR), (NOON + 3 * HOUR, NOON + 5 * HOUR)]

    line = line_of(STOP, shifts, "Europe/Stockholm")

    assert line == Line(NOON - HOUR, NOON + 5 * HOUR, "Europe/Stockholm")
    assert line.stretch(STOP)[:2] == ("16.67%", "66.67%")


def test_shift_of_another_day_does_not_make_the_line_long() -> None:
    assert line_of(STOP, [(NOON + 50 * HOUR, NOON + 51 * HOUR)], "Etc/UTC")[:2] == STOP


def test_full_hours_are_those_of_the_clock_at_the_stop() -> None:
    ticks = line_of(STOP, [], "Asia/Kathmandu").ticks()

    # 12:00 UTC is 17:45 in Kathmandu.
    assert [(tick.at, tick.label, tick.anchor) for tick in ticks] == [
        ("6.25%", "18:00", "middle"),
        ("31.25%", "19:00", "middle"),
        ("56.25%", "20:00", "middle"),
        ("81.25%", "21:00", "middle"),
    ]


def test_hours_are_few_on_a_long_line() -> None:
    ticks = line_of((NOON, NOON + 24 * HOUR), [], "Etc/UTC").ticks()

    assert [tick.label for tick in ticks] == [
        "12:00",
        "16:00",
        "20:00",
        "00:00",
        "04:00",
        "08:00",
        "12:00",
    ]
    assert [tick.anchor for tick in ticks][::6] == ["start", "end"]
