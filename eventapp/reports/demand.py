"""Who watched recordings: plays, viewers, and the seconds of content seen."""

from collections.abc import Container, Iterable
from dataclasses import dataclass

from eventapp.attendance.spans import TICKS_A_SECOND, Span, length, parse_segments, union


@dataclass(frozen=True)
class DemandFigures:
    """What was seen of the recordings; ticks are exact microseconds."""

    plays: int
    viewers: int
    only_viewers: int
    ticks_seen: int
    ticks_played: int

    @property
    def seconds_seen(self) -> int | float:
        """Seconds of content seen, each once per viewer and recording."""
        return _seconds(self.ticks_seen)

    @property
    def seconds_played(self) -> int | float:
        """Seconds played, repeats among them."""
        return _seconds(self.ticks_played)


class DemandCounter:
    """Reads plays once, gathering those of one registrant and session that follow one another."""

    def __init__(self, registrants: Container[int]) -> None:
        self._registrants = registrants
        self._present: tuple[int, int] | None = None
        self._segments: list[Span] = []
        self.plays = 0
        self.viewers: set[int] = set()
        self.ticks_seen = 0
        self.ticks_played = 0

    def add(self, registration_id: int, session_id: int, played_segments: str) -> None:
        """Count a play; only registrants are viewers."""
        whose = (registration_id, session_id)
        if self._present is not None and whose < self._present:
            message = "plays must be sorted by registration and session"
            raise ValueError(message)
        if whose != self._present:
            self.close()
            self._present = whose
        self.plays += 1
        if registration_id in self._registrants:
            self.viewers.add(registration_id)
            self._segments += parse_segments(played_segments)

    def close(self) -> None:
        """Add up the segments gathered so far."""
        self.ticks_played += length(self._segments)
        self.ticks_seen += length(union(self._segments))
        self._segments = []


def count_demand(
    plays: Iterable[tuple[int, int, str]],
    registrants: Container[int],
    live_viewers: Container[int],
) -> DemandFigures:
    """Count the plays of an event; both containers hold ids of registrations.

    Raises ValueError when the plays are not sorted by registration and session.
    """
    counter = DemandCounter(registrants)
    for registration_id, session_id, played_segments in plays:
        counter.add(registration_id, session_id, played_segments)
    counter.close()
    return DemandFigures(
        plays=counter.plays,
        viewers=len(counter.viewers),
        only_viewers=sum(viewer not in live_viewers for viewer in counter.viewers),
        ticks_seen=counter.ticks_seen,
        ticks_played=counter.ticks_played,
    )


def _seconds(ticks: int) -> int | float:
    whole, rest = divmod(ticks, TICKS_A_SECOND)
    return whole if not rest else ticks / TICKS_A_SECOND
