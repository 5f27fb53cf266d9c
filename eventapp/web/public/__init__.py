"""Pages for anyone: the address table."""

from flask import Blueprint, Flask

from eventapp.web.public import home

blueprint = Blueprint("public", __name__)

blueprint.add_url_rule("/", "show_home", home.show_home)


def init_app(app: Flask) -> None:
    """Open the public addresses."""
    app.register_blueprint(blueprint)
