"""Releases as an Atom feed (RFC 4287): a reader of news tells of each once.

Its times are those of the event, because a feed is the same for every reader.
"""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.calendars.identity import Origin, guid
from eventapp.events.models import Event, Stop
from eventapp.foundation.bilingual import Text
from eventapp.foundation.timezones import instant_text
from eventapp.releases.queries import Released
from eventapp.web.addresses import base_url
from eventapp.web.public.addresses import event_path
from eventapp.web.release_words import Teller, release_title, teller


def change_feed(
    event: Event, stops: Sequence[Stop], releases: Sequence[Released], language: str
) -> str:
    """Write the feed of an event's releases, the newest first, in a language."""
    name = Text(event.name_en, event.name_sv).in_language(language)
    page = base_url() + event_path(event.slug, "changes")
    with force_locale(language):
        entries = list(
            _entries(event, releases, teller(event.slug, stops, event.zone, language), page)
        )
        title = _("What changed in the programme of %(event)s", event=name)
    # Each language is a feed of its own: to programs, one name is one text.
    newest = releases[0].released_at if releases else event.created_at
    own = f"{page}.atom?lang={language}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">\n'
        f"<id>urn:uuid:{_lasting_name(event, 'changes', language)}</id>\n"
        f"<title>{escape(title)}</title>\n"
        f"<updated>{instant_text(newest)}</updated>\n"
        f"<author><name>{escape(name)}</name></author>\n"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(own)}/>\n'
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>\n'
        f"{''.join(entries)}</feed>\n"
    )


def _entries(event: Event, releases: Iterable[Released], words: Teller, page: str) -> Iterable[str]:
    for one in releases:
        told = words.release(one)
        at = instant_text(one.released_at)
        content = render_template("public/_release.html", release=told, language=words.language)
        name = _lasting_name(event, "release", f"{one.number} {words.language}")
        yield (
            "<entry>\n"
            f"<id>urn:uuid:{name}</id>\n"
            f"<title>{escape(release_title(one.number))}</title>\n"
            f"<published>{at}</published>\n"
            f"<updated>{at}</updated>\n"
            f'<link rel="alternate" type="text/html" href={quoteattr(f"{page}#{told.anchor}")}/>\n'
            f'<content type="html">{escape(content.strip())}</content>\n'
            "</entry>\n"
        )


def _lasting_name(event: Event, kind: str, name: str) -> str:
    return guid(Origin(event.id, event.created_at), kind, name)
