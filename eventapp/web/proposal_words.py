"""What is said of proposals: their states, their themes, how long they are."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from eventapp.programme.themes import theme_name
from eventapp.proposals.rules import (
    ACCEPTED,
    CONFIRMED,
    DECLINED,
    REJECTED,
    REVIEWING,
    SUBMITTED,
    WAITLISTED,
    WITHDRAWN,
)
from eventapp.web.display import SESSION_KINDS, name_of

PROPOSAL_STATES = {
    SUBMITTED: _l("Submitted"),
    REVIEWING: _l("Under review"),
    ACCEPTED: _l("Accepted"),
    WAITLISTED: _l("On the waiting list"),
    REJECTED: _l("Rejected"),
    CONFIRMED: _l("Confirmed"),
    DECLINED: _l("Declined"),
    WITHDRAWN: _l("Taken back"),
}
DECISION_BUTTONS = {
    REVIEWING: _l("Review it anew"),
    ACCEPTED: _l("Accept"),
    WAITLISTED: _l("Put on the waiting list"),
    REJECTED: _l("Reject"),
}
STATE_BADGES = {
    ACCEPTED: "good",
    CONFIRMED: "good",
    WAITLISTED: "care",
    REJECTED: "cancelled",
    DECLINED: "cancelled",
    WITHDRAWN: "cancelled",
}


def minutes_words(minutes: int) -> str:
    """Say how long a session would be."""
    return ngettext("%(num)s minute", "%(num)s minutes", minutes)


def kind_words(kind: str, minutes: int) -> str:
    """Say of what kind a session would be, and how long."""
    return _(
        "%(kind)s, %(length)s", kind=name_of(kind, SESSION_KINDS), length=minutes_words(minutes)
    )


def theme_words(themes: str, language: str) -> str:
    """Say what a session would be about."""
    return ", ".join(theme_name(code, language) for code in themes.split())
