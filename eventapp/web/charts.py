"""Charts as numbers: where lines, ticks and bars stand, in parts of the box they are drawn in.

Lines are drawn in a box of WIDTH by HEIGHT that is stretched over the place of the chart; all else
is in per cent of that place, so that words keep their size. This file knows no page.
"""

from collections.abc import Sequence
from typing import NamedTuple

WIDTH = 1000
HEIGHT = 100
MOST_STEPS = 4


class Tick(NamedTuple):
    """A mark on an axis: where it is in per cent, what it says, and which end of it is there."""

    at: str
    label: str
    anchor: str = "middle"
    minor: bool = False


class Line(NamedTuple):
    """A line through the points, and the area below it, as SVG paths in the stretched box."""

    path: str
    area: str


class Stretch(NamedTuple):
    """A stretch of the horizontal axis in per cent, and what it is."""

    x: str
    width: str
    label: str


class LineChart(NamedTuple):
    """Lines over one horizontal axis, from the first to the last of their points."""

    lines: tuple[Line, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    stretches: tuple[Stretch, ...] = ()


class Axis(NamedTuple):
    """The horizontal axis: from, to, and (where, label) of its ticks in rising order."""

    first: float
    last: float
    ticks: Sequence[tuple[float, str]]
    stretches: Sequence[tuple[float, float, str]] = ()


def per_cent(part: float, whole: float) -> str:
    """Give a part as per cent of the whole, to 2 places: "12.5%"; of nothing it is none."""
    return f"{round(100 * part / whole, 2) + 0:g}%" if whole else "0%"


def step_size(highest: float) -> int:
    """Give a round step (1, 2 or 5 times a power of ten) that reaches `highest` in few steps."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if size * factor * MOST_STEPS >= highest:
                return size * factor
        size *= 10


def top_of(highest: float) -> int:
    """Give where the vertical axis ends: at the first step that is not below `highest`."""
    size = step_size(highest)
    return max(size, -(-int(highest) // size) * size)


def line_chart(
    axis: Axis, series: Sequence[Sequence[tuple[float, float]]], *, steps: bool = False
) -> LineChart:
    """Give the chart of series of points (x, y), which rise in x; y is from 0 upwards.

    With `steps` a value holds until the next point, else the points are joined.
    """
    highest = max((y for points in series for _x, y in points), default=0)
    top = top_of(highest)
    return LineChart(
        lines=tuple(_line(points, axis, top, steps=steps) for points in series if points),
        x_ticks=_x_ticks(axis),
        y_ticks=tuple(
            Tick(per_cent(top - value, top), str(value))
            for value in range(0, top + 1, step_size(highest))
        ),
        stretches=tuple(
            Stretch(
                per_cent(starts - axis.first, axis.last - axis.first),
                per_cent(ends - starts, axis.last - axis.first),
                label,
            )
            for starts, ends, label in axis.stretches
        ),
    )


def _line(points: Sequence[tuple[float, float]], axis: Axis, top: float, *, steps: bool) -> Line:
    length = (axis.last - axis.first) or 1
    placed = [(WIDTH * (x - axis.first) / length, HEIGHT * (1 - y / top)) for x, y in points]
    text = f"M{_number(placed[0][0])} {_number(placed[0][1])}"
    for x, y in placed[1:]:
        text += f"H{_number(x)}V{_number(y)}" if steps else f"L{_number(x)} {_number(y)}"
    first, last = _number(placed[0][0]), _number(placed[-1][0])
    return Line(text, f"{text}L{last} {HEIGHT}L{first} {HEIGHT}z")


def _number(value: float) -> str:
    return f"{round(value, 1) + 0:g}"


def _x_ticks(axis: Axis) -> tuple[Tick, ...]:
    """Give the ticks; those too many for a small screen are minor."""
    length = axis.last - axis.first
    every = -(-len(axis.ticks) // 4)
    ticks = []
    for number, (x, label) in enumerate(axis.ticks):
        share = (x - axis.first) / length if length else 0
        anchor = "start" if share < 0.03 else "end" if share > 0.97 else "middle"
        minor = number % every != 0
        ticks.append(Tick(per_cent(x - axis.first, length), label, anchor, minor))
    return tuple(ticks)


def few(labels: Sequence[tuple[float, str]], most: int) -> list[tuple[float, str]]:
    """Give at most so many of the labels, evenly, the first one among them."""
    every = max(1, -(-len(labels) // most))
    return list(labels[::every])


def stacked(values: Sequence[int]) -> list[tuple[str, str]]:
    """Give where each part of a bar begins and how wide it is, in per cent of their sum."""
    whole = sum(values)
    parts = []
    begins = 0
    for value in values:
        parts.append((per_cent(begins, whole), per_cent(value, whole)))
        begins += value
    return parts
