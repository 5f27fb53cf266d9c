"""An event to import into: two stops, two speakers, two sessions, two registrations."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.exchange.files import Imports
from tests.factories import (
    NOON,
    make_event,
    make_registration,
    make_session,
    make_speaker,
    make_stop,
)


@pytest.fixture
def imports(app: Flask, tmp_path: Path) -> Imports:
    """Give an event with stops D1, D2, sessions S1, S2, speakers T1, T2, registrations R1, R2."""
    event = make_event("tour")
    first = make_stop(event, "D1")
    second = make_stop(event, "D2", starts_at=NOON + timedelta(days=1))
    make_session(first, "S1")
    make_session(second, "S2", starts_at=NOON + timedelta(days=1))
    for number in (1, 2):
        make_speaker(event, f"T{number}")
        make_registration(event, f"R{number}")
    return Imports(tmp_path, event)
