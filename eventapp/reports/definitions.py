"""What each figure is called and how it is counted, as it is printed beside the figure.

English stands here; pages translate label and text. The order is that of a report. A change of
what is counted raises DEFINITIONS_VERSION in figures.py.
"""

from typing import NamedTuple

from eventapp.reports.figures import DEFINITIONS_VERSION


def N_(text: str) -> str:  # noqa: N802 -- gettext's name for a text that is translated later
    """Mark a text as one that pages translate."""
    return text


class Definition(NamedTuple):
    """The name of a figure, by its key in a report, and how it is counted."""

    key: str
    label: str
    text: str


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "registrants",
        N_("Registrants"),
        N_("Registrations that are not withdrawn at the cut-off."),
    ),
    Definition(
        "countries",
        N_("Countries"),
        N_("Different countries among the registrants."),
    ),
    Definition(
        "continents",
        N_("Continents"),
        N_(
            "Different continents among the registrants, by the regions of the United "
            "Nations; the Americas count as two."
        ),
    ),
    Definition(
        "stops",
        N_("Stops"),
        N_("Dated parts of the event, each with its own time zone."),
    ),
    Definition(
        "sessions",
        N_("Sessions"),
        N_("Sessions of the programme, in whatever state; breaks are not counted."),
    ),
    Definition(
        "by_sector",
        N_("Registrants by sector"),
        N_("What registrants told about where they work."),
    ),
    Definition(
        "by_gender",
        N_("Gender"),
        N_(
            "Answers to a voluntary question. The share of women is that of stated answers; "
            "between 40 and 60 % it is called balanced, both ends included. Not stated is "
            "shown beside it."
        ),
    ),
    Definition(
        "by_language",
        N_("Registrants by language"),
        N_("The language registrants chose for themselves."),
    ),
    Definition(
        "returning",
        N_("Returning registrants"),
        N_(
            "Registrants whose e-mail address also registered for an earlier event of the "
            "series; withdrawn registrations count on neither side."
        ),
    ),
    Definition(
        "speakers",
        N_("Speakers"),
        N_(
            "Everybody in the list of speakers, whatever their role. At a stop, a person with"
            " any role in one of its sessions counts once."
        ),
    ),
    Definition(
        "speaker_countries",
        N_("Speakers' countries"),
        N_("Different countries of the speakers."),
    ),
    Definition(
        "logins",
        N_("Log-ins"),
        N_(
            "Openings of the live page: one person may log in many times. All are counted, "
            "also those before or after a stop and those of withdrawn registrations. Some "
            "call them views."
        ),
    ),
    Definition(
        "live_viewers",
        N_("Live viewers"),
        N_("Different registrants with at least one log-in."),
    ),
    Definition(
        "live_viewer_countries",
        N_("Live viewers' countries"),
        N_("Different countries among the live viewers."),
    ),
    Definition(
        "person_days",
        N_("Person-days"),
        N_("Different pairs of a registrant and a stop they logged in to."),
    ),
    Definition(
        "stops_attended",
        N_("Stops attended"),
        N_("How many live viewers attended exactly so many stops."),
    ),
    Definition(
        "no_show_share",
        N_("No-show share"),
        N_("One minus live viewers divided by registrants."),
    ),
    Definition(
        "watch_minutes",
        N_("Watch minutes"),
        N_(
            "For each registrant the time covered by their log-ins, counted once where they "
            "overlap and only within the stop; summed."
        ),
    ),
    Definition(
        "raw_minutes",
        N_("Raw minutes"),
        N_("As watch minutes, but every log-in counted by itself: two devices count twice."),
    ),
    Definition(
        "mean_watch_minutes",
        N_("Mean watch minutes"),
        N_("Over the live viewers of the stop; those with no time inside it count as 0."),
    ),
    Definition(
        "median_watch_minutes",
        N_("Median watch minutes"),
        N_(
            "Half of the live viewers of the stop watched at least this long; of an even "
            "number, the mean of the two in the middle."
        ),
    ),
    Definition(
        "peak_viewers",
        N_("Peak viewers"),
        N_(
            "The most different registrants present at one instant of the stop, and the first"
            " such instant."
        ),
    ),
    Definition(
        "peak_connections",
        N_("Peak connections"),
        N_("The most log-ins open at one instant of the stop."),
    ),
    Definition(
        "certificates",
        N_("Qualified for a certificate"),
        N_(
            "Registrants present for at least 80 % of the summed length of the stop's "
            "sessions other than breaks; of parallel sessions the time they cover counts."
        ),
    ),
    Definition(
        "session_viewers",
        N_("Session viewers"),
        N_(
            "Registrants with any time inside the session; beside it those with at least 5 "
            "minutes, half and 80 % of its length."
        ),
    ),
    Definition(
        "plays",
        N_("Plays"),
        N_("Playings of recordings, all of them."),
    ),
    Definition(
        "on_demand_viewers",
        N_("On-demand viewers"),
        N_("Different registrants with at least one play."),
    ),
    Definition(
        "only_viewers",
        N_("On demand only"),
        N_("On-demand viewers who are not live viewers."),
    ),
    Definition(
        "seconds_seen",
        N_("Seconds seen on demand"),
        N_(
            "For each registrant and recording the seconds of content seen, each second once;"
            " summed."
        ),
    ),
    Definition(
        "seconds_played",
        N_("Seconds played on demand"),
        N_("As seconds seen on demand, with every repetition counted."),
    ),
    Definition(
        "check_ins",
        N_("Check-ins"),
        N_("Different registrants who arrived on site."),
    ),
    Definition(
        "small_groups",
        N_("Small groups"),
        N_(
            "On public pages a group of registrants under 5 persons is merged with others, so"
            " that the merged group holds at least two groups and 5 persons and nobody can be"
            " found by subtraction."
        ),
    ),
)

