"""Pages for who checks tickets at the door: the address table."""

from flask import Blueprint, Flask

from eventapp.web.door import arriving

blueprint = Blueprint("door", __name__, url_prefix="/door")

for _address, _method, _view in (
    ("/", "GET", arriving.show_events),
    ("/events/<slug>", "GET", arriving.show_door),
    ("/events/<slug>", "POST", arriving.scan),
    ("/events/<slug>/undo", "POST", arriving.undo),
):
    blueprint.add_url_rule(_address, _view.__name__, _view, methods=[_method])


def init_app(app: Flask) -> None:
    """Open the addresses of the door."""
    app.register_blueprint(blueprint)
