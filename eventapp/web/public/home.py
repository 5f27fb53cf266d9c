"""The front page: events, coming and past."""

from flask import render_template

from eventapp.events.queries import all_events, past_editions


def show_home() -> str:
    """Show series and events, coming and past."""
    return render_template("public/home.html", events=all_events(), past=past_editions())
