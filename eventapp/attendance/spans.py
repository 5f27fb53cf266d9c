"""Half-open spans of time `[from, to)` in whole units: union, overlap, the most at once, segments.

A unit is a second for log-ins and a microsecond for segments of a recording; nothing here rounds.
A span whose end is not after its start holds no moment at all.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

Span = tuple[int, int]

TICKS_A_SECOND = 1_000_000
"""Segments are kept in microseconds, so that decimal fractions of a second stay exact."""

LONGEST_DENSE_WINDOW = 300_000
"""Seconds, three and a half days: of each there is a number in memory."""

_SEGMENT = re.compile(
    r"[ ]*([0-9]{1,9})(?:\.([0-9]{1,6}))?[ ]*\[\.\][ ]*([0-9]{1,9})(?:\.([0-9]{1,6}))?[ ]*"
)


def union(spans: Iterable[Span]) -> list[Span]:
    """Give the same moments as spans that lie apart, in order; touching spans become one."""
    apart: list[Span] = []
    # The span being gathered; while it is empty there is none yet.
    first = last = 0
    for starts, ends in sorted(spans):
        if ends <= starts:
            continue
        if starts > last or first == last:
            if first < last:
                apart.append((first, last))
            first, last = starts, ends
        elif ends > last:
            last = ends
    if first < last:
        apart.append((first, last))
    return apart


def clip(spans: Iterable[Span], window: Span) -> list[Span]:
    """Give the parts of the spans inside the window, in the order given."""
    opens, closes = window
    inside = ((max(starts, opens), min(ends, closes)) for starts, ends in spans)
    return [span for span in inside if span[0] < span[1]]


def length(spans: Iterable[Span]) -> int:
    """Sum the lengths; what two spans share is counted twice, so pass a union for a union."""
    return sum(ends - starts for starts, ends in spans if ends > starts)


def overlap(spans: Iterable[Span], window: Span) -> int:
    """Sum the lengths of the parts inside the window."""
    opens, closes = window
    total = 0
    for starts, ends in spans:
        first = starts if starts > opens else opens  # noqa: FURB136 -- faster than max()
        last = ends if ends < closes else closes  # noqa: FURB136
        if first < last:
            total += last - first
    return total


class Peak(NamedTuple):
    """The most at one instant, and the first such instant; 0 and None where nobody was."""

    most: int
    at: int | None


class Presence:
    """How many are present at every instant of a window, kept as the changes between instants.

    Whoever leaves at an instant is gone at it, and whoever comes at it is there. The changes of a
    window of some days stand side by side, which is three times as fast as looking each up; those
    of a longer one need no more room than there are different instants.
    """

    def __init__(self, window: Span) -> None:
        self._opens, self._closes = window
        lasts = self._closes - self._opens
        self._changes: list[int] | defaultdict[int, int] = (
            [0] * max(lasts + 1, 0) if lasts < LONGEST_DENSE_WINDOW else defaultdict(int)
        )

    def add(self, spans: Iterable[Span]) -> int:
        """Add the parts of the spans inside the window and give their summed length."""
        opens, closes, changes = self._opens, self._closes, self._changes
        total = 0
        for starts, ends in spans:
            first = starts if starts > opens else opens  # noqa: FURB136 -- faster than max()
            last = ends if ends < closes else closes  # noqa: FURB136
            if first < last:
                changes[first - opens] += 1
                changes[last - opens] -= 1
                total += last - first
        return total

    def together(self, other: "Presence") -> "Presence":
        """Give the presence of both, which are of one window."""
        both = Presence((self._opens, self._closes))
        for presence in (self, other):
            for instant, change in presence.rising():
                both._changes[instant - self._opens] += change
        return both

    def peak(self) -> Peak:
        """Give the most present at one instant."""
        found = Peak(0, None)
        present = 0
        for instant, change in self.rising():
            present += change
            if present > found.most:
                found = Peak(present, instant)
        return found

    def at(self, instants: Iterable[int]) -> list[int]:
        """Give the number present at each of the instants, which come in rising order."""
        changes = self.rising()
        counts: list[int] = []
        present = 0
        coming = next(changes, None)
        for instant in instants:
            while coming and coming[0] <= instant:
                present += coming[1]
                coming = next(changes, None)
            counts.append(present)
        return counts

    def rising(self) -> Iterator[tuple[int, int]]:
        """Give each instant at which something changes, and by how many, as they follow."""
        changes = self._changes
        pairs = enumerate(changes) if isinstance(changes, list) else sorted(changes.items())
        return ((self._opens + second, change) for second, change in pairs if change)


class SegmentFault(StrEnum):
    """Why played segments are refused."""

    MALFORMED = "malformed"
    NOT_AFTER_START = "not_after_start"
    BEYOND_RECORDING = "beyond_recording"


class BadSegments(ValueError):
    """Played segments that cannot be true; `reason` says why, `segment` is the part at fault."""

    def __init__(self, reason: SegmentFault, segment: str) -> None:
        super().__init__(f"{reason}: {segment!r}")
        self.reason = reason
        self.segment = segment


def parse_segments(text: str, recording_seconds: int | None = None) -> list[Span]:
    """Read `0[.]600[,]540[.]900` (xAPI video profile, played-segments) as spans of microseconds.

    Seconds may have up to six decimals. Empty text is nothing seen. The spans come in the order
    given and may overlap. Raises BadSegments, also for what lies beyond the recording.
    """
    if not text.strip():
        return []
    return [_segment(part, recording_seconds) for part in text.strip().split("[,]")]


def _segment(part: str, recording_seconds: int | None) -> Span:
    found = _SEGMENT.fullmatch(part)
    if found is None:
        raise BadSegments(SegmentFault.MALFORMED, part)
    starts = _ticks(found[1], found[2])
    ends = _ticks(found[3], found[4])
    if ends <= starts:
        raise BadSegments(SegmentFault.NOT_AFTER_START, part)
    if recording_seconds is not None and ends > recording_seconds * TICKS_A_SECOND:
        raise BadSegments(SegmentFault.BEYOND_RECORDING, part)
    return starts, ends


def _ticks(seconds: str, decimals: str | None) -> int:
    return int(seconds) * TICKS_A_SECOND + int((decimals or "0").ljust(6, "0"))
