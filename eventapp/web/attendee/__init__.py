"""Pages for who holds a ticket: the address table and its guard.

The code of the ticket in the address is the proof; see `ticket_guard`.
"""

from flask import Flask

from eventapp.web.attendee import beating, calendar, changing, recordings, ticket, watching
from eventapp.web.attendee.ticket_guard import only_with_ticket
from eventapp.web.private_pages import View, open_by_link, pages_by_link

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
blueprint = pages_by_link("attendee", "/tickets", only_with_ticket, _READ, _WRITTEN)


def init_app(app: Flask) -> None:
    """Open the addresses of tickets."""
    app.extensions["presence"] = beating.Presence()
    open_by_link(app, blueprint)
