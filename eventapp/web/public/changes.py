"""What changed in the programme of an event, release by release: a page and a feed."""

from flask import Response, render_template, request

from eventapp.events.queries import event_with_stops, versions_of
from eventapp.foundation.bilingual import known_language
from eventapp.releases.queries import releases_of
from eventapp.web.errors import found
from eventapp.web.kept import Page, kept
from eventapp.web.locale import reader_language, reader_zone
from eventapp.web.public.addresses import Here, event_path
from eventapp.web.public.calendars import file_language
from eventapp.web.public.change_feed import change_feed
from eventapp.web.public.event_frame import event_frame
from eventapp.web.release_words import teller

MOST_IN_FEED = 20


def show_changes(slug: str) -> Response:
    """Show every release with what it changed, the newest first."""
    versions = found(versions_of(slug))
    return kept(lambda: changes_page(slug), versions.version)


def changes_page(slug: str) -> Page:
    """Render the page in the reader's language and zone."""
    event, stops = found(event_with_stops(slug))
    frame = event_frame(event, reader_language())
    words = teller(slug, stops, frame.zone, reader_language())
    text = render_template(
        "public/changes.html",
        frame=frame,
        here=Here(event_path(slug, "changes"), (), reader_zone()),
        releases=[words.release(one) for one in releases_of(event.id)],
        feed=event_path(slug, "changes.atom"),
    )
    return Page(text)


def show_change_feed(slug: str) -> Response:
    """Give the last releases as an Atom feed, in the event's language or the one asked for."""
    versions = found(versions_of(slug))

    def make() -> Page:
        event, stops = found(event_with_stops(slug))
        language = file_language(known_language((event.languages.split() or [""])[0]))
        releases = releases_of(event.id, most=MOST_IN_FEED)
        return Page(change_feed(event, stops, releases, language), "application/atom+xml")

    return kept(make, versions.event_id, versions.version, request.args.get("lang"), shared=True)
