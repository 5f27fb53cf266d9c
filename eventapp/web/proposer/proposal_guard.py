"""Whose proposal it is: looked up before any view runs.

The address is the proof, as a ticket's is: it goes into no cache, no index and no Referer.
"""

from http import HTTPStatus

from flask import Response, g, make_response, render_template, request

from eventapp.proposals.models import Proposal
from eventapp.proposals.queries import proposal_by_token
from eventapp.web.private_pages import refuse_other_sites, speak

LONGEST_TOKEN = 43


def only_with_proposal() -> Response | None:
    """Answer 404 to a token that opens no proposal."""
    refuse_other_sites()
    token = (request.view_args or {}).get("token", "")
    proposal = proposal_by_token(token) if len(token) == LONGEST_TOKEN else None
    if proposal is None:
        return make_response(render_template("proposer/unknown.html"), HTTPStatus.NOT_FOUND)
    speak(proposal.language)
    g.proposal = proposal
    return None


def own_proposal() -> Proposal:
    """Give the proposal whose token the address holds."""
    proposal: Proposal = g.proposal
    return proposal
