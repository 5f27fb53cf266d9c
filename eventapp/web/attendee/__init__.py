"""Pages for who holds a ticket: the address table and its guard.

The code of the ticket in the address is the proof; see `ticket_guard`.
"""

from collections.abc import Callable

from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue

from eventapp.web.attendee import beating, calendar, changing, recordings, ticket, watching
from eventapp.web.attendee.ticket_guard import only_with_ticket
from eventapp.web.private_pages import keep_private

blueprint = Blueprint("attendee", __name__, url_prefix="/tickets")
blueprint.before_request(only_with_ticket)
blueprint.after_request(keep_private)

View = Callable[..., ResponseReturnValue]

_READ: dict[str, View] = {
    "/<ticket_code>": ticket.show_ticket,
    "/<ticket_code>/my-data.json": ticket.download_my_data,
    "/<ticket_code>/change": changing.show_change,
    "/<ticket_code>/withdraw": changing.ask_to_withdraw,
    "/<ticket_code>/watch/<stop_code>": watching.show_watching,
    "/<ticket_code>/recordings/<session_code>": recordings.show_recording,
    "/calendar/<feed_token>.ics": calendar.show_calendar,
}
_WRITTEN: dict[str, View] = {
    "/<ticket_code>/change": changing.change_ticket,
    "/<ticket_code>/withdraw": changing.withdraw_ticket,
    "/<ticket_code>/calendar": calendar.change_calendar,
    "/<ticket_code>/watch/<stop_code>": watching.start_watching,
    "/<ticket_code>/beat": beating.beat,
    "/<ticket_code>/recordings/<session_code>": recordings.start_playing,
    "/<ticket_code>/played": recordings.note_played_segments,
}
for _address, _view in _READ.items():
    blueprint.add_url_rule(_address, _view.__name__, _view)
for _address, _view in _WRITTEN.items():
    blueprint.add_url_rule(_address, _view.__name__, _view, methods=["POST"])


def init_app(app: Flask) -> None:
    """Open the addresses of tickets."""
    app.extensions["presence"] = beating.Presence()
    app.register_blueprint(blueprint)
    # Who can write the address holds the ticket; cookies play no part in it.
    app.extensions["csrf"].exempt(blueprint)
