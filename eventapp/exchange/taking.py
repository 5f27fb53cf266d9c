"""Programme files taken in after a look at what they change, or only looked at."""

from collections.abc import Callable
from datetime import datetime

from eventapp.audit.actions import record
from eventapp.events.actions import lock_event, save_stops, touch_event, touch_figures
from eventapp.events.models import Event
from eventapp.events.queries import stops_of
from eventapp.exchange.csv_plans import plan_line_up, plan_programme, plan_speakers
from eventapp.exchange.plans import Before, Plan, before_of
from eventapp.exchange.preview import Preview
from eventapp.exchange.problems import Problems
from eventapp.exchange.schedule_import import plan_schedule
from eventapp.exchange.sources import Source, Upload
from eventapp.foundation.refusals import Refusal
from eventapp.programme.actions import save_line_up, save_sessions
from eventapp.programme.queries import session_ids
from eventapp.programme.rules import AppearanceDetails
from eventapp.programme.waiting import save_line_up_beside, save_sessions_beside
from eventapp.speakers.actions import save_speakers
from eventapp.speakers.queries import speaker_ids

PLANS: dict[str, Callable[[Source, Before], Plan]] = {
    "programme": plan_programme,
    "speakers": plan_speakers,
    "lineup": plan_line_up,
    "schedule": plan_schedule,
}
MOST_ROWS = 5_000
"""Of a file that a page takes; it is looked at twice while somebody waits."""


class OtherThanSeen(Refusal):
    """What a file would change is not what somebody saw; `preview` is what it would change now."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(preview.kind)
        self.preview = preview


def preview_of(kind: str, event: Event, source: Source, *, beside: bool) -> Preview:
    """Give what a file of one of the PLANS would change, and store nothing. Raises FileRefused.

    `beside`: what organisers change waits for the next release, once there was one; else all is
    public at once.
    """
    return PLANS[kind](source, before_of(event, beside=beside)).preview


def preview_sent(kind: str, event: Event, upload: Upload) -> Preview:
    """Give what a file that an organiser sent would change. Raises FileRefused."""
    return _checked(preview_of(kind, event, upload, beside=True), upload)


def take_sent(
    kind: str, event: Event, upload: Upload, *, seen: str, actor: str, now: datetime
) -> Preview:
    """Store a file that an organiser sent and saw the preview of; `seen` is its mark.

    Raises FileRefused, and OtherThanSeen when the programme or the file is not what it was.
    """
    lock_event(event.id)
    plan = PLANS[kind](upload, before_of(event, beside=True))
    preview = _checked(plan.preview, upload)
    if not preview.items:
        # Somebody pressed twice, or another did the same: it is as they wished.
        return preview
    if preview.mark(upload.content) != seen:
        raise OtherThanSeen(preview)
    store(plan, event.id, now=now)
    note_taken(kind, upload.name, preview, event.id, actor=actor, now=now)
    return preview


def store(plan: Plan, event_id: int, *, now: datetime) -> None:
    """Store what a file changes, in public or beside it as its preview says."""
    save_speakers(event_id, plan.speakers, kept=plan.kept)
    save_stops(event_id, plan.stops)
    stops = {stop.code: stop.id for stop in stops_of(event_id)}
    sessions = [details._replace(stop_id=stops[stop]) for stop, details in plan.sessions]
    if sessions:
        save = save_sessions_beside if plan.preview.waits else save_sessions
        save(event_id, sessions, kept=plan.kept, now=now)
    if plan.line_up:
        numbers, speakers = session_ids(event_id), speaker_ids(event_id)
        appearances = [
            AppearanceDetails(numbers[part.session], speakers[part.speaker], part.role)
            for part in plan.line_up
        ]
        put = save_line_up_beside if plan.preview.waits else save_line_up
        put(event_id, appearances, now=now)


def note_taken(
    kind: str, name: str, preview: Preview, event_id: int, *, actor: str, now: datetime
) -> None:
    """Say that pages and figures of the event may have changed, and who took which file in."""
    touch_event(event_id)
    touch_figures(event_id)
    detail = f"{preview.rows} rows, {len(preview.items)} new or changed"
    record(actor, f"import {kind}", event_id=event_id, subject=name, detail=detail, now=now)


def _checked(preview: Preview, upload: Upload) -> Preview:
    if preview.rows > MOST_ROWS:
        Problems(upload).refuse(
            f"has {preview.rows} rows — at most {MOST_ROWS} are taken here, the command takes more"
        )
    return preview
