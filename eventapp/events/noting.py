"""What every change of an event by a person leaves behind: a row of the log, and stale pages."""

from datetime import datetime

from eventapp.audit.actions import record
from eventapp.events.actions import touch_event, touch_figures


def note_change(
    event_id: int, action: str, subject: str, detail: str = "", *, actor: str, now: datetime
) -> None:
    """Say that pages and figures of the event may have changed, and who did what."""
    record(actor, action, event_id=event_id, subject=subject, detail=detail, now=now)
    touch_event(event_id)
    touch_figures(event_id)
