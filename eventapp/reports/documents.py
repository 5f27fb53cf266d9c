"""Figures as one JSON object, with the keys that scripts rely on, in an order that never changes.

Keys are codes in every language. Groups of nobody are left out, but for the four answers about
gender; null is what has no value or may not be shown.
"""

from eventapp.reports.demand import DemandFigures
from eventapp.reports.figures import DEFINITIONS_VERSION, Figures
from eventapp.reports.people import GenderFigures, RegistrantFigures, SpeakerFigures
from eventapp.reports.rounding import instant_text
from eventapp.reports.sessions import SessionFigures
from eventapp.reports.viewing import StopFigures, ViewingFigures

Value = int | float | str | bool | None
Document = dict[str, "Value | Document | list[Document]"]


def as_json(figures: Figures) -> Document:
    """Give the figures ready for `json.dumps`; for the public pass what `protected` gives."""
    return {
        **_frame(figures),
        **_registrants(figures.registrants, figures),
        **_speakers(figures.speakers, figures.registrants),
        **_viewing(figures.viewing),
        "on_demand": _on_demand(figures.on_demand),
        "returning": figures.registrants.returning,
        "check_ins": figures.check_ins,
    }


def _frame(figures: Figures) -> Document:
    return {
        "event": figures.frame.event,
        "series": figures.frame.series,
        "generated_at": instant_text(figures.frame.generated_at),
        "definitions_version": DEFINITIONS_VERSION,
        "tzdata_version": figures.frame.tzdata_version,
        "cut_off": instant_text(figures.frame.cut_off),
        "small_groups_merged": figures.small_groups_merged,
    }


def _registrants(people: RegistrantFigures, figures: Figures) -> Document:
    return {
        "registrants": people.registrants,
        "countries": people.countries,
        "continents": people.continents,
        "stops": figures.stops,
        "sessions": figures.sessions,
        "by_country": {**people.by_country},
        "by_continent": {**people.by_continent},
        "by_sector": {**people.by_sector},
        "by_gender": {**people.by_gender},
        "by_language": {**people.by_language},
    }


def _speakers(speakers: SpeakerFigures, people: RegistrantFigures) -> Document:
    by_stop = {stop: _gender(gender) for stop, gender in speakers.gender_by_stop.items()}
    return {
        "speakers": speakers.speakers,
        "speaker_countries": speakers.countries,
        "speakers_by_country": {**speakers.by_country},
        "speaker_gender": _gender(speakers.gender),
        "registrant_gender": _gender(people.gender),
        "speaker_gender_by_stop": {**by_stop},
    }


def _gender(gender: GenderFigures) -> Document:
    counts: Document = {
        "woman": gender.woman,
        "man": gender.man,
        "other": gender.other,
        "not_stated": gender.not_stated,
    }
    if gender.merged is not None:
        counts["merged"] = gender.merged
    return {**counts, "women_share": gender.women_share, "balanced": gender.balanced}


def _viewing(viewing: ViewingFigures) -> Document:
    return {
        "logins": viewing.logins,
        "live_viewers": viewing.live_viewers,
        "live_viewer_countries": viewing.live_viewer_countries,
        "person_days": viewing.person_days,
        "no_show_share": viewing.no_show_share,
        "watch_minutes": viewing.watch_minutes,
        "raw_minutes": viewing.raw_minutes,
        "stops_attended": {
            str(stops): viewers for stops, viewers in viewing.stops_attended.items()
        },
        "per_stop": [_stop(stop) for stop in viewing.per_stop],
        "per_session": [_session(session) for session in viewing.per_session],
    }


def _stop(stop: StopFigures) -> Document:
    return {
        "code": stop.code,
        "logins": stop.logins,
        "viewers": stop.viewers,
        "peak_viewers": stop.peak.most,
        "peak_at": stop.peak_at,
        "peak_connections": stop.peak_connections,
        "watch_minutes": stop.watch_minutes,
        "raw_minutes": stop.raw_minutes,
        "mean_watch_minutes": stop.mean_watch_minutes,
        "median_watch_minutes": stop.median_watch_minutes,
        "certificates": stop.certificates,
    }


def _session(session: SessionFigures) -> Document:
    return {
        "code": session.code,
        "viewers": session.viewers,
        "viewers_5min": session.viewers_5min,
        "viewers_half": session.viewers_half,
        "viewers_80": session.viewers_80,
        "watch_minutes": session.watch_minutes,
    }


def _on_demand(on_demand: DemandFigures) -> Document:
    return {
        "plays": on_demand.plays,
        "viewers": on_demand.viewers,
        "only_viewers": on_demand.only_viewers,
        "seconds_seen": on_demand.seconds_seen,
        "seconds_played": on_demand.seconds_played,
    }
