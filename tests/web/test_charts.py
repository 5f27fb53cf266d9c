"""Where lines, ticks and bars stand."""

import pytest

from eventapp.web.charts import Axis, few, line_chart, per_cent, stacked, step_size, top_of


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(1, 2, "50%"), (1, 3, "33.33%"), (0, 5, "0%"), (5, 5, "100%"), (3, 0, "0%")],
)
def test_per_cent_is_rounded_to_two_places(part: float, whole: float, text: str) -> None:
    assert per_cent(part, whole) == text


@pytest.mark.parametrize(
    ("highest", "size", "top"),
    [(0, 1, 1), (1, 1, 1), (4, 1, 4), (5, 2, 6), (122, 50, 150), (400, 100, 400), (401, 200, 600)],
)
def test_vertical_axis_ends_at_a_round_step(highest: int, size: int, top: int) -> None:
    assert step_size(highest) == size
    assert top_of(highest) == top


def test_line_goes_through_its_points() -> None:
    axis = Axis(0, 10, [(0, "a"), (5, "b"), (10, "c")])

    chart = line_chart(axis, [[(0, 0), (5, 4), (10, 2)]])

    assert chart.lines[0].path == "M0 100L500 0L1000 50"
    assert chart.lines[0].area == "M0 100L500 0L1000 50L1000 100L0 100z"
    assert [(tick.at, tick.anchor) for tick in chart.x_ticks] == [
        ("0%", "start"),
        ("50%", "middle"),
        ("100%", "end"),
    ]
    assert [(tick.at, tick.label) for tick in chart.y_ticks][-1] == ("0%", "4")


def test_steps_hold_a_value_until_the_next() -> None:
    chart = line_chart(Axis(0, 10, []), [[(0, 1), (5, 2), (10, 2)]], steps=True)

    assert chart.lines[0].path == "M0 50H500V0H1000V0"


def test_no_points_make_no_line_and_no_error() -> None:
    chart = line_chart(Axis(0, 0, [(0, "a")]), [[]])

    assert chart.lines == ()
    assert [tick.at for tick in chart.x_ticks] == ["0%"]


def test_one_point_is_a_line_of_no_length() -> None:
    assert line_chart(Axis(3, 3, []), [[(3, 1)]]).lines[0].path == "M0 0"


def test_stretches_stand_in_parts_of_the_axis() -> None:
    chart = line_chart(Axis(100, 200, [], [(110, 135, "Talk")]), [])

    assert chart.stretches == (("10%", "25%", "Talk"),)


def test_ticks_that_are_many_are_minor() -> None:
    ticks = [(float(hour), str(hour)) for hour in range(9)]

    shown = line_chart(Axis(0, 8, ticks), []).x_ticks

    assert [tick.label for tick in shown if not tick.minor] == ["0", "3", "6"]


def test_few_labels_begin_with_the_first() -> None:
    labels = [(float(number), str(number)) for number in range(10)]

    assert [label for _x, label in few(labels, 4)] == ["0", "3", "6", "9"]
    assert few(labels[:3], 4) == labels[:3]
    assert few([], 4) == []


def test_stacked_parts_follow_one_another() -> None:
    assert stacked([1, 2, 1]) == [("0%", "25%"), ("25%", "50%"), ("75%", "25%")]
    assert stacked([0]) == [("0%", "0%")]
    assert stacked([]) == []
