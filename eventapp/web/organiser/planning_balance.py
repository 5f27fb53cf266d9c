"""The balance of those who were chosen to speak, while one plans, with a log of decisions."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, NamedTuple

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length
from wtforms.widgets import NumberInput

from eventapp.decisions.actions import note_decision, set_target
from eventapp.decisions.queries import decisions_of, target_of
from eventapp.decisions.rules import LONGEST_DECISION, ROLE, SESSION, STOP, About, Target
from eventapp.events.queries import event_by_slug
from eventapp.foundation.clock import utc_now
from eventapp.foundation.refusals import Refusal
from eventapp.foundation.transaction import transaction
from eventapp.planning.balance import groups_of
from eventapp.planning.chosen import chosen_of
from eventapp.planning.plans import Planning, planning_of
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.moments import Moment, moment
from eventapp.web.organiser.balance_words import BalanceWords, GroupRow
from eventapp.web.organiser.edit_fields import check_text, lines
from eventapp.web.organiser.event_area import event_area, may_open
from eventapp.web.organiser.log_words import Names
from eventapp.web.organiser.planning_forms import WholeNumber
from eventapp.web.organiser.planning_frame import planning_page
from eventapp.web.public.registration_form import OpenForm
from eventapp.web.refusals import words_for
from eventapp.web.registrant_fields import trimmed

Answer = str | Response | tuple[str, int]


class TargetForm(OpenForm):
    """Asks for the share of women that is aimed at, in per cent."""

    least = StringField(
        _l("At least, %"), [WholeNumber(0, 100)], filters=[trimmed], widget=NumberInput()
    )
    most = StringField(
        _l("At most, %"), [WholeNumber(0, 100)], filters=[trimmed], widget=NumberInput()
    )

    def __init__(self, target: Target | None = None) -> None:
        """Begin with a target."""
        known = target._asdict() if target else {}
        super().__init__(data={name: str(share) for name, share in known.items()})

    def target(self) -> Target:
        """Give the target, after the form was found valid."""
        return Target(int(self.least.data), int(self.most.data))


class DecisionForm(OpenForm):
    """Asks what was decided, and what it is about."""

    about = SelectField(_l("What the decision is about"), validate_choice=True)
    decision = lines(_l("What was decided"))

    def __init__(self, choices: Mapping[str, str]) -> None:
        """Offer what a decision may be about."""
        super().__init__()
        self.about.choices = [SelectChoice(value, words) for value, words in choices.items()]
        self.about.flags.required = True
        self.decision.validators = [
            DataRequired(_l("Write what was decided.")),
            Length(max=LONGEST_DECISION, message=_l("This is too long.")),
            check_text,
        ]
        self.decision.flags.required = True
        self.decision.render_kw = {"rows": 3, "maxlength": LONGEST_DECISION}

    def what(self) -> About:
        """Give what it is about, after the form was found valid."""
        subject, _colon, code = self.about.data.partition(":")
        return About(subject, code)


class DecisionRow(NamedTuple):
    """A decision in words."""

    about: str
    text: str
    who: str
    when: Moment


def show_balance(slug: str) -> Answer:
    """Show women and men, countries and sectors among those who speak, in every group."""
    return _page(found(planning_of(slug)))


def set_balance_target(slug: str) -> Answer:
    """Store the target of the event."""
    event_id, actor = found(event_by_slug(slug)).id, present_visitor().actor
    form = TargetForm()
    if form.validate():
        try:
            with transaction():
                set_target(event_id, form.target(), actor=actor, now=utc_now())
        except Refusal as refusal:
            form.most.errors = [*form.most.errors, words_for(refusal)]
        else:
            flash(_("The target is stored."), "good")
            return _to_balance(slug)
    form.tell_of_cookies()
    return _page(found(planning_of(slug)), target_form=form), HTTPStatus.UNPROCESSABLE_ENTITY


def note_decision_on_balance(slug: str) -> Answer:
    """Keep what was decided."""
    planning, actor = found(planning_of(slug)), present_visitor().actor
    event_id, form = planning.event.id, DecisionForm(_subjects(planning))
    if form.validate():
        about, text = form.what(), form.decision.data
        with transaction():
            note_decision(event_id, about, text, actor=actor, now=utc_now())
        flash(_("The decision is in the log."), "good")
        return _to_balance(slug, "decisions")
    form.tell_of_cookies()
    return _page(planning, decision_form=form), HTTPStatus.UNPROCESSABLE_ENTITY


def _subjects(planning: Planning) -> dict[str, str]:
    """Give what a decision may be about: values and words."""
    words = BalanceWords(planning, target_of(planning.event.id), reader_language())
    return words.subjects()


def _to_balance(slug: str, anchor: str | None = None) -> Response:
    address = url_for("organiser.show_balance", slug=slug, _anchor=anchor)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _page(
    planning: Planning,
    *,
    target_form: TargetForm | None = None,
    decision_form: DecisionForm | None = None,
) -> str:
    """Write the page; who sees figures alone sees no single sessions, no forms and no log."""
    event, language = planning.event, reader_language()
    target, chosen = target_of(event.id), chosen_of(planning)
    words = BalanceWords(planning, target, language)
    may_decide = may_open("organiser.note_decision_on_balance", event_area(event, language).place)
    rows = [
        words.row(group)
        for group in groups_of(chosen.everybody, chosen.seats)
        if may_decide or group.about.subject != SESSION
    ]
    context: dict[str, Any] = {
        "target": target,
        "whole": rows[0],
        "stops": _of(rows, STOP),
        "roles": _of(rows, ROLE),
        "rows": rows,
        "outside": sum(row.is_outside for row in rows),
        "may_decide": may_decide,
    }
    if may_decide:
        context |= {
            "target_form": target_form or TargetForm(target),
            "decision_form": decision_form or DecisionForm(words.subjects()),
            "decisions": _decisions(planning, words),
        }
    return planning_page("organiser/balance.html", planning, context)


def _of(rows: Sequence[GroupRow], subject: str) -> list[GroupRow]:
    return [row for row in rows if row.subject == subject]


def _decisions(planning: Planning, words: BalanceWords) -> list[DecisionRow]:
    kept = decisions_of(planning.event.id)
    names = Names(one.actor for one in kept)
    return [
        DecisionRow(
            words.about(About(one.subject, one.code)),
            one.text,
            names.of(one.actor),
            moment(one.at, planning.event.zone, words.language),
        )
        for one in kept
    ]
