"""A proposal: read, reviewed, decided about."""

from http import HTTPStatus
from typing import Any, NamedTuple

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice

from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.refusals import Refusal, StaleEdit
from eventapp.foundation.sectors import sector_name
from eventapp.foundation.transaction import transaction
from eventapp.foundation.zone_names import city
from eventapp.programme.rules import UNSEEN
from eventapp.proposals.answers import answer_words
from eventapp.proposals.deciding import CHOSEN, decide
from eventapp.proposals.models import Proposal, ProposalReview
from eventapp.proposals.queries import (
    Reviewed,
    Shown,
    is_of,
    proposal_by_code,
    shown_proposal,
)
from eventapp.proposals.reviewing import LONGEST_COMMENT, SCORES, ReviewDetails, save_review
from eventapp.proposals.rules import OPEN_STATES, is_to_be_told
from eventapp.web.display import country_words, name_of
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.moments import moment
from eventapp.web.organiser.edit_fields import lines
from eventapp.web.organiser.log_words import Names
from eventapp.web.organiser.proposal_area import call_and_sight, is_organiser, proposals_page
from eventapp.web.organiser.proposals import score_words
from eventapp.web.proposal_words import (
    DECISION_BUTTONS,
    PROPOSAL_STATES,
    STATE_BADGES,
    kind_words,
    theme_words,
)
from eventapp.web.public.registration_form import OpenForm
from eventapp.web.refusals import words_for
from eventapp.web.revisions import read_revision

Answer = str | Response | tuple[str, int]
NO_SCORE = "none"
SCORE_WORDS = {
    5: _l("5 – must be in the programme"),
    4: _l("4 – good"),
    3: _l("3 – possible"),
    2: _l("2 – rather not"),
    1: _l("1 – no"),
}


class ReviewForm(OpenForm):
    """Asks what a reviewer thinks of a proposal."""

    score = RadioField(_l("Your score"), validate_choice=False)
    comment = lines(
        _l("Comment"),
        _l("Seen by organisers, and by reviewers who have given their own review."),
        longest=LONGEST_COMMENT,
        rows=4,
    )
    version = HiddenField()

    def __init__(self, review: ProposalReview | None) -> None:
        """Begin with the review that was given, or with nothing."""
        stored = {"score": "", "comment": "", "version": "0"}
        if review is not None:
            score = NO_SCORE if review.score is None else str(review.score)
            stored = {"score": score, "comment": review.comment, "version": str(review.version)}
        super().__init__(data=stored)
        self.score.flags.required = True
        self.score.choices = [SelectChoice(str(n), str(w)) for n, w in SCORE_WORDS.items()]
        self.score.choices.append(SelectChoice(NO_SCORE, _("No score: I abstain")))

    def validate(self, **more: Any) -> bool:
        """Tell whether a score was chosen, or none on purpose."""
        is_valid = super().validate(**more)
        if self.score.data not in {NO_SCORE, *map(str, SCORES)}:
            self.score.errors = [_("Choose a score, or abstain.")]
            return False
        return bool(is_valid)

    def details(self) -> ReviewDetails:
        """Give the review, after the form was found valid."""
        score = None if self.score.data == NO_SCORE else int(self.score.data)
        return ReviewDetails(score, self.comment.data)


class ReviewLine(NamedTuple):
    """A review in words."""

    reviewer: str
    score: str
    comment: str


def show_proposal(slug: str, code: str) -> str:
    """Show a proposal with what the reader may see of it."""
    event = found(event_by_slug(slug))
    return _page(event, code)


def review_proposal(slug: str, code: str) -> Answer:
    """Store what a reviewer thinks of it."""
    event = found(event_by_slug(slug))
    number, here = found(proposal_by_code(event.id, code)).id, present_visitor()
    account, actor, form = here.account.id, here.actor, ReviewForm(None)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.validate():
        details, version, now = form.details(), read_revision(form.version.data), utc_now()
        try:
            with transaction():
                save_review(number, account, details, version, actor=actor, now=now)
        except Refusal as refusal:
            form.form_errors.append(words_for(refusal))
            if isinstance(refusal, StaleEdit):
                form.version.data, status = str(refusal.version), HTTPStatus.CONFLICT
        else:
            flash(_("Your review is kept."), "good")
            return _to(slug, code)
    return _page(event, code, form), status


def decide_proposal(slug: str, code: str) -> Response:
    """Accept, waitlist or reject a proposal; its proposer is told later."""
    event = found(event_by_slug(slug))
    number, actor = found(proposal_by_code(event.id, code)).id, present_visitor().actor
    try:
        with transaction():
            is_new = decide(number, request.form.get("state", ""), actor=actor, now=utc_now())
    except Refusal as refusal:
        flash(words_for(refusal), "wrong")
    else:
        if is_new:
            flash(_("It is noted. The proposer knows nothing of it until you send it."), "good")
    return _to(slug, code)


