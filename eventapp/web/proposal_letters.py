"""Mails about proposals, in the proposer's language and by their clock."""

import re
from datetime import datetime
from email.message import EmailMessage
from typing import NamedTuple
from urllib.parse import quote

from flask import current_app
from flask_babel import force_locale

from eventapp.foundation.bilingual import Text, known_language
from eventapp.foundation.timezones import is_zone
from eventapp.mail.rules import LeasedMail
from eventapp.proposals.models import Proposal
from eventapp.proposals.proposing import token_of
from eventapp.proposals.queries import call_of, proposal_by_id
from eventapp.web.addresses import base_url
from eventapp.web.letter_forms import Greeted, greeted, message_of, unlinked
from eventapp.web.moments import Moment, moment


class ProposalFacts(NamedTuple):
    """What the mails about a proposal say; `state` is a decision that is told, or blank."""

    person: Greeted
    event: str
    event_url: str
    title: str
    code: str
    state: str
    words: tuple[str, ...]
    """Organisers' own, by paragraph."""
    closes: tuple[Moment, ...]
    url: str
    propose_url: str


def about_proposal(mail: LeasedMail, language: str) -> EmailMessage | None:
    """Write a mail that tells a proposer of the proposal."""
    proposal = proposal_by_id(int(mail.about["proposal"]))
    if proposal is None:
        return None
    token = token_of(proposal, current_app.config["SECRET_KEY"])
    return _proposal_letter(mail, proposal, token, language)


def decision_letter(proposal: Proposal, *, now: datetime) -> tuple[str, str]:
    """Give subject and text of the letter that would tell a decision; its secret is left out."""
    mail = LeasedMail(
        id=0,
        kind="proposal_decided",
        recipient=proposal.email,
        language=proposal.language,
        zone=proposal.zone,
        name="preview",
        about={"proposal": proposal.id, "state": proposal.state, "words": proposal.words},
        created_at=now,
        attempts=0,
    )
    language = known_language(proposal.language)
    with force_locale(language):
        message = _proposal_letter(mail, proposal, "…", language)
    body = message.get_body(("plain",))
    return str(message["Subject"]), body.get_content() if body else ""


def paragraphs(text: str) -> tuple[str, ...]:
    """Give a text by its paragraphs, between which lines are blank."""
    return tuple(one.strip("\n") for one in re.split(r"\n[ \t]*\n", text) if one.strip())


def _proposal_letter(
    mail: LeasedMail, proposal: Proposal, token: str, language: str
) -> EmailMessage:
    event = proposal.event
    name = Text(event.name_en, event.name_sv).in_language(language)
    event_url = f"{base_url()}/events/{quote(event.slug, safe='')}"
    facts = ProposalFacts(
        person=greeted(proposal.given_name, proposal.family_name),
        event=name,
        event_url=event_url,
        title=unlinked(Text(proposal.title_en, proposal.title_sv).in_language(language)),
        code=proposal.code,
        state=str(mail.about.get("state", "")),
        words=paragraphs(str(mail.about.get("words", ""))),
        closes=_deadline_lines(proposal, mail.zone, language),
        url=f"{base_url()}/proposals/{token}",
        propose_url=f"{event_url}/propose",
    )
    message = message_of(mail, name, language, facts=facts)
    message["Content-Language"] = language
    return message


def _deadline_lines(proposal: Proposal, zone: str, language: str) -> tuple[Moment, ...]:
    """Give until when a proposal can be changed: by its proposer's clock, then by the event's."""
    call = call_of(proposal.event_id)
    if call is None:
        return ()
    here = moment(call.closes_at, zone if is_zone(zone) else call.zone, language)
    there = moment(call.closes_at, call.zone, language)
    return (here,) if (here.day, here.time) == (there.day, there.time) else (here, there)
