"""What somebody proposed: seen, changed until the deadline, withdrawn, confirmed or declined."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.events.rules import StateImpossible, window_state
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.genders import gender_name
from eventapp.foundation.refusals import Difference
from eventapp.foundation.sectors import sector_name
from eventapp.foundation.transaction import transaction
from eventapp.foundation.zone_names import city
from eventapp.proposals.answers import answer_words
from eventapp.proposals.models import Proposal, ProposalCall
from eventapp.proposals.proposing import (
    answer_offer,
    change_proposal,
    may_change,
    may_withdraw,
    withdraw_proposal,
)
from eventapp.proposals.queries import answers_of, call_of, questions_of, speakers_of
from eventapp.proposals.rules import CONFIRMED, DECLINED, ProposalSettled, told
from eventapp.web.display import country_words
from eventapp.web.locale import LANGUAGES, reader_language
from eventapp.web.moments import Moment, moment
from eventapp.web.proposal_form import ChangingForm, form_for, stored_values
from eventapp.web.proposal_words import kind_words, theme_words
from eventapp.web.proposer.proposal_guard import own_proposal
from eventapp.web.public.event_frame import event_frame
from eventapp.web.revisions import Tried, try_change

Answer = str | Response | tuple[str, int]
ANSWERS = {"confirm": CONFIRMED, "decline": DECLINED}
TOLD = ("changed", "unchanged", "settled")


def show_proposal(token: str) -> str:
    """Show what was proposed, what became of it, and what can be done."""
    proposal, now = own_proposal(), utc_now()
    call, language = call_of(proposal.event_id), reader_language()
    is_open = call is not None and _is_open(call, now)
    done = request.args.get("told", "")
    return _page(
        "proposer/proposal.html",
        token,
        state=told(proposal.state, proposal.told_state),
        may_change=is_open and may_change(proposal),
        may_withdraw=may_withdraw(proposal),
        closes=_deadline(call, proposal, language),
        facts=_facts(proposal, language),
        texts=_texts(proposal),
        speakers=speakers_of(proposal.id),
        answers=[
            (one.question.label.in_language(language), answer_words(*one, language))
            for one in answers_of(proposal.id)
        ],
        done=done if done in TOLD else "",
    )


def show_change(token: str) -> Answer:
    """Show what was proposed, to be changed."""
    proposal, now = own_proposal(), utc_now()
    call = call_of(proposal.event_id)
    if call is None or not _is_open(call, now) or not may_change(proposal):
        return _to_proposal(token, "settled")
    return _change_page(token, _form(proposal, call, now))


def change(token: str) -> Answer:
    """Keep what is proposed from now on, or show the form again with what to change."""
    proposal, now = own_proposal(), utc_now()
    number, call = proposal.id, call_of(proposal.event_id)
    if call is None:
        return _to_proposal(token, "settled")
    form, tried = _form(proposal, call, now), Tried(None)
    if form.validate():
        details, version = form.details(), form.read_revision()
        tried = try_change(form, lambda: change_proposal(number, details, version, now=now))
    if tried.is_changed is None:
        return _change_page(token, form, tried.differences), tried.status
    return _to_proposal(token, "changed" if tried.is_changed else "unchanged")


def ask_to_withdraw(token: str) -> str:
    """Ask whether it is meant."""
    return _page("proposer/withdraw.html", token)


def withdraw(token: str) -> Response:
    """Withdraw the proposal; its page tells so from then on."""
    number = own_proposal().id
    return _act(token, lambda: withdraw_proposal(number, now=utc_now()))


def answer(token: str) -> Response:
    """Confirm or decline what was accepted."""
    number, state = own_proposal().id, ANSWERS.get(request.form.get("answer", ""))
    if state is None:
        abort(400, _("Choose one of the buttons."))
    return _act(token, lambda: answer_offer(number, state, now=utc_now()))


def _act(token: str, action: Any) -> Response:
    try:
        with transaction():
            action()
    except (ProposalSettled, StateImpossible):
        return _to_proposal(token, "settled")
    return _to_proposal(token)


def _to_proposal(token: str, done: str | None = None) -> Response:
    address = url_for("proposer.show_proposal", token=token, told=done)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _form(proposal: Proposal, call: ProposalCall, now: datetime) -> Any:
    language = reader_language()
    stored = stored_values(proposal, speakers_of(proposal.id), answers_of(proposal.id))
    made = form_for(ChangingForm, questions_of(proposal.event_id), language)
    return made(proposal, call, stored, language, now=now)


def _is_open(call: ProposalCall, now: datetime) -> bool:
    return window_state(call.opens_at, call.closes_at, now=now) == "open"


def _deadline(call: ProposalCall | None, proposal: Proposal, language: str) -> tuple[Moment, ...]:
    """Give the deadline by the event's clock, and by the proposer's where that is another."""
    if call is None:
        return ()
    own = moment(call.closes_at, call.zone, language)
    readers = moment(call.closes_at, proposal.zone, language)
    same = (own.day, own.time, own.offset) == (readers.day, readers.time, readers.offset)
    return (own,) if same else (own, readers)


def _facts(proposal: Proposal, language: str) -> list[tuple[str, str]]:
    facts = [
        (_("Kind and length"), kind_words(proposal.kind, proposal.minutes)),
        (_("Themes"), theme_words(proposal.themes, language)),
        (_("Name"), f"{proposal.given_name} {proposal.family_name}".strip()),
        (_("E-mail address"), proposal.email),
        (_("Country"), country_words(proposal.country_code, language)),
        (_("Organisation"), proposal.organisation),
        (_("Sector"), sector_name(proposal.sector, language)),
        (_("Gender"), gender_name(proposal.gender, language)),
        (_("Your clock"), city(proposal.zone, language)),
        (_("Language of our letters"), LANGUAGES.get(proposal.language, proposal.language)),
    ]
    return [(label, text) for label, text in facts if text]


def _texts(proposal: Proposal) -> list[tuple[str, str, str]]:
    """Give language, title and abstract of each language it is written in."""
    texts = (
        ("en", proposal.title_en, proposal.abstract_en),
        ("sv", proposal.title_sv, proposal.abstract_sv),
    )
    return [text for text in texts if text[1]]


def _change_page(token: str, form: ChangingForm, differences: tuple[Difference, ...] = ()) -> str:
    stored = [
        (form[one.field].label.text, str(one.stored)) for one in differences if one.field in form
    ]
    return _page("proposer/change.html", token, form=form, stored=stored)


def _page(template: str, token: str, **values: object) -> str:
    proposal, language = own_proposal(), reader_language()
    return render_template(
        template,
        proposal=proposal,
        title=Text(proposal.title_en, proposal.title_sv).in_language(language),
        frame=event_frame(proposal.event, language),
        token=token,
        **values,
    )
