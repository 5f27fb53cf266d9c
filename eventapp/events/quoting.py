"""Edits of past editions by people: made, changed and taken away, each noted with its source."""

from datetime import datetime

from eventapp.audit.actions import record
from eventapp.events.actions import touch_site
from eventapp.events.models import PastEdition, Series
from eventapp.events.queries import event_by_slug, past_edition
from eventapp.events.rules import FieldRefused, PastEditionDetails, SlugTaken, check_past_edition
from eventapp.foundation.codes import is_slug
from eventapp.foundation.database import db
from eventapp.foundation.edits import Edited, Seen, edit, told

DATES = ({"starts_on", "ends_on"},)
COUNTED = ({"participants", "approximate"},)


def add_past_edition(
    series: Series, details: PastEditionDetails, *, actor: str, now: datetime
) -> PastEdition:
    """Note an edition from before this system. Raises SlugTaken and FieldRefused."""
    if not is_slug(details.slug):
        field = "slug"
        raise FieldRefused(field)
    check_past_edition(details)
    # Whoever raises this number first holds its row, so no two take one slug.
    touch_site()
    if past_edition(details.slug) is not None or event_by_slug(details.slug) is not None:
        raise SlugTaken(details.slug)
    edition = PastEdition(**details._replace(series_slug=series.slug)._asdict())
    db.session.add(edition)
    db.session.flush()
    record(actor, "past edition added", subject=details.slug, detail=details.source, now=now)
    return edition


def change_past_edition(
    edition_id: int, details: PastEditionDetails, seen: Seen, *, actor: str, now: datetime
) -> Edited:
    """Change what is told of a past edition; its slug and series stay.

    Raises StaleEdit and FieldRefused.
    """
    check_past_edition(details)
    touch_site()
    edition = db.session.get_one(PastEdition, edition_id, populate_existing=True)
    wish = details._asdict()
    del wish["slug"], wish["series_slug"]
    edited = edit(edition, wish, seen, together=(*DATES, *COUNTED))
    if edited:
        db.session.flush()
        record(actor, "past edition changed", subject=edition.slug, detail=told(edited), now=now)
    return edited


def remove_past_edition(edition_id: int, *, actor: str, now: datetime) -> None:
    """Take a past edition away; what was told of it stays in the record of changes."""
    touch_site()
    edition = db.session.get_one(PastEdition, edition_id)
    said = f"{edition.starts_on} {edition.participants} ({edition.source})"
    db.session.delete(edition)
    db.session.flush()
    record(actor, "past edition removed", subject=edition.slug, detail=said, now=now)
