"""Forms of organisers' pages."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, StringField
from wtforms.validators import ValidationError

from eventapp.foundation.timezones import (
    TimeOutOfRange,
    WallTimeMalformed,
    WallTimeMissing,
    parse_wall,
    to_instant,
)


class CutOffForm(Form):  # type: ignore[misc]  # wtforms is untyped
    """Asks for the moment at which registrations are counted; empty is now."""

    cut_off = StringField(_l("Count as of"))

    def __init__(self, given: str, zone_name: str) -> None:
        super().__init__(data={"cut_off": given})
        self._zone = zone_name
        self.moment: datetime | None = None

    def validate_cut_off(self, field: StringField) -> None:
        """Read the wall time of the event's zone; of one that happens twice the first is meant."""
        if not field.data:
            return
        try:
            self.moment = to_instant(parse_wall(field.data), self._zone, fold=0)
        except (WallTimeMalformed, TimeOutOfRange) as refusal:
            raise ValidationError(_("Write day and time like 2021-05-01T00:00.")) from refusal
        except WallTimeMissing as refusal:
            raise ValidationError(
                _("The clocks skip this time there; take %(time)s.", time=refusal.suggestion)
            ) from refusal
