"""What a speaker told, for organisers: sessions, hours, consents, technique."""

from typing import NamedTuple

from flask_babel import gettext as _

from eventapp.foundation.zone_names import city
from eventapp.speakers.models import Speaker
from eventapp.speaking.parts import Part, parts_of_speaker
from eventapp.speaking.queries import (
    hours_of_speaker,
    invitation_of,
    photo_digest_of,
    statements_of,
)
from eventapp.speaking.rules import CHECKS, CONSENTS, Standing
from eventapp.web.day_words import day_words
from eventapp.web.locale import reader_language
from eventapp.web.moments import moment, span_in


class Fact(NamedTuple):
    """Something that was told, or that it was not yet."""

    name: str
    lines: tuple[str, ...]


def facts_told_by(speaker: Speaker, event_zone: str) -> list[Fact]:
    """Give what a speaker told by their link; nothing for who was never invited."""
    invitation = invitation_of(speaker.id)
    if invitation is None:
        return []
    parts = parts_of_speaker(speaker.id)
    is_stated = invitation.hours_stated_at is not None
    statements = _statements(speaker, event_zone)
    return [
        Fact(_("Sessions"), tuple(map(_part_words, parts)) or ("—",)),
        Fact(
            _("Hours on the clock in %(city)s", city=city(speaker.zone, reader_language())),
            _hours(speaker, is_stated=is_stated),
        ),
        *statements,
        Fact(_("Photo"), (_("sent") if photo_digest_of(speaker.id) else _("not sent"),)),
    ]


def _part_words(part: Part) -> str:
    words = {
        Standing.OPEN: _("not answered yet"),
        Standing.CONFIRMED: _("confirmed"),
        Standing.DECLINED: _("declined"),
        Standing.MOVED: _("answered for another time"),
    }[part.standing]
    if part.is_planned:
        words = _("%(answer)s (planned, not public yet)", answer=words)
    return f"{part.session_code}: {words}"


def _hours(speaker: Speaker, *, is_stated: bool) -> tuple[str, ...]:
    language = reader_language()
    spans = (span_in(*one, speaker.zone, language) for one in hours_of_speaker(speaker.id))
    lines = [f"{day_words(span.day, language)}, {span.start}–{span.end}" for span in spans]
    return tuple(lines) or (_("none at all") if is_stated else _("not told yet"),)


def _statements(speaker: Speaker, event_zone: str) -> list[Fact]:
    """Give each consent and each point of the technical check, and since when it holds."""
    names = {
        "recording": _("May be recorded"),
        "publication": _("Photo may be published"),
        "sound": _("Sound checked"),
        "camera": _("Camera checked"),
        "connection": _("Connection checked"),
        "slides": _("Slides ready"),
    }
    given, language = statements_of(speaker.id), reader_language()
    since = {one: moment(at, event_zone, language).day for one, at in given.items()}
    return [
        Fact(
            names[one],
            (_("yes, since %(day)s", day=since[one]) if one in since else _("no"),),
        )
        for one in (*CONSENTS, *CHECKS)
    ]
