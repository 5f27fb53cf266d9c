"""Pages for organisers: the address table and its guard."""

from flask import Blueprint, Flask

from eventapp.web.guards import only_for_organisers, signed_in_account
from eventapp.web.organiser import home, reports, signing_in
from eventapp.web.organiser.attempts import Attempts

blueprint = Blueprint("organiser", __name__, url_prefix="/organise")
blueprint.before_request(only_for_organisers)

blueprint.add_url_rule("/", "show_home", home.show_home)
blueprint.add_url_rule("/sign-in", "sign_in", signing_in.sign_in, methods=["GET", "POST"])
blueprint.add_url_rule("/sign-out", "sign_out", signing_in.sign_out, methods=["POST"])
blueprint.add_url_rule("/events/<slug>/report", "show_report", reports.show_report)
blueprint.add_url_rule(
    "/events/<slug>/report", "download_report", reports.download_report, methods=["POST"]
)


@blueprint.context_processor
def _who() -> dict[str, bool]:
    return {"signed_in": signed_in_account() is not None}


def init_app(app: Flask) -> None:
    """Open the organisers' addresses."""
    app.extensions["sign_in_attempts"] = Attempts()
    app.register_blueprint(blueprint)
