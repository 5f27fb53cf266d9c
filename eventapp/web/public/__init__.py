"""Pages for anyone: the address table."""

from flask import Blueprint, Flask

from eventapp.web.public import events, home, programme, sessions, speakers, zones

blueprint = Blueprint("public", __name__)

blueprint.add_url_rule("/", "show_home", home.show_home)
blueprint.add_url_rule("/events/<slug>", "show_event", events.show_event)
blueprint.add_url_rule("/events/<slug>/programme", "show_programme", programme.show_programme)
blueprint.add_url_rule("/events/<slug>/sessions/<code>", "show_session", sessions.show_session)
blueprint.add_url_rule("/events/<slug>/speakers/<code>", "show_speaker", speakers.show_speaker)
blueprint.add_url_rule("/zones", "choose_zone", zones.choose_zone)
blueprint.add_url_rule("/zones.json", "find_zone", zones.find_zone)


def init_app(app: Flask) -> None:
    """Open the public addresses."""
    app.register_blueprint(blueprint)
