"""The page of a speaker: everything that is asked of them, and how it stands."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask import render_template, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import instant_text
from eventapp.programme.queries import ProgrammeSession
from eventapp.programme.rules import PUBLISHED
from eventapp.speaking.answering import event_cells
from eventapp.speaking.hours import covered
from eventapp.speaking.models import SpeakerInvitation
from eventapp.speaking.parts import Part, parts_of_speaker
from eventapp.speaking.pictures import LARGEST_FILE
from eventapp.speaking.queries import (
    hours_of_speaker,
    photo_digest_of,
    statements_of,
)
from eventapp.speaking.rules import (
    CHECKS,
    CONSENTS,
    LONGEST_BIO,
    LONGEST_NOTE,
    Standing,
    Times,
    is_within,
)
from eventapp.web.day_words import day_words, heading_words
from eventapp.web.local_span import LocalSpan
from eventapp.web.locale import reader_language
from eventapp.web.markdown import html_of
from eventapp.web.moments import Moment, has_another_clock, moment, span_in
from eventapp.web.partner_board import Partner, partner_cards
from eventapp.web.public.addresses import event_path
from eventapp.web.public.event_frame import event_frame
from eventapp.web.speaker.about_form import AboutForm
from eventapp.web.speaker.hours_grid import Clocks, Day, days_of
from eventapp.web.speaker_letters import roles_words, sessions_of

TOLD: dict[str, LazyString] = {
    "confirmed": _l("Thank you: the session is confirmed."),
    "declined": _l("The organisers see that you cannot give this session."),
    "hours": _l("Your hours are saved."),
    "about": _l("What you told of yourself is saved."),
    "photo": _l("Your photo is saved."),
    "photo-removed": _l("Your photo is removed."),
    "consents": _l("Your consents are saved."),
    "technique": _l("Your technical check is saved."),
}
"""What an address may ask the page to tell of what was just done."""

CONSENT_WORDS: dict[str, tuple[LazyString, LazyString]] = {
    "recording": (
        _l("My sessions may be recorded."),
        _l("The recording is shown to registrants, for as long as the event shows recordings."),
    ),
    "publication": (
        _l("My photo may be published on the event's pages."),
        _l("It then stands beside your name, where anybody can see it."),
    ),
}
CHECK_WORDS: dict[str, LazyString] = {
    "sound": _l("Sound: my microphone and headphones work."),
    "camera": _l("Camera: I am seen, with light on my face."),
    "connection": _l("Connection: I tried a video call where I will sit."),
    "slides": _l("Slides: I can share them, or have sent them."),
}


class SessionCard(NamedTuple):
    """A session as its speaker sees it; `was` is what was answered for when it is another time."""

    session: ProgrammeSession
    title: str
    abstract: str
    roles: str
    day: str
    here: LocalSpan
    there: LocalSpan | None
    was: LocalSpan | None
    was_day: str
    part: Part
    is_free: bool
    href: str
    seen: str


class Statement(NamedTuple):
    """A consent or a point of the check, and since when it holds."""

    name: str
    words: LazyString
    meaning: LazyString | str
    since: Moment | None


def speaking_page(
    invitation: SpeakerInvitation,
    form: AboutForm | None = None,
    problems: Mapping[str, str] | None = None,
) -> str:
    """Write the page; `problems` says by section, or by a session's code, what was refused."""
    speaker, language = invitation.speaker, reader_language()
    event, sessions = speaker.event, sessions_of(speaker)
    cells, stated = event_cells(event.id), hours_of_speaker(speaker.id)
    free = stated if invitation.hours_stated_at else None
    told = request.args.get("told", "")
    return render_template(
        "speaker/speaking.html",
        invitation=invitation,
        speaker=speaker,
        token=(request.view_args or {})["token"],
        frame=event_frame(event, language),
        cards=_cards(invitation, sessions, free, language),
        days=_days(invitation, cells, stated, sessions, language),
        form=form or AboutForm(speaker),
        bios=_bios(speaker.bio_en, speaker.bio_sv),
        photo=photo_digest_of(speaker.id),
        codesign=partner_cards(Partner(event, speaker.id, speaker.code), language, now=utc_now()),
        problems=problems or {},
        told=TOLD.get(told, ""),
        limits={"file": LARGEST_FILE, "bio": LONGEST_BIO, "note": LONGEST_NOTE},
        **_statements(speaker.id, speaker.zone, language),
    )


def _cards(
    invitation: SpeakerInvitation,
    sessions: Sequence[ProgrammeSession],
    free: Sequence[Times] | None,
    language: str,
) -> list[SessionCard]:
    parts = {part.session_code: part for part in parts_of_speaker(invitation.speaker_id)}
    return [
        _card(session, parts[session.code], invitation, free, language)
        for session in sessions
        if session.code in parts
    ]


def _card(
    session: ProgrammeSession,
    part: Part,
    invitation: SpeakerInvitation,
    free: Sequence[Times] | None,
    language: str,
) -> SessionCard:
    speaker = invitation.speaker
    times = Times(session.starts_at, session.ends_at)
    here = span_in(*times, speaker.zone, language)
    there = span_in(*times, session.zone, language)
    before = part.answered_for if part.standing is Standing.MOVED else None
    was = span_in(*before, speaker.zone, language) if before else None
    is_public = session.state == PUBLISHED and not part.is_planned
    return SessionCard(
        session=session,
        title=session.title(language) or session.code,
        abstract=session.abstract(language),
        roles=roles_words(session, speaker.code),
        day=heading_words(here.day, language),
        here=here,
        there=there if has_another_clock(here, there) else None,
        was=was,
        was_day=day_words(was.day, language) if was else "",
        part=part,
        is_free=free is None or is_within(times, free),
        href=event_path(speaker.event.slug, "sessions", session.code) if is_public else "",
        seen=seen_text(times),
    )


def seen_text(times: Times) -> str:
    """Give the times of a session as a form brings them back."""
    return "/".join(instant_text(one) for one in times)


def _days(
    invitation: SpeakerInvitation,
    cells: Sequence[datetime],
    stated: Sequence[Times],
    sessions: Sequence[ProgrammeSession],
    language: str,
) -> list[Day]:
    speaker = invitation.speaker
    clocks = Clocks(speaker.zone, speaker.event.zone, language)
    return days_of(cells, covered(cells, stated), sessions, clocks)


def _bios(bio_en: str, bio_sv: str) -> list[tuple[str, Markup]]:
    return [(code, html_of(text)) for code, text in (("en", bio_en), ("sv", bio_sv)) if text]


def _statements(speaker_id: int, zone: str, language: str) -> dict[str, Any]:
    """Give consents and the points of the check as the page shows them."""
    since = {
        about: moment(given_at, zone, language)
        for about, given_at in statements_of(speaker_id).items()
    }
    return {
        "consents": [Statement(one, *CONSENT_WORDS[one], since.get(one)) for one in CONSENTS],
        "checks": [Statement(one, CHECK_WORDS[one], "", since.get(one)) for one in CHECKS],
    }
