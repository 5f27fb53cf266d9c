"""How long each viewer saw of each session, and what that makes: viewers, shares, certificates."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eventapp.attendance.spans import Span, length, overlap, union
from eventapp.reports.rounding import rounded_minutes
from eventapp.reports.rows import SessionRow

FIVE_MINUTES = 300
"""In seconds."""


@dataclass(frozen=True)
class SessionFigures:
    """The viewers of one session; seconds are exact."""

    code: str
    viewers: int
    viewers_5min: int
    viewers_half: int
    viewers_80: int
    watch_seconds: int

    @property
    def watch_minutes(self) -> float:
        """The summed minutes, rounded."""
        return rounded_minutes(self.watch_seconds)


def is_counted(session: SessionRow) -> bool:
    """Tell whether a session is listed in figures: definitions version 1 leave out breaks alone."""
    return session.kind != "break"


class SessionViewing:
    """Sums up, viewer by viewer, what was seen of the counted sessions of one stop.

    Parallel sessions at the same time are one window, so their number costs nothing.
    """

    def __init__(self, sessions: Iterable[SessionRow]) -> None:
        self._sessions = sorted(sessions, key=lambda each: (each.starts_at, each.code))
        times = sorted({(each.starts_at, each.ends_at) for each in self._sessions})
        self._opens = [opens for opens, _closes in times]
        self._closes = [closes for _opens, closes in times]
        self._seen = [array("q") for _time in times]
        self._certified_spans = union(times)
        self._certified_length = length(self._certified_spans)
        self._apart = length(times) == self._certified_length
        self.certificates = 0

    def add(self, spans: Sequence[Span]) -> bool:
        """Add one viewer by the union of their log-ins; tell whether it earns a certificate."""
        in_windows = self._add_to_windows(spans) if spans else 0
        if not in_windows:
            return False
        # Windows that do not overlap add up; of parallel sessions the union of times counts.
        certified = in_windows if self._apart else self._certified_seconds(spans)
        qualified = 5 * certified >= 4 * self._certified_length
        self.certificates += qualified
        return qualified

    def figures(self) -> list[SessionFigures]:
        """Give the figures of each session, in the order of the programme."""
        windows = zip(self._opens, self._closes, strict=True)
        by_window = dict(zip(windows, map(sorted, self._seen), strict=True))
        return [
            _session_figures(each, by_window[each.starts_at, each.ends_at])
            for each in self._sessions
        ]

    def _add_to_windows(self, spans: Sequence[Span]) -> int:
        """Add what was seen of each window and give the sum."""
        if not self._apart:
            return self._add_to_overlapping_windows(spans)
        opens, closes, seen = self._opens, self._closes, self._seen
        number = len(opens)
        total = 0
        latest = -1
        for starts, ends in spans:
            at = bisect_right(closes, starts)
            while at < number and opens[at] < ends:
                # As min() and max(), but faster; this runs for every viewer and session.
                last = ends if ends < closes[at] else closes[at]  # noqa: FURB136
                seconds = last - (starts if starts > opens[at] else opens[at])  # noqa: FURB136
                if at == latest:
                    seen[at][-1] += seconds
                else:
                    seen[at].append(seconds)
                    latest = at
                total += seconds
                at += 1
        return total

    def _add_to_overlapping_windows(self, spans: Sequence[Span]) -> int:
        total = 0
        for opens, closes, seen in zip(self._opens, self._closes, self._seen, strict=True):
            seconds = overlap(spans, (opens, closes))
            if seconds:
                seen.append(seconds)
                total += seconds
        return total

    def _certified_seconds(self, spans: Sequence[Span]) -> int:
        return sum(overlap(spans, window) for window in self._certified_spans)


def _session_figures(session: SessionRow, seen: Sequence[int]) -> SessionFigures:
    """Count viewers by the rising list of the seconds each of them saw."""
    lasts = session.ends_at - session.starts_at
    viewers = len(seen)
    return SessionFigures(
        code=session.code,
        viewers=viewers,
        viewers_5min=viewers - bisect_left(seen, FIVE_MINUTES),
        # The first whole second that is at least the share: rounded up, exactly.
        viewers_half=viewers - bisect_left(seen, -(-lasts // 2)),
        viewers_80=viewers - bisect_left(seen, -(-4 * lasts // 5)),
        watch_seconds=sum(seen),
    )
