"""Files that organisers take out: the log tells of each who took it and how many rows it has."""

from collections.abc import Iterator

from flask import Response

from eventapp.audit.actions import record
from eventapp.events.models import Event
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction
from eventapp.web.guards import present_visitor

Content = str | bytes | Iterator[bytes]


def csv_file(event: Event, what: str, content: Content, rows: int) -> Response:
    """Give a CSV file of an event, named for what it holds, and note it in the log.

    Not what was searched for, if anything was: that may be a name, which the log is not to hold.
    """
    slug, actor = event.slug, present_visitor().actor
    with transaction():
        record(
            actor,
            f"{what} exported",
            event_id=event.id,
            subject=slug,
            detail=str(rows),
            now=utc_now(),
        )
    response = Response(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-{what}.csv"'
    return response
