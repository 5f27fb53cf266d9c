"""Pages for organisers: the address table and its guard."""

from flask import Blueprint, Flask

from eventapp.web.guards import only_for_signed_in

blueprint = Blueprint("organiser", __name__, url_prefix="/organise")
blueprint.before_request(only_for_signed_in)


def init_app(app: Flask) -> None:
    """Open the organisers' addresses."""
    app.register_blueprint(blueprint)
