"""What log-ins and plays are made of."""

from datetime import datetime
from typing import NamedTuple


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
