"""What all planning pages of an event share: its name, its tabs, the number of conflicts."""

from collections.abc import Mapping, Sequence

from flask import render_template

from eventapp.events.models import Event
from eventapp.foundation.bilingual import Text
from eventapp.planning.conflicts import Conflict
from eventapp.planning.plans import Planning
from eventapp.web.locale import reader_language


def name_of_event(event: Event) -> str:
    """Give the event's name in the reader's language."""
    return Text(event.name_en, event.name_sv).in_language(reader_language()) or event.slug


def planning_page(
    template: str,
    planning: Planning,
    context: Mapping[str, object],
    *,
    conflicts: Sequence[Conflict] | None = None,
) -> str:
    """Write a planning page; its tabs tell how many conflicts there are."""
    counted = planning.conflicts() if conflicts is None else conflicts
    return render_template(
        template,
        event=planning.event,
        name=name_of_event(planning.event),
        conflict_count=len(counted),
        **context,
    )
