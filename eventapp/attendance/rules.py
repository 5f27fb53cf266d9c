"""What log-ins and plays are made of."""

from datetime import datetime
from typing import NamedTuple

from eventapp.foundation.refusals import Refusal


class LogInDetails(NamedTuple):
    """What is told of a log-in; without `left_at` it is of no known length."""

    code: str
    stop_id: int
    registration_id: int
    joined_at: datetime
    left_at: datetime | None


class PlayDetails(NamedTuple):
    """What is told of a play; segments as xAPI writes them."""

    code: str
    registration_id: int
    session_id: int
    started_at: datetime
    played_segments: str
    recording_seconds: int


class PlayImpossible(Refusal):
    """More was played than there was time for, or in more pieces than a person makes."""

    def __init__(self, most_segments: int) -> None:
        """Tell how many pieces are taken at most."""
        super().__init__(f"at most {most_segments} segments, and no faster than the clock allows")
        self.most_segments = most_segments