def _page(event: Event, code: str, form: ReviewForm | None = None) -> str:
    _call, sight = call_and_sight(event)
    shown = found(shown_proposal(event.id, code, is_blind=sight.is_blind))
    proposal, language = shown.proposal, reader_language()
    own = next((one for one in shown.reviews if one.review.account_id == sight.account_id), None)
    is_own = is_of(proposal.id, present_visitor().account.email)
    sees_reviews = not is_own and (sight.sees_all_scores or own is not None)
    return proposals_page(
        "organiser/proposal.html",
        event,
        proposal=_public_part(proposal),
        facts=_facts(shown, event, language),
        shown=shown,
        answers=[
            (one.question.label.in_language(language), answer_words(*one, language))
            for one in shown.answers
        ],
        is_organiser=is_organiser(event),
        is_own=is_own,
        may_review=not is_own and proposal.state in OPEN_STATES,
        form=form or ReviewForm(own.review if own else None),
        reviews=_review_lines(shown.reviews) if sees_reviews else None,
        mean=_mean(shown.reviews, language) if sees_reviews else "",
        story=_story(shown, event, language),
        words_told=_words_told(shown, event, language) if is_organiser(event) else [],
        choices=_choices(proposal),
        session=_session(proposal) if is_organiser(event) else None,
    )


class Part(NamedTuple):
    """What of a proposal everybody sees who sees it at all."""

    code: str
    state: str
    state_words: str
    badge: str
    is_to_be_told: bool
    heading: str
    heading_language: str
    texts: tuple[tuple[str, str, str], ...]


def _public_part(proposal: Proposal) -> Part:
    texts = (
        ("en", proposal.title_en, proposal.abstract_en),
        ("sv", proposal.title_sv, proposal.abstract_sv),
    )
    return Part(
        proposal.code,
        proposal.state,
        name_of(proposal.state, PROPOSAL_STATES),
        STATE_BADGES.get(proposal.state, ""),
        is_to_be_told(proposal.state, proposal.told_state),
        *Text(proposal.title_en, proposal.title_sv).shown_in(reader_language()),
        tuple(text for text in texts if text[1]),
    )


def _facts(shown: Shown, event: Event, language: str) -> list[tuple[str, str]]:
    proposal = shown.proposal
    submitted = moment(proposal.submitted_at, event.zone, language)
    facts = [
        (_("Kind and length"), kind_words(proposal.kind, proposal.minutes)),
        (_("Themes"), theme_words(proposal.themes, language)),
        (_("Submitted"), submitted.words),
    ]
    if not shown.is_blind:
        facts += [
            (_("Proposed by"), f"{proposal.given_name} {proposal.family_name}".strip()),
            (_("E-mail address"), proposal.email),
            (_("Organisation"), proposal.organisation),
            (_("Country"), country_words(proposal.country_code, language)),
            (_("Sector"), sector_name(proposal.sector, language)),
            (_("City"), city(proposal.zone, language)),
        ]
    return [(label, text) for label, text in facts if text]


def _review_lines(reviews: list[Reviewed]) -> list[ReviewLine]:
    return [
        ReviewLine(
            one.reviewer,
            _("abstains") if one.review.score is None else str(one.review.score),
            one.review.comment,
        )
        for one in reviews
    ]


def _mean(reviews: list[Reviewed], language: str) -> str:
    scores = [one.review.score for one in reviews if one.review.score is not None]
    return score_words(sum(scores) / len(scores), language) if scores else ""


def _story(shown: Shown, event: Event, language: str) -> list[tuple[str, ...]]:
    """Give the states it came to: in words, when, and to organisers by whom.

    Who reviewed it first is not told to other reviewers.
    """
    names = Names(step.actor for step in shown.steps) if is_organiser(event) else None
    story: list[tuple[str, ...]] = []
    for step in shown.steps:
        words = name_of(step.state, PROPOSAL_STATES)
        told = _("Told: %(state)s", state=words) if step.is_told else words
        row = (told, moment(step.at, event.zone, language).words)
        story.append((*row, names.of(step.actor)) if names else row)
    return story


def _words_told(shown: Shown, event: Event, language: str) -> list[tuple[str, str]]:
    """Give what organisers added to the letters that were sent, each with when it was."""
    return [
        (moment(step.at, event.zone, language).words, step.words)
        for step in shown.steps
        if step.words
    ]


def _choices(proposal: Proposal) -> list[tuple[str, str]]:
    """Give what organisers may put it to from here."""
    if proposal.state not in OPEN_STATES:
        return []
    return [
        (state, str(DECISION_BUTTONS[state]))
        for state in CHOSEN
        if state != proposal.state and not (state == CHOSEN[0] and proposal.told_state)
    ]


def _session(proposal: Proposal) -> tuple[str, str] | None:
    """Give the code of the session that was made of it, and its state while nobody sees it."""
    session = proposal.session
    if session is None:
        return None
    return session.code, session.state if session.state in UNSEEN else ""


def _to(slug: str, code: str) -> Response:
    address = url_for("organiser.show_proposal", slug=slug, code=code)
    return redirect(address, HTTPStatus.SEE_OTHER)
