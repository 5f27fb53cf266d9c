"""Decisions that wait to be told: looked at as letters, then sent, one to each proposer."""

from http import HTTPStatus
from typing import NamedTuple

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventapp.events.queries import event_by_slug
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction
from eventapp.foundation.zone_names import city
from eventapp.proposals.deciding import tell_decisions
from eventapp.proposals.models import Proposal
from eventapp.proposals.queries import decisions_to_tell
from eventapp.proposals.rules import letter_mark
from eventapp.web.display import language_name, name_of
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.organiser.proposal_area import proposals_page
from eventapp.web.proposal_letters import decision_letter
from eventapp.web.proposal_words import PROPOSAL_STATES, STATE_BADGES

MOST_AT_ONCE = 50
"""So many letters are looked at and sent together."""


class Waiting(NamedTuple):
    """A decision with the letter that tells it, and the languages that title and letter are in."""

    code: str
    title: str
    title_language: str
    value: str
    state: str
    badge: str
    to: str
    reads: str
    subject: str
    text: str
    language: str
    has_words: bool
    """Whether organisers added something to it."""


def show_decisions(slug: str) -> str:
    """Show the letters that wait to be sent."""
    event = found(event_by_slug(slug))
    proposals, language = decisions_to_tell(event.id), reader_language()
    return proposals_page(
        "organiser/decisions.html",
        event,
        letters=[_waiting(one, language) for one in proposals[:MOST_AT_ONCE]],
        more=max(0, len(proposals) - MOST_AT_ONCE),
    )


def send_decisions(slug: str) -> Response:
    """Send the letters that were looked at and ticked."""
    event = found(event_by_slug(slug))
    event_id, actor = event.id, present_visitor().actor
    values = [value.partition(" ") for value in request.form.getlist("tell")[:MOST_AT_ONCE]]
    seen = {code: mark for code, _blank, mark in values}
    with transaction():
        number = tell_decisions(event_id, seen, actor=actor, now=utc_now())
    if number:
        words = ngettext(
            "%(num)s letter is on its way.", "%(num)s letters are on their way.", number
        )
        flash(words, "good")
    else:
        flash(
            _("Nothing was sent: no decision was ticked, or they have changed meanwhile."), "care"
        )
    return redirect(url_for("organiser.show_decisions", slug=slug), HTTPStatus.SEE_OTHER)


def _waiting(proposal: Proposal, language: str) -> Waiting:
    subject, text = decision_letter(proposal, now=utc_now())
    return Waiting(
        proposal.code,
        *Text(proposal.title_en, proposal.title_sv).shown_in(language),
        f"{proposal.code} {letter_mark(proposal.state, proposal.words)}",
        name_of(proposal.state, PROPOSAL_STATES),
        STATE_BADGES.get(proposal.state, ""),
        f"{proposal.given_name} {proposal.family_name}".strip(),
        f"{language_name(proposal.language, language)}\u00a0· {city(proposal.zone, language)}",
        subject,
        text,
        proposal.language,
        bool(proposal.words),
    )
