"""What the log noted beside an action, in words: the names of fields, of stages and tasks."""

import re

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _l

from eventapp.web.board_words import STAGE_NAMES
from eventapp.web.display import EDITION_STATES, EVENT_FORMATS, name_of
from eventapp.web.organiser.session_form import STATES
from eventapp.web.organiser.shift_words import SHIFT_ROLE_NAMES
from eventapp.web.proposal_words import PROPOSAL_STATES

FIELD_NAMES: dict[str, LazyString] = {
    "abstract_en": _l("Abstract in English"),
    "abstract_sv": _l("Abstract in Swedish"),
    "bio_en": _l("Biography in English"),
    "bio_sv": _l("Biography in Swedish"),
    "camera": _l("camera"),
    "capacity": _l("Places"),
    "capacity_online": _l("Places online"),
    "capacity_onsite": _l("Places on site"),
    "comparability": _l("Why this country is comparable"),
    "connection": _l("connection"),
    "country_code": _l("Country"),
    "description_en": _l("Description in English"),
    "description_sv": _l("Description in Swedish"),
    "due_on": _l("No later than"),
    "email": _l("E-mail address"),
    "family_name": _l("Family name"),
    "format": _l("Format"),
    "free_of_charge": _l("Free of charge"),
    "gender": _l("Gender"),
    "given_name": _l("Given name"),
    "guest_zone": _l("City of the guests"),
    "host_country_code": _l("Country of the host"),
    "kind": _l("Kind"),
    "language": _l("Language"),
    "languages": _l("Languages"),
    "name": _l("Name"),
    "name_en": _l("Name in English"),
    "name_sv": _l("Name in Swedish"),
    "next_step": _l("Next step"),
    "organisation": _l("Organisation"),
    "publication": _l("publication of the photo"),
    "recording": _l("recording"),
    "recordings_until": _l("Recordings until"),
    "role": _l("Task"),
    "sector": _l("Sector"),
    "slides": _l("slides"),
    "sound": _l("sound"),
    "state": _l("State"),
    "theme": _l("Theme"),
    "title_en": _l("Title in English"),
    "title_sv": _l("Title in Swedish"),
    "wall_ends": _l("Ends"),
    "wall_registration_closes": _l("Registration closes"),
    "wall_registration_opens": _l("Registration opens"),
    "wall_starts": _l("Starts"),
    "zone": _l("City whose clock counts"),
}
"""Fields by the name under which a change is kept; what is not here is shown as it is kept."""

VALUES: dict[str, LazyString] = {"yes": _l("yes"), "no": _l("no")}
_OF_FIELDS = {"state": EDITION_STATES | STATES, "role": SHIFT_ROLE_NAMES, "format": EVENT_FORMATS}
_RELEASED = re.compile(r"(\d+) changes, (\d+) mails")
_FIELD = re.compile(r"([a-z_]+): (.*)")
ARROW = " → "


def stages_words(detail: str) -> str:
    """Say from which stage to which a card was moved."""
    return ARROW.join(name_of(stage, STAGE_NAMES) for stage in detail.split(ARROW))


def task_words(detail: str) -> str:
    """Say what somebody does in a shift."""
    return name_of(detail, SHIFT_ROLE_NAMES)


def state_words(detail: str) -> str:
    """Say how an event began: as a draft or for everybody."""
    return name_of(detail, STATES)


def decided_words(detail: str) -> str:
    """Say what was decided about a proposal."""
    return name_of(detail, PROPOSAL_STATES)


def released_words(detail: str) -> str:
    """Say what a release changed and how many were told; anything else as it was noted."""
    counted = _RELEASED.fullmatch(detail)
    if counted is None:
        return detail
    changes, mails = int(counted[1]), int(counted[2])
    return ", ".join(
        (
            ngettext("%(num)s change", "%(num)s changes", changes),
            ngettext("%(num)s mail", "%(num)s mails", mails),
        )
    )


def statements_words(detail: str) -> str:
    """Say what somebody ticked, and what they did not."""
    return ", ".join(_field_words(part) for part in detail.split(", "))


def fields_words(detail: str) -> str:
    """Say which fields were changed, a line for each, from what to what."""
    return "\n".join(_field_words(line) for line in detail.split("\n"))


def _field_words(line: str) -> str:
    found = _FIELD.fullmatch(line)
    if found is None or found[1] not in FIELD_NAMES:
        return line
    values = ARROW.join(_value(found[1], one) for one in found[2].split(ARROW))
    return f"{FIELD_NAMES[found[1]]}: {values}"


def _value(field: str, value: str) -> str:
    if value in VALUES:
        return str(VALUES[value])
    names = _OF_FIELDS.get(field, {})
    return str(names[value]) if value in names else value


SAID = {
    "card moved": stages_words,
    "consents stated": statements_words,
    "event added": state_words,
    "proposal decided": decided_words,
    "released": released_words,
    "shift added": task_words,
    "technique checked": statements_words,
}
"""How the detail of an action is said; of all others as changed fields."""
