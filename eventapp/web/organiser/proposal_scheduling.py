"""An accepted proposal put into the programme as a draft, and taken out again."""

from http import HTTPStatus

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice

from eventapp.events.models import Event, Stop
from eventapp.events.queries import event_by_slug, stops_of
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.refusals import Refusal
from eventapp.foundation.timezones import TimeOutOfRange, WallTimeMissing, WallTimeTwice
from eventapp.foundation.transaction import transaction
from eventapp.programme.rules import SessionOutsideStop
from eventapp.proposals.accepting import SlotWish, put_into_programme, take_out_of_programme
from eventapp.proposals.models import Proposal
from eventapp.proposals.queries import proposal_by_code
from eventapp.proposals.rules import IN_PROGRAMME, NoFreeTime
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.moments import moment
from eventapp.web.organiser.edit_fields import WallTimeField
from eventapp.web.organiser.proposal_area import proposals_page
from eventapp.web.proposal_words import kind_words
from eventapp.web.public.registration_form import OpenForm
from eventapp.web.refusals import words_for

Answer = str | Response | tuple[str, int]


class SlotForm(OpenForm):
    """Asks at which stop a session is held, and when on the clocks there."""

    stop = SelectField(_l("Stop"), validate_choice=True)
    wall_starts = WallTimeField(
        _l("Starts"),
        needed=False,
        description=_l("By the clock of the stop. Left blank, the first free half hour is taken."),
    )

    parked = BooleanField(
        _l("Park it: its time comes later"),
        description=_l("It waits beside the timetable, at whichever stop it is held in the end."),
    )

    def __init__(self, stops: tuple[Stop, ...]) -> None:
        """Offer the stops of the event."""
        super().__init__()
        self._ids = {stop.code: stop.id for stop in stops}
        self.stop.choices = [SelectChoice(stop.code, _stop_words(stop)) for stop in stops]
        self.stop.flags.required = True

    def wish(self) -> SlotWish:
        """Give where the session is to be, after the form was found valid."""
        number, is_parked = self._ids[self.stop.data], self.parked.data
        return SlotWish(number, self.wall_starts.wall, is_parked=is_parked)

    def tell(self, refusal: Refusal) -> None:
        """Say beside the field that it concerns, else on top, why there is no session."""
        if isinstance(refusal, WallTimeMissing | TimeOutOfRange):
            self.wall_starts.errors = [_("The clocks of the stop never show this time.")]
        elif isinstance(refusal, WallTimeTwice):
            self.wall_starts.errors = [
                _(
                    "The clocks of the stop show this time twice. Choose another one here; on the "
                    "timetable you can move the session to either."
                )
            ]
        elif isinstance(refusal, SessionOutsideStop):
            self.wall_starts.errors = [words_for(refusal)]
        elif isinstance(refusal, NoFreeTime):
            self.stop.errors = [words_for(refusal)]
        else:
            self.form_errors.append(words_for(refusal))


def show_scheduling(slug: str, code: str) -> Answer:
    """Ask where the session is to be."""
    event, proposal = _looked_up(slug, code)
    stops = tuple(stops_of(event.id))
    if proposal.state not in IN_PROGRAMME or proposal.session is not None:
        return _to_proposal(slug, code)
    if not stops:
        flash(_("Add a stop first: a session lies within one."), "care")
        return _to_proposal(slug, code)
    return _page(event, proposal, SlotForm(stops))


def schedule_proposal(slug: str, code: str) -> Answer:
    """Make a draft session of the proposal, with its speakers."""
    event, proposal = _looked_up(slug, code)
    number, actor = proposal.id, present_visitor().actor
    form = SlotForm(tuple(stops_of(event.id)))
    if form.validate():
        wish, now = form.wish(), utc_now()
        try:
            with transaction():
                made = put_into_programme(number, wish, actor=actor, now=now).code
        except Refusal as refusal:
            form.tell(refusal)
        else:
            flash(_made_words(made, is_parked=wish.is_parked), "good")
            return _to_proposal(slug, code)
    return _page(*_looked_up(slug, code), form), HTTPStatus.UNPROCESSABLE_ENTITY


def _made_words(code: str, *, is_parked: bool) -> str:
    if is_parked:
        return _("It waits on the parking list beside the timetable as %(code)s.", code=code)
    return _("It stands in the programme as the draft %(code)s.", code=code)


def unschedule_proposal(slug: str, code: str) -> Response:
    """Remove the draft session again."""
    _event, proposal = _looked_up(slug, code)
    number, actor = proposal.id, present_visitor().actor
    try:
        with transaction():
            take_out_of_programme(number, actor=actor, now=utc_now())
    except Refusal as refusal:
        flash(words_for(refusal), "wrong")
    else:
        flash(_("The draft and the speakers made for it are gone."), "good")
    return _to_proposal(slug, code)


def _looked_up(slug: str, code: str) -> tuple[Event, Proposal]:
    event = found(event_by_slug(slug))
    return event, found(proposal_by_code(event.id, code))


def _stop_words(stop: Stop) -> str:
    language = reader_language()
    title = Text(stop.title_en, stop.title_sv).in_language(language)
    starts, ends = (moment(at, stop.zone, language) for at in (stop.starts_at, stop.ends_at))
    times = f"{starts.day} {starts.time}–{ends.time} {starts.city}\u00a0· {starts.offset}"
    return f"{stop.code}\u00a0· {title}: {times}"


def _to_proposal(slug: str, code: str) -> Response:
    address = url_for("organiser.show_proposal", slug=slug, code=code)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _page(event: Event, proposal: Proposal, form: SlotForm) -> str:
    text = Text(proposal.title_en, proposal.title_sv)
    heading, written_in = text.shown_in(reader_language())
    return proposals_page(
        "organiser/schedule_proposal.html",
        event,
        code=proposal.code,
        heading=heading,
        written_in=written_in,
        kind=kind_words(proposal.kind, proposal.minutes),
        form=form,
    )
