"""Writes to the people who speak."""

from collections.abc import Collection, Iterable

from eventapp.foundation.changes import upsert
from eventapp.speakers.models import Speaker
from eventapp.speakers.rules import SpeakerDetails


def save_speakers(
    event_id: int, speakers: Iterable[SpeakerDetails], *, kept: Collection[str] = ()
) -> int:
    """Make speakers, or change those whose code is known; return how many changed.

    The fields in `kept` are written for new speakers only.
    """
    rows = ({"event_id": event_id, **speaker._asdict()} for speaker in speakers)
    return upsert(Speaker, rows, key=("event_id", "code"), made_once=kept)
