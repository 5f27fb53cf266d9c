"""The co-design board as the partner of a session sees it: their own sessions and no others.

A page that knows which speaker reads it shows this with the macros of "macros/partner.html".
"""

from datetime import datetime
from typing import NamedTuple

from flask import request
from flask_babel import gettext as _

from eventapp.codesign.actions import SPEAKER, add_partner_comment, sign_off
from eventapp.codesign.queries import SIGNED, Card, cards_of_partner, comments_of
from eventapp.codesign.rules import NotAPartner
from eventapp.events.models import Event
from eventapp.foundation.transaction import transaction
from eventapp.web.board_words import (
    CardWords,
    CommentForm,
    CommentRow,
    card_words,
    comment_rows,
)


class Partner(NamedTuple):
    """The speaker who reads, and the event they speak at."""

    event: Event
    speaker_id: int
    code: str


class Text(NamedTuple):
    """The content in one language."""

    language: str
    title: str
    abstract: str


class PartnerCommentForm(CommentForm):
    """Asks a partner for a comment; who can write the address of the page is who may."""

    class Meta(CommentForm.Meta):
        csrf = False


class PartnerSession(NamedTuple):
    """A session as its partner sees it; `read` tells the version of the content."""

    card: CardWords
    comparability: str
    texts: tuple[Text, ...]
    read: str
    has_signed: bool
    comments: list[CommentRow]
    form: PartnerCommentForm


def partner_cards(partner: Partner, language: str, *, now: datetime) -> list[CardWords]:
    """Give the sessions that somebody is a partner in, as they follow."""
    cards = cards_of_partner(partner.event.id, partner.speaker_id)
    return [card_words(card, partner.event, language, now=now) for card in cards]


def partner_session(
    partner: Partner,
    code: str,
    language: str,
    form: PartnerCommentForm | None = None,
    *,
    now: datetime,
) -> PartnerSession | None:
    """Give one of them with all that is said of it, None where it is not theirs."""
    card = _own_card(partner, code)
    if card is None:
        return None
    session = card.session
    comments = comments_of([session.id]).get(session.id, [])
    return PartnerSession(
        card=card_words(card, partner.event, language, now=now),
        comparability=card.details.comparability,
        texts=(
            Text("en", session.title_en, session.abstract_en),
            Text("sv", session.title_sv, session.abstract_sv),
        ),
        read=card.fingerprint,
        has_signed=any(
            one.person.code == partner.code and one.state == SIGNED for one in card.signatures
        ),
        comments=comment_rows(comments, partner.event.zone, language, _who),
        form=form or PartnerCommentForm(),
    )


def comment_as_partner(partner: Partner, code: str, *, now: datetime) -> PartnerCommentForm | None:
    """Store the comment that was sent; give the form where it cannot be. Raises NotAPartner."""
    form = PartnerCommentForm()
    if not form.validate():
        return form
    session_id, speaker_id = _session_id(partner, code), partner.speaker_id
    with transaction():
        add_partner_comment(session_id, speaker_id, form.comment.data, now=now)
    return None


def sign_off_as_partner(partner: Partner, code: str, *, now: datetime) -> bool:
    """Store that somebody agrees with the content they read; tell whether that is new.

    Raises NotAPartner and ContentChanged.
    """
    session_id, speaker_id = _session_id(partner, code), partner.speaker_id
    with transaction():
        return sign_off(session_id, speaker_id, request.form.get("read", "")[:64], now=now)


def _own_card(partner: Partner, code: str) -> Card | None:
    cards = cards_of_partner(partner.event.id, partner.speaker_id)
    return next((card for card in cards if card.code == code), None)


def _session_id(partner: Partner, code: str) -> int:
    """Give the number of their own session. Raises NotAPartner."""
    card = _own_card(partner, code)
    if card is None:
        raise NotAPartner
    return card.session.id


def _who(actor: str) -> str:
    """Name those who are no partners, and partners who are gone: organisers by their part alone."""
    return _("A speaker") if actor.startswith(SPEAKER) else _("An organiser")
