"""The page of a speaker: who it is, and their sessions in the reader's time."""

from flask import Response, render_template
from markupsafe import Markup

from eventapp.events.queries import event_by_slug, versions_of
from eventapp.foundation.bilingual import Text
from eventapp.foundation.sectors import sector_name
from eventapp.programme.public_speakers import public_speaker
from eventapp.programme.queries import programme_of
from eventapp.speakers.models import Speaker
from eventapp.speaking.queries import public_photo_digest
from eventapp.web.addresses import base_url
from eventapp.web.day_words import heading_words
from eventapp.web.display import country_words
from eventapp.web.errors import found
from eventapp.web.kept import Page, kept
from eventapp.web.locale import reader_language, reader_zone
from eventapp.web.markdown import html_of
from eventapp.web.public.addresses import Here, event_path
from eventapp.web.public.event_frame import event_frame
from eventapp.web.public.photos import photo_path
from eventapp.web.public.reader_days import days_of
from eventapp.web.public.row_words import row_words
from eventapp.web.public.session_rows import Reader, RowMaker
from eventapp.web.public.structured import Addresses, speaker_json_ld


def show_speaker(slug: str, code: str) -> Response:
    """Show one speaker of the event."""
    versions = found(versions_of(slug))
    return kept(lambda: speaker_page(slug, code), versions.version)


def speaker_page(slug: str, code: str) -> Page:
    """Render the page; the same at any moment."""
    event = found(event_by_slug(slug))
    speaker = found(public_speaker(event.id, code))
    language = reader_language()
    frame = event_frame(event, language)
    sessions = [
        session
        for session in programme_of(event.id)
        if any(person.code == code for person in session.people)
    ]
    rows = RowMaker(Reader(slug, language, frame.zone))
    days = [
        (
            heading_words(day.day, language),
            [rows.row(session) for stop in day.stops for session in stop.sessions],
        )
        for day in days_of(sessions, frame.zone)
    ]
    path = event_path(slug, "speakers", code)
    addresses = (base_url() + path, base_url() + frame.href)
    text = render_template(
        "public/speaker.html",
        frame=frame,
        here=Here(path, (), reader_zone()),
        name=f"{speaker.given_name} {speaker.family_name}".strip() or speaker.code,
        speaker=speaker,
        country=country_words(speaker.country_code, language),
        sector=sector_name(speaker.sector, language) if speaker.sector else "",
        bio=_bio(speaker, language),
        photo=photo_path(public_photo_digest(speaker.id), "large"),
        days=days,
        words=row_words(),
        json_ld=speaker_json_ld(
            event, speaker, sessions, language=language, addresses=Addresses(*addresses)
        ),
    )
    return Page(text)


def _bio(speaker: Speaker, language: str) -> tuple[Markup, str]:
    """Give the biography as HTML, and the language it is in."""
    text, shown_in = Text(speaker.bio_en, speaker.bio_sv).shown_in(language)
    return html_of(text), shown_in
