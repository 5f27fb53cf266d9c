"""The form of an edition from before this system."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from eventapp.events.models import PastEdition
from eventapp.events.rules import EDITION_STATES, FORMATS, PastEditionDetails, is_part_of_date
from eventapp.foundation.codes import is_slug
from eventapp.foundation.edits import Seen, seen_of
from eventapp.web.display import EDITION_STATES as EDITION_STATE_WORDS
from eventapp.web.display import EVENT_FORMATS, EVENT_KINDS, name_of
from eventapp.web.organiser.edit_fields import NumberField, line, lines
from eventapp.web.organiser.edit_form import EditForm
from eventapp.web.organiser.event_form import check_slug

EDITED = tuple(name for name in PastEditionDetails._fields if name not in {"series_slug", "slug"})
DATE_HINT = _l("As precise as it is known: 2019, 2019-04 or 2019-04-04.")


class PastEditionForm(EditForm):
    """Asks what is known of an edition, and where that is written."""

    PARTS = (
        ("", ("slug", ("kind", "format"), ("starts_on", "ends_on"), "place")),
        (_l("What became of it"), (("state", "replaced_by"), "participants", "approximate")),
        (_l("Source"), ("source",)),
    )

    slug = line(
        _l("Short name"), 80, hint=_l("Small letters a-z, digits and hyphens, as in atmp-2019.")
    )
    kind = SelectField(_l("Kind"), validate_choice=True)
    format = SelectField(_l("Format"), validate_choice=True)
    starts_on = line(_l("First day"), 10, needed=_l("Type when it was."), hint=DATE_HINT)
    ends_on = line(_l("Last day"), 10, hint=_l("Blank: the same."))
    place = line(_l("Place"), 200)
    state = SelectField(_l("State"), validate_choice=True)
    replaced_by = line(
        _l("Replaced by"), 80, hint=_l("The short name of what was held in its place, if any.")
    )
    participants = NumberField(
        _l("Participants"), largest=2_000_000_000, description=_l("Blank: not known.")
    )
    approximate = BooleanField(_l("The number is approximate"))
    source = lines(
        _l("Where this is written, and of what day that is"),
        hint=_l("For example: final report to the funder, 2022-03-31, page 12."),
    )

    def __init__(self, edition: PastEdition | None) -> None:
        """Begin with an edition, or with nothing."""
        super().__init__(_stored(edition), seen_edition(edition) if edition else None)
        kinds = dict.fromkeys([*EVENT_KINDS, *([edition.kind] if edition else ())])
        self.kind.choices = [SelectChoice(kind, name_of(kind, EVENT_KINDS)) for kind in kinds]
        self.format.choices = [SelectChoice(one, str(EVENT_FORMATS[one])) for one in FORMATS]
        self.state.choices = [
            SelectChoice(one, name_of(one, EDITION_STATE_WORDS)) for one in EDITION_STATES
        ]
        self.mark_needed("kind", "format", "starts_on", "state", "source")
        if edition is not None:
            del self.slug
        else:
            self.slug.validators = [*self.slug.validators, check_slug]
            self.mark_needed("slug")

    def validate_starts_on(self, field: Any) -> None:
        """Take a date of which the day, or month and day, may be unknown."""
        if not is_part_of_date(field.data):
            raise ValidationError(_("Write it like 2019, 2019-04 or 2019-04-04."))

    def validate_ends_on(self, field: Any) -> None:
        """Take a date as of the first day, and nothing for the same."""
        is_right = not field.data or is_part_of_date(field.data)
        field.data = field.data or self.starts_on.data
        if not is_right:
            raise ValidationError(_("Write it like 2019, 2019-04 or 2019-04-04."))

    def validate_replaced_by(self, field: Any) -> None:
        """Take a short name, or nothing."""
        if field.data and not is_slug(field.data):
            raise ValidationError(_("Small letters a-z, digits and hyphens are taken."))

    def validate_source(self, field: Any) -> None:
        """Ask for a source: a number that nobody can check tells nothing."""
        if not field.data:
            raise ValidationError(_("Tell where this is written."))

    def details(self) -> PastEditionDetails:
        """Give the edition, after the form was found valid."""
        values = {name: self[name].data for name in EDITED}
        slug = self.slug.data if "slug" in self else ""
        values["participants"] = self.participants.number
        return PastEditionDetails(series_slug="", slug=slug, **values)


def stored_edition(edition: PastEdition) -> dict[str, Any]:
    """Give a past edition as its form shows it."""
    return {name: getattr(edition, name) for name in EDITED}


def seen_edition(edition: PastEdition) -> Seen:
    """Give what a form shows of a past edition, to come back with the edit."""
    return seen_of(edition, EDITED)


def _stored(edition: PastEdition | None) -> dict[str, Any]:
    return stored_edition(edition) if edition else {"state": "held", "participants": None}
