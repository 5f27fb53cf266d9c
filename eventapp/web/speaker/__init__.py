"""Pages for who speaks: the address table and its guard.

The token in the address is the proof; see `link_guard`.
"""

from collections.abc import Callable

from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue

from eventapp.web.private_pages import keep_private
from eventapp.web.speaker import codesign, photo, telling
from eventapp.web.speaker.link_guard import only_with_link

blueprint = Blueprint("speaker", __name__, url_prefix="/speaking")
blueprint.before_request(only_with_link)
blueprint.after_request(keep_private)

View = Callable[..., ResponseReturnValue]

_READ: dict[str, View] = {
    "/<token>": telling.show_speaking,
    "/<token>/photo.jpg": photo.show_own_photo,
    "/<token>/co-design/<session_code>": codesign.show_own_codesign,
}
_WRITTEN: dict[str, View] = {
    "/<token>/sessions/<session_code>": telling.answer,
    "/<token>/hours": telling.tell_hours,
    "/<token>/about": telling.tell_about,
    "/<token>/photo": photo.send_photo,
    "/<token>/photo/remove": photo.take_photo_away,
    "/<token>/consents": telling.tell_consents,
    "/<token>/technique": telling.tell_technique,
    "/<token>/co-design/<session_code>/comments": codesign.comment_on_codesign,
    "/<token>/co-design/<session_code>/sign-off": codesign.sign_off_content,
}
for _address, _view in _READ.items():
    blueprint.add_url_rule(_address, _view.__name__, _view)
for _address, _view in _WRITTEN.items():
    blueprint.add_url_rule(_address, _view.__name__, _view, methods=["POST"])


def init_app(app: Flask) -> None:
    """Open the addresses of speakers."""
    app.register_blueprint(blueprint)
    # Who can write the address is who may; cookies play no part in it.
    app.extensions["csrf"].exempt(blueprint)
