"""The letter that tells a decision about one proposal: read, and given words of organisers' own."""

from http import HTTPStatus

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import HiddenField

from eventapp.events.queries import event_by_slug
from eventapp.foundation.bilingual import Text
from eventapp.foundation.clock import utc_now
from eventapp.foundation.refusals import Difference, Refusal
from eventapp.foundation.zone_names import city
from eventapp.proposals.models import Proposal
from eventapp.proposals.queries import proposal_by_code
from eventapp.proposals.rules import LONGEST_WORDS, is_to_be_told, letter_mark
from eventapp.proposals.wording import word_letter
from eventapp.web.display import language_name, name_of
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.organiser.edit_fields import lines
from eventapp.web.organiser.proposal_area import proposals_page
from eventapp.web.proposal_letters import decision_letter
from eventapp.web.proposal_words import PROPOSAL_STATES, STATE_BADGES
from eventapp.web.public.registration_form import OpenForm
from eventapp.web.refusals import tell_in
from eventapp.web.revisions import Tried, try_change

Answer = str | Response | tuple[str, int]


class WordsForm(OpenForm):
    """Asks what organisers add to a letter; `seen` is the mark of the letter that they read."""

    words = lines(
        _l("Words of your own"),
        _l(
            "They stand in the letter after what it says by itself. Plain text; a blank line "
            "begins a new paragraph. Up to 2,000 signs."
        ),
        longest=LONGEST_WORDS,
        rows=8,
    )
    seen = HiddenField()

    def __init__(self, proposal: Proposal) -> None:
        """Begin with the words that there are."""
        mark = letter_mark(proposal.state, proposal.words)
        super().__init__(data={"words": proposal.words, "seen": mark})

    def tell(self, refusal: Refusal) -> None:
        """Say beside the field that it concerns, else on top, why nothing was stored."""
        tell_in(self, refusal)


def show_letter(slug: str, code: str) -> str:
    """Show the letter as it would be sent, and its words of organisers' own."""
    event = found(event_by_slug(slug))
    proposal = found(proposal_by_code(event.id, code))
    return _page(proposal, WordsForm(proposal))


def save_words(slug: str, code: str) -> Answer:
    """Keep the words, or show the form again with what to change."""
    event = found(event_by_slug(slug))
    proposal = found(proposal_by_code(event.id, code))
    event_id, number, tried = event.id, proposal.id, Tried(None)
    form, actor = WordsForm(proposal), present_visitor().actor
    if form.validate():
        words, seen = form.words.data, form.seen.data or ""
        tried = try_change(
            form, lambda: word_letter(number, words, seen, actor=actor, now=utc_now())
        )
    if tried.is_changed is None:
        page = _page(found(proposal_by_code(event_id, code)), form, tried.differences)
        return page, tried.status
    flash(_("This is the letter now.") if tried.is_changed else _("Nothing was changed."), "good")
    address = url_for("organiser.show_letter", slug=slug, code=code)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _page(proposal: Proposal, form: WordsForm, differences: tuple[Difference, ...] = ()) -> str:
    language = reader_language()
    waits = is_to_be_told(proposal.state, proposal.told_state)
    form.seen.data = letter_mark(proposal.state, proposal.words)
    return proposals_page(
        "organiser/proposal_letter.html",
        proposal.event,
        code=proposal.code,
        title=Text(proposal.title_en, proposal.title_sv).in_language(language),
        state=name_of(proposal.state, PROPOSAL_STATES),
        badge_kind=STATE_BADGES.get(proposal.state, ""),
        to=f"{proposal.given_name} {proposal.family_name}".strip(),
        reads="\u00a0· ".join(
            (language_name(proposal.language, language), city(proposal.zone, language))
        ),
        letter=decision_letter(proposal, now=utc_now()) if waits else None,
        letter_language=proposal.language,
        form=form,
        stored=[(form[one.field].label.text, str(one.stored)) for one in differences],
    )
