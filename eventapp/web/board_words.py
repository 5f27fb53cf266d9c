"""The co-design board in words: stages, sign-offs and comments, for organisers and partners."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, Length

from eventapp.codesign.actions import SPEAKER
from eventapp.codesign.queries import MISSING, SIGNED, Card, Comment, Signature
from eventapp.codesign.rules import LONGEST_COMMENT, PARTNER_ROLES
from eventapp.events.models import Event
from eventapp.foundation.timezones import day_of
from eventapp.programme.queries import LineUpPerson
from eventapp.programme.rules import PARKED
from eventapp.web.day_words import day_words
from eventapp.web.display import ROLES, country_words
from eventapp.web.local_span import LocalSpan
from eventapp.web.moments import Moment, moment, span_in
from eventapp.web.organiser.edit_fields import check_text, lines
from eventapp.web.public.registration_form import OpenForm

STAGE_NAMES = {
    "idea": _l("Idea"),
    "contacted": _l("Contacted"),
    "paired": _l("Paired"),
    "agreed": _l("Content agreed"),
    "rehearsed": _l("Rehearsed"),
    "delivered": _l("Delivered"),
    "followed_up": _l("Followed up"),
}


class PartnerName(NamedTuple):
    """A partner of a session, and the country that they are in."""

    code: str
    name: str
    country: str


class SignatureRow(NamedTuple):
    """What a partner signed off; `noted` where an organiser noted what they said elsewhere."""

    code: str
    name: str
    role: str
    state: str
    words: str
    when: Moment | None
    noted: bool


class CommentRow(NamedTuple):
    """A comment, who wrote it and when."""

    who: str
    when: Moment
    text: str


class CardWords(NamedTuple):
    """What every page tells of a card: the session at its stop and on the clock of its host."""

    code: str
    title: str
    stage: str
    stage_words: str
    is_parked: bool
    """Whether it has no time yet: then `day`, `here` and `there` are those of its last one."""
    waits: bool
    """Whether some of it is not released yet."""
    day: str
    here: LocalSpan
    there: LocalSpan | None
    partners: tuple[tuple[str, tuple[PartnerName, ...]], ...]
    missing: tuple[str, ...]
    next_step: str
    due: str
    is_overdue: bool
    comments: int
    signed: int
    signatures: tuple[SignatureRow, ...]

    @property
    def has_stale(self) -> bool:
        """Whether a sign-off is one of an earlier content."""
        return any(row.state not in (SIGNED, MISSING) for row in self.signatures)


class CommentForm(OpenForm):
    """Asks for a comment."""

    comment = lines(_l("Comment"))

    def __init__(self) -> None:
        super().__init__()
        self.comment.validators = [
            DataRequired(_l("Type a comment.")),
            Length(max=LONGEST_COMMENT, message=_l("This is too long.")),
            check_text,
        ]
        self.comment.flags.required = True
        self.comment.render_kw = {"rows": 4, "maxlength": LONGEST_COMMENT}


def card_words(card: Card, event: Event, language: str, *, now: datetime) -> CardWords:
    """Give a card in words; days are those of the event's zone."""
    session = card.session
    here = span_in(session.starts_at, session.ends_at, session.zone, language)
    zone = _host_zone(card)
    due_on = card.details.due_on
    return CardWords(
        code=card.code,
        title=session.title(language),
        stage=card.stage,
        stage_words=str(STAGE_NAMES[card.stage]),
        is_parked=session.state == PARKED,
        waits=card.waits,
        day=day_words(here.day, language),
        here=here,
        there=span_in(session.starts_at, session.ends_at, zone, language) if zone else None,
        partners=tuple(
            (str(ROLES[role]), tuple(_partner(one, language) for one in card.partners(role)))
            for role in PARTNER_ROLES
        ),
        missing=tuple(_MISSING[role]() for role in card.missing_roles),
        next_step=card.details.next_step,
        due=day_words(due_on, language) if due_on else "",
        is_overdue=card.is_overdue(day_of(now, event.zone)),
        comments=card.comments,
        signed=card.signed,
        signatures=tuple(_signature(one, event.zone, language) for one in card.signatures),
    )


def comment_rows(
    comments: list[Comment], zone: str, language: str, name_of: Callable[[str], str]
) -> list[CommentRow]:
    """Give comments in words; who is no partner is named by `name_of`."""
    return [
        CommentRow(one.name or name_of(one.actor), moment(one.at, zone, language), one.text)
        for one in comments
    ]


_MISSING = {
    "host": lambda: _("No international host yet"),
    "counterpart": lambda: _("No local counterpart yet"),
}


def _host_zone(card: Card) -> str:
    """Give the zone of the host, or nothing where it is that of the session or not known."""
    zones = [card.session.guest_zone, *(one.zone for one in card.partners("host"))]
    zone = next(filter(None, zones), "")
    return zone if zone != card.session.zone else ""


def _partner(person: LineUpPerson, language: str) -> PartnerName:
    return PartnerName(person.code, person.name, country_words(person.country_code, language))


def _signature(signature: Signature, zone: str, language: str) -> SignatureRow:
    words = {SIGNED: _("Signed off"), MISSING: _("Not signed off yet")}
    return SignatureRow(
        code=signature.person.code,
        name=signature.person.name,
        role=str(ROLES[signature.person.role]),
        state=signature.state,
        words=words.get(signature.state) or _("The content changed since it was signed off"),
        when=moment(signature.at, zone, language) if signature.at else None,
        noted=bool(signature.actor) and not signature.actor.startswith(SPEAKER),
    )
