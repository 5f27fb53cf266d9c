"""Pages for anyone: the address table."""

from flask import Blueprint, Flask

from eventapp.web.addresses import canonical_url
from eventapp.web.public import (
    calendars,
    changes,
    crawlers,
    events,
    figures,
    home,
    photos,
    programme,
    proposing,
    registration,
    schedules,
    sessions,
    speakers,
    speakers_by_country,
    zones,
)

blueprint = Blueprint("public", __name__)

blueprint.add_url_rule("/", "show_home", home.show_home)
blueprint.add_url_rule("/events/<slug>", "show_event", events.show_event)
blueprint.add_url_rule("/events/<slug>/programme", "show_programme", programme.show_programme)
blueprint.add_url_rule("/events/<slug>/sessions/<code>", "show_session", sessions.show_session)
blueprint.add_url_rule("/events/<slug>/speakers/<code>", "show_speaker", speakers.show_speaker)
blueprint.add_url_rule(
    "/events/<slug>/speakers", "show_speakers", speakers_by_country.show_speakers
)
blueprint.add_url_rule("/events/<slug>/figures", "show_figures", figures.show_figures)
blueprint.add_url_rule(
    "/events/<slug>/register", "show_registration", registration.show_registration
)
blueprint.add_url_rule(
    "/events/<slug>/register",
    "register_for_event",
    registration.register_for_event,
    methods=["POST"],
)
blueprint.add_url_rule("/events/<slug>/registered", "show_registered", registration.show_registered)
blueprint.add_url_rule(
    "/events/<slug>/registered",
    "mail_ticket_again",
    registration.mail_ticket_again,
    methods=["POST"],
)
blueprint.add_url_rule("/events/<slug>/propose", "show_proposing", proposing.show_proposing)
blueprint.add_url_rule(
    "/events/<slug>/propose", "propose_session", proposing.propose_session, methods=["POST"]
)
blueprint.add_url_rule("/events/<slug>/proposed", "show_proposed", proposing.show_proposed)
blueprint.add_url_rule(
    "/events/<slug>/proposed",
    "mail_proposals_again",
    proposing.mail_proposals_again,
    methods=["POST"],
)
blueprint.add_url_rule("/zones", "choose_zone", zones.choose_zone)
blueprint.add_url_rule("/zones.json", "find_zone", zones.find_zone)

# What programs fetch: calendars, schedules, changes with their page, lists of pages.
for _address, _view in (
    ("/events/<slug>/calendar.ics", calendars.show_event_calendar),
    ("/events/<slug>/stops/<code>.ics", calendars.show_stop_calendar),
    ("/events/<slug>/sessions/<code>.ics", calendars.show_session_calendar),
    ("/events/<slug>/schedule.json", schedules.show_schedule_json),
    ("/events/<slug>/schedule.xml", schedules.show_schedule_xml),
    ("/events/<slug>/changes", changes.show_changes),
    ("/events/<slug>/changes.atom", changes.show_change_feed),
    ("/photos/<size>/<digest>.jpg", photos.show_photo),
    ("/sitemap.xml", crawlers.show_sitemap),
    ("/robots.txt", crawlers.show_robots),
):
    blueprint.add_url_rule(_address, _view.__name__, _view)


def init_app(app: Flask) -> None:
    """Open the public addresses."""
    app.register_blueprint(blueprint)
    # These forms look at their own token: a refusal there loses nothing of what was typed.
    for view in (
        registration.register_for_event,
        registration.mail_ticket_again,
        proposing.propose_session,
        proposing.mail_proposals_again,
    ):
        app.extensions["csrf"].exempt(view)
    app.jinja_env.globals["canonical_url"] = canonical_url