BY_KEY = {definition.key: definition for definition in DEFINITIONS}

# Where a report has a figure, when not as one value under its own key.
_KEYS = {
    "by_gender": "`by_gender`, `registrant_gender`, `speaker_gender`, `speaker_gender_by_stop`",
    "watch_minutes": "`watch_minutes`, also in `per_stop` and `per_session`",
    "raw_minutes": "`raw_minutes`, also in `per_stop`",
    "live_viewers": "`live_viewers`; `viewers` in `per_stop`",
    "logins": "`logins`, also in `per_stop`",
    "mean_watch_minutes": "`mean_watch_minutes` in `per_stop`",
    "median_watch_minutes": "`median_watch_minutes` in `per_stop`",
    "peak_viewers": "`peak_viewers` and `peak_at` in `per_stop`",
    "peak_connections": "`peak_connections` in `per_stop`",
    "certificates": "`certificates` in `per_stop`",
    "session_viewers": "`viewers`, `viewers_5min`, `viewers_half`, `viewers_80` in `per_session`",
    "plays": "`plays` in `on_demand`",
    "on_demand_viewers": "`viewers` in `on_demand`",
    "only_viewers": "`only_viewers` in `on_demand`",
    "seconds_seen": "`seconds_seen` in `on_demand`",
    "seconds_played": "`seconds_played` in `on_demand`",
    "small_groups": "groups called `merged`; `small_groups_merged`",
    "continents": "`continents`, `by_continent`",
    "countries": "`countries`, `by_country`",
    "speaker_countries": "`speaker_countries`, `speakers_by_country`",
}

_HEAD = f"""# Figures

What is counted, and how: definitions version {DEFINITIONS_VERSION}. The organisers' report prints
each of these beside its figure, in the reader's language; the public page of figures prints those
it shows. `eventapp report EVENT` gives the figures for programs, under the keys named here.

Intervals are half-open: whoever leaves at an instant is gone at it. Times are exact to the second,
and totals are rounded once, at the end. What was not measured says so and is never 0. Figures that
only exist as totals from elsewhere are quoted with their source and never added to counted ones.

Until the last stop is over and registration is closed, the public page tells only the number of
registrants and of their countries, as of the beginning of the day in UTC, the first rounded down
to a multiple of 5, and neither for fewer than 20: a counter that moves with each registration would
tell who registered. Afterwards it shows everything, with small groups merged by the same function
as `eventapp report --public`.
"""


def as_markdown() -> str:
    """Give the page docs/figures.md."""
    parts = [
        f"## {each.label}\n\nKey: {_KEYS.get(each.key, f'`{each.key}`')}\n\n{each.text}\n"
        for each in DEFINITIONS
    ]
    return "\n".join([_HEAD, *parts])
