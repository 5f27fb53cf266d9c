"""The first page of an event for organisers."""

from eventapp.events.queries import event_by_slug
from eventapp.web.errors import found
from eventapp.web.organiser.event_area import event_page


def show_overview(slug: str) -> str:
    """Show the event and the way to its pages."""
    return event_page("organiser/overview.html", found(event_by_slug(slug)))
