"""Pages for who speaks: the address table and its guard.

The token in the address is the proof; see `link_guard`.
"""

from flask import Flask

from eventapp.web.private_pages import View, open_by_link, pages_by_link
from eventapp.web.speaker import codesign, photo, telling
from eventapp.web.speaker.link_guard import only_with_link

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
blueprint = pages_by_link("speaker", "/speaking", only_with_link, _READ, _WRITTEN)


def init_app(app: Flask) -> None:
    """Open the addresses of speakers."""
    open_by_link(app, blueprint)
