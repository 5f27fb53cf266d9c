"""Whom a call reached: proposals by country and gender, without names."""

from flask_babel import format_percent
from flask_babel import gettext as _

from eventapp.events.queries import event_by_slug
from eventapp.foundation.genders import gender_name
from eventapp.proposals.balance import Balance, proposed_and_accepted
from eventapp.proposals.queries import counted_proposals
from eventapp.web.display import country_words
from eventapp.web.errors import found
from eventapp.web.locale import reader_language
from eventapp.web.organiser.proposal_area import proposals_page

Rows = list[tuple[str, str, str]]


def show_proposal_balance(slug: str) -> str:
    """Show how proposals, and the accepted ones, spread over countries and genders."""
    event = found(event_by_slug(slug))
    proposed, accepted = proposed_and_accepted(counted_proposals(event.id))
    language = reader_language()
    return proposals_page(
        "organiser/proposal_balance.html",
        event,
        proposed=proposed,
        countries=[
            (country_words(code, language), str(number), str(accepted.by_country.get(code, 0)))
            for code, number in proposed.by_country.items()
        ],
        genders=_genders(proposed, accepted, language),
        total=(_("All"), str(proposed.proposals), str(accepted.proposals)),
    )


def _genders(proposed: Balance, accepted: Balance, language: str) -> Rows | None:
    """Give the genders that were stated, with their shares; None where too few were."""
    if proposed.by_gender is None:
        return None
    return [
        (
            gender_name(code, language),
            _share(proposed, code),
            _share(accepted, code),
        )
        for code in proposed.by_gender
    ]


def _share(balance: Balance, code: str) -> str:
    if balance.by_gender is None:
        return _("too few to show")
    number = balance.by_gender.get(code, 0)
    return f"{number} ({format_percent(number / sum(balance.by_gender.values()))})"
