"""Pages for who has proposed a session: the address table and its guard.

The token in the address is the proof; see `proposal_guard`.
"""

from flask import Blueprint, Flask

from eventapp.web.private_pages import keep_private
from eventapp.web.proposer import proposals
from eventapp.web.proposer.proposal_guard import only_with_proposal

blueprint = Blueprint("proposer", __name__, url_prefix="/proposals")
blueprint.before_request(only_with_proposal)
blueprint.after_request(keep_private)

for _address, _method, _view in (
    ("/<token>", "GET", proposals.show_proposal),
    ("/<token>/change", "GET", proposals.show_change),
    ("/<token>/change", "POST", proposals.change),
    ("/<token>/withdraw", "GET", proposals.ask_to_withdraw),
    ("/<token>/withdraw", "POST", proposals.withdraw),
    ("/<token>/answer", "POST", proposals.answer),
):
    blueprint.add_url_rule(_address, _view.__name__, _view, methods=[_method])


def init_app(app: Flask) -> None:
    """Open the addresses of proposers."""
    app.register_blueprint(blueprint)
    # Who can write the address holds its secret; cookies play no part in it.
    app.extensions["csrf"].exempt(blueprint)
