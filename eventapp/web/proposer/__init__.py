"""Pages for who has proposed a session: the address table and its guard.

The token in the address is the proof; see `proposal_guard`.
"""

from flask import Flask

from eventapp.web.private_pages import View, open_by_link, pages_by_link
from eventapp.web.proposer import proposals
from eventapp.web.proposer.proposal_guard import only_with_proposal

_READ: dict[str, View] = {
    "/<token>": proposals.show_proposal,
    "/<token>/change": proposals.show_change,
    "/<token>/withdraw": proposals.ask_to_withdraw,
}
_WRITTEN: dict[str, View] = {
    "/<token>/change": proposals.change,
    "/<token>/withdraw": proposals.withdraw,
    "/<token>/answer": proposals.answer,
}
blueprint = pages_by_link("proposer", "/proposals", only_with_proposal, _READ, _WRITTEN)


def init_app(app: Flask) -> None:
    """Open the addresses of proposers."""
    open_by_link(app, blueprint)
