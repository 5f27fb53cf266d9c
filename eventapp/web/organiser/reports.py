"""The report of an event: all figures, each with its definition, and the files to take away."""

import io
import json
from datetime import datetime
from http import HTTPStatus

from flask import Response, abort, request
from flask_babel import gettext as _

from eventapp.audit.actions import record
from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug
from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import instant_text, zone
from eventapp.foundation.transaction import transaction
from eventapp.reports.documents import as_json
from eventapp.reports.figures import DEFINITIONS_VERSION, Figures
from eventapp.reports.queries import figures_of, names_of, registered_quarters
from eventapp.reports.registering import registrations_by_week
from eventapp.reports.spreadsheets import write_csv
from eventapp.web import figure_groups, figure_page
from eventapp.web.errors import found
from eventapp.web.figure_words import label_of
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language
from eventapp.web.moments import moment
from eventapp.web.organiser.event_area import event_page
from eventapp.web.organiser.forms import CutOffForm
from eventapp.web.world_map import world_map

WHO = ("registrants", "countries", "continents", "returning", "no_show_share")
PROGRAMME = ("stops", "sessions", "speakers", "speaker_countries")
LIVE = (
    "live_viewers",
    "live_viewer_countries",
    "logins",
    "person_days",
    "watch_minutes",
    "raw_minutes",
    "check_ins",
)
ON_DEMAND = ("plays", "on_demand_viewers", "only_viewers", "seconds_seen", "seconds_played")
FILE_TYPES = {"json": "application/json", "csv": "text/csv"}


def show_report(slug: str) -> str | tuple[str, int]:
    """Show every figure of the event, counted now or as of a chosen moment."""
    event = found(event_by_slug(slug))
    now = utc_now()
    form = CutOffForm(request.args.get("cut_off", ""), event.zone)
    valid = form.validate()
    cut_off = form.moment or now
    counted = figures_of(event, cut_off=cut_off, now=now)
    text = event_page("organiser/report.html", event, form=form, **_report(event, counted, cut_off))
    return text if valid else (text, HTTPStatus.UNPROCESSABLE_ENTITY)


def _report(event: Event, counted: Figures, cut_off: datetime) -> dict[str, object]:
    language = reader_language()
    people, speakers = counted.registrants, counted.speakers
    weeks = registrations_by_week(registered_quarters(event.id, cut_off), zone(event.zone))
    return {
        "counted": counted,
        "cut_off": moment(cut_off, event.zone, language),
        "cut_off_instant": instant_text(cut_off),
        "definitions_version": DEFINITIONS_VERSION,
        "parts": {
            part: figure_page.headlines(counted, keys)
            for part, keys in (
                ("who", WHO),
                ("programme", PROGRAMME),
                ("live", LIVE),
                ("on_demand", ON_DEMAND),
            )
        },
        "registrant_map": world_map(people.by_country),
        "countries": figure_groups.country_grouping(
            people.by_country, str(_("Registrants by country")), "countries", language
        ),
        "speaker_map": world_map(speakers.by_country),
        "speaker_countries": figure_groups.country_grouping(
            speakers.by_country, str(_("Speakers by country")), "speaker_countries", language
        ),
        "groupings": figure_groups.groupings(counted, language),
        "genders": _genders(counted, language),
        "weeks": figure_page.week_chart(weeks, language),
        "stops": figure_page.stop_parts(counted, names_of(event.id), language),
        "stops_attended": figure_groups.attendance_grouping(counted, language),
        "definitions": figure_page.definition_rows(),
    }


def _genders(counted: Figures, language: str) -> list[tuple[str, figure_groups.GenderShare]]:
    shares = [
        (label_of("registrants"), counted.registrants.gender),
        (label_of("speakers"), counted.speakers.gender),
    ]
    shares += [
        (str(_("Speakers at %(stop)s", stop=code)), gender)
        for code, gender in counted.speakers.gender_by_stop.items()
    ]
    return [(whose, figure_groups.gender_share(gender, language)) for whose, gender in shares]


def download_report(slug: str) -> Response:
    """Give the figures as a file, and note who took them out."""
    event = found(event_by_slug(slug))
    file_format = request.form.get("format", "")
    if file_format not in FILE_TYPES:
        abort(400, _("Choose JSON or CSV."))
    now = utc_now()
    form = CutOffForm(request.form.get("cut_off", ""), event.zone)
    if not form.validate():
        abort(400, " ".join(form.cut_off.errors))
    event_id, actor = event.id, present_visitor().actor
    document = as_json(figures_of(event, cut_off=form.moment or now, now=now))
    file = io.StringIO(newline="")
    if file_format == "csv":
        write_csv(document, file, not_measured=str(_("not measured")))
    else:
        json.dump(document, file, ensure_ascii=False, indent=2)
    with transaction():
        record(
            actor,
            "report exported",
            event_id=event_id,
            subject=slug,
            detail=file_format,
            now=now,
        )
    response = Response(file.getvalue(), content_type=f"{FILE_TYPES[file_format]}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-report.{file_format}"'
    return response
