"""Proposing a session at an event, and what follows.

What follows is the same page for everybody: whether an address has proposed something is told in
a mail to that address and nowhere else.
"""

from datetime import datetime
from http import HTTPStatus
from typing import Any, NamedTuple

from flask import current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from eventapp.events.models import Event
from eventapp.events.queries import public_event, versions_of
from eventapp.events.rules import PUBLISHED, window_state
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.refusals import Refusal
from eventapp.foundation.transaction import transaction
from eventapp.proposals.models import ProposalCall
from eventapp.proposals.proposing import propose, send_links_again
from eventapp.proposals.queries import call_of, questions_of
from eventapp.web.entrance import client_address
from eventapp.web.errors import found
from eventapp.web.locale import reader_language, reader_zone
from eventapp.web.moments import Moment
from eventapp.web.proposal_form import ProposingForm, form_for
from eventapp.web.public.addresses import Here, event_path
from eventapp.web.public.event_frame import event_frame
from eventapp.web.public.events import moments_for
from eventapp.web.public.reader_days import next_moment
from eventapp.web.public.registration import where_letters_are
from eventapp.web.public.registration_form import LinkByMailForm
from eventapp.web.rate_limits import PROPOSAL_LINK_FROM, PROPOSE_FROM, check_rate_inside
from eventapp.web.shells import shell

Answer = str | Response | tuple[str, int]


class Asking(NamedTuple):
    """Whether proposals are taken now; state is early, open, closed, postponed or cancelled."""

    state: str
    opens: tuple[Moment, ...]
    closes: tuple[Moment, ...]
    text: tuple[str, str]
    is_blind: bool


def show_proposing(slug: str) -> Response:
    """Show the form, or why there is none now."""
    versions = found(versions_of(slug))
    now = utc_now()
    # The list of cities tells how far each is from UTC in this hour.
    hour = now.replace(minute=0, second=0, microsecond=0)
    return shell(lambda: _form_page(slug, now), versions.version, hour)


def propose_session(slug: str) -> Answer:
    """Take a proposal, or show the form again with what to change."""
    event, call = _looked_up(slug)
    event_id, now = event.id, utc_now()
    form = _form(call, now)
    if form.validate():
        details, key, secret = form.details(), form.key.data, current_app.config["SECRET_KEY"]
        try:
            with transaction():
                check_rate_inside(PROPOSE_FROM, client_address())
                propose(event_id, details, key=key, secret=secret, now=now)
        except Refusal as refusal:
            form.tell(refusal)
        else:
            return redirect(url_for("public.show_proposed", slug=slug), HTTPStatus.SEE_OTHER)
    form.tell_of_cookies()
    return _page(*_looked_up(slug), form, now), HTTPStatus.UNPROCESSABLE_ENTITY


def show_proposed(slug: str) -> Response:
    """Say that a mail is on its way, the same to everybody."""
    versions = found(versions_of(slug))

    def make() -> tuple[str, None]:
        return _proposed_page(_looked_up(slug)[0], LinkByMailForm().with_marks()), None

    return shell(make, versions.version)


def mail_proposals_again(slug: str) -> Answer:
    """Mail the way to each proposal of an address, if there is one; say the same in any case."""
    event, _call = _looked_up(slug)
    event_id, form = event.id, LinkByMailForm()
    if not form.validate():
        form.tell_of_cookies()
        return _proposed_page(event, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        check_rate_inside(PROPOSAL_LINK_FROM, client_address())
        send_links_again(event_id, form.email.data, now=utc_now())
    return redirect(url_for("public.show_proposed", slug=slug), HTTPStatus.SEE_OTHER)


def asking(event: Event, call: ProposalCall, now: datetime) -> Asking:
    """Tell whether an event takes proposals, and until when."""
    language = reader_language()
    frame = event_frame(event, language)
    is_held = event.state == PUBLISHED
    return Asking(
        window_state(call.opens_at, call.closes_at, now=now) if is_held else event.state,
        moments_for(call.opens_at, frame, language),
        moments_for(call.closes_at, frame, language),
        Text(call.text_en, call.text_sv).shown_in(language),
        call.is_blind,
    )


def _looked_up(slug: str) -> tuple[Event, ProposalCall]:
    event = found(public_event(slug))
    return event, found(call_of(event.id))


def _form(call: ProposalCall, now: datetime) -> Any:
    language = reader_language()
    made = form_for(ProposingForm, questions_of(call.event_id), language)
    return made(call, language, reader_zone(), now=now)


def _form_page(slug: str, now: datetime) -> tuple[str, datetime | None]:
    """Give the page with marks, and when the call opens or closes next."""
    event, call = _looked_up(slug)
    page = _page(event, call, _form(call, now).with_marks(), now)
    return page, next_moment((call.opens_at, call.closes_at), now)


def _page(event: Event, call: ProposalCall, form: ProposingForm, now: datetime) -> str:
    return render_template(
        "public/propose.html",
        frame=event_frame(event, reader_language()),
        here=Here(event_path(event.slug, "propose"), (), reader_zone()),
        form=form,
        asking=asking(event, call, now),
    )


def _proposed_page(event: Event, form: LinkByMailForm) -> str:
    return render_template(
        "public/proposed.html",
        frame=event_frame(event, reader_language()),
        here=Here(event_path(event.slug, "proposed"), (), reader_zone()),
        form=form,
        written_to=where_letters_are(),
    )
