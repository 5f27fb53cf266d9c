"""What all planning pages of an event share: its frame, and the number of conflicts."""

from collections.abc import Mapping, Sequence

from eventapp.planning.conflicts import Conflict
from eventapp.planning.plans import Planning
from eventapp.web.organiser.event_area import event_page


def planning_page(
    template: str,
    planning: Planning,
    context: Mapping[str, object],
    *,
    conflicts: Sequence[Conflict] | None = None,
) -> str:
    """Write a planning page; its tabs tell how many conflicts there are."""
    counted = planning.conflicts() if conflicts is None else conflicts
    return event_page(template, planning.event, conflict_count=len(counted), **context)
