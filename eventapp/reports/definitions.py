"""What each figure is called and how it is counted, as it is printed beside the figure.

English stands here; pages translate label and text. The order is that of a report. A change of
what is counted raises DEFINITIONS_VERSION in figures.py.
"""

from typing import NamedTuple


class Definition(NamedTuple):
    """The name of a figure, by its key in a report, and how it is counted."""

    key: str
    label: str
    text: str


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "registrants",
        "Registrants",
        "Registrations that are not withdrawn at the cut-off.",
    ),
    Definition("countries", "Countries", "Different countries among the registrants."),
    Definition(
        "continents",
        "Continents",
        "Different continents among the registrants, by the regions of the United Nations; "
        "the Americas count as two.",
    ),
    Definition("stops", "Stops", "Dated parts of the event, each with its own time zone."),
    Definition(
        "sessions",
        "Sessions",
        "Sessions of the programme, without breaks, drafts and cancelled ones.",
    ),
    Definition(
        "by_sector", "Registrants by sector", "What registrants told about where they work."
    ),
    Definition(
        "by_gender",
        "Gender",
        "Answers to a voluntary question. The share of women is that of stated answers; between "
        "40 and 60 % it is called balanced, both ends included. Not stated is shown beside it.",
    ),
    Definition(
        "by_language", "Registrants by language", "The language registrants chose for themselves."
    ),
    Definition(
        "returning",
        "Returning registrants",
        "Registrants whose e-mail address also registered for an earlier event of the series; "
        "withdrawn registrations count on neither side.",
    ),
    Definition(
        "speakers",
        "Speakers",
        "Everybody in the list of speakers, whatever their role. At a stop, a person with any "
        "role in one of its sessions counts once.",
    ),
    Definition("speaker_countries", "Speakers' countries", "Different countries of the speakers."),
    Definition(
        "logins",
        "Log-ins",
        "Openings of the live page: one person may log in many times. All are counted, also those "
        "before or after a stop and those of withdrawn registrations. Some call them views.",
    ),
    Definition("live_viewers", "Live viewers", "Different registrants with at least one log-in."),
    Definition(
        "live_viewer_countries",
        "Live viewers' countries",
        "Different countries among the live viewers.",
    ),
    Definition(
        "person_days",
        "Person-days",
        "Different pairs of a registrant and a stop they logged in to.",
    ),
    Definition(
        "stops_attended", "Stops attended", "How many live viewers attended exactly so many stops."
    ),
    Definition("no_show_share", "No-show share", "One minus live viewers divided by registrants."),
    Definition(
        "watch_minutes",
        "Watch minutes",
        "For each registrant the time covered by their log-ins, counted once where they overlap "
        "and only within the stop; summed.",
    ),
    Definition(
        "raw_minutes",
        "Raw minutes",
        "As watch minutes, but every log-in counted by itself: two devices count twice.",
    ),
    Definition(
        "mean_watch_minutes",
        "Mean watch minutes",
        "Over the live viewers of the stop; those with no time inside it count as 0.",
    ),
    Definition(
        "median_watch_minutes",
        "Median watch minutes",
        "Half of the live viewers of the stop watched at least this long; of an even number, the "
        "mean of the two in the middle.",
    ),
    Definition(
        "peak_viewers",
        "Peak viewers",
        "The most different registrants present at one instant of the stop, and the first such "
        "instant.",
    ),
    Definition(
        "peak_connections", "Peak connections", "The most log-ins open at one instant of the stop."
    ),
    Definition(
        "certificates",
        "Qualified for a certificate",
        "Registrants present for at least 80 % of the summed length of the stop's sessions other "
        "than breaks; of parallel sessions the time they cover counts.",
    ),
    Definition(
        "session_viewers",
        "Session viewers",
        "Registrants with any time inside the session; beside it those with at least 5 minutes, "
        "half and 80 % of its length.",
    ),
    Definition("plays", "Plays", "Playings of recordings, all of them."),
    Definition(
        "on_demand_viewers", "On-demand viewers", "Different registrants with at least one play."
    ),
    Definition("only_viewers", "On demand only", "On-demand viewers who are not live viewers."),
    Definition(
        "seconds_seen",
        "Seconds seen on demand",
        "For each registrant and recording the seconds of content seen, each second once; summed.",
    ),
    Definition(
        "seconds_played",
        "Seconds played on demand",
        "As seconds seen on demand, with every repetition counted.",
    ),
    Definition("check_ins", "Check-ins", "Different registrants who arrived on site."),
    Definition(
        "small_groups",
        "Small groups",
        "On public pages a group of registrants under 5 persons is merged with others, so that "
        "the merged group holds at least two groups and 5 persons and nobody can be found by "
        "subtraction.",
    ),
)

BY_KEY = {definition.key: definition for definition in DEFINITIONS}
