"""Forms that say where stops and recordings are watched."""

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from eventapp.foundation.refusals import Difference, Refusal, StaleEdit
from eventapp.streams.models import Recording, Stream
from eventapp.streams.rules import (
    KINDS,
    LONGEST_ADDRESS,
    OPENS_BEFORE_MINUTES,
    RecordingDetails,
    StreamAddressInvalid,
    StreamDetails,
    StreamNumberInvalid,
)
from eventapp.web.public.registration_form import OpenForm
from eventapp.web.refusals import words_for
from eventapp.web.registrant_fields import Known, trimmed
from eventapp.web.revisions import read_revision

KIND_NAMES = {
    "youtube": _l("YouTube"),
    "vimeo": _l("Vimeo"),
    "hls": _l("A playlist (HLS, ends in .m3u8)"),
    "file": _l("A video file"),
    "frame": _l("Another page in a frame; its host is then allowed for this page alone"),
}
NO_NUMBER = -1


class VideoForm(OpenForm):
    """Asks for a kind of video and its address; `revision` is the version that was read."""

    kind = RadioField(
        _l("Where is it?"),
        [Known(KINDS.__contains__, _l("Choose what kind of stream it is."))],
        validate_choice=False,
    )
    address = StringField(_l("Address"), [DataRequired(_l("Type the address."))], filters=[trimmed])
    files_from = StringField(
        _l("Other hosts of a playlist"),
        description=_l(
            "Where a playlist loads its files from other hosts: https://…, a space between."
        ),
        filters=[trimmed],
    )
    revision = HiddenField()

    def __init__(self, stored: Stream | Recording | None, **more: object) -> None:
        """Begin with what is stored."""
        kept: dict[str, object] = {"revision": str(stored.version if stored else 0)}
        if stored is not None:
            names = ("kind", "address", "files_from")
            kept |= {name: getattr(stored, name) for name in names}
        super().__init__(data=kept | more)
        self.kind.choices = [SelectChoice(kind, str(KIND_NAMES[kind])) for kind in KINDS]

    @property
    def is_check(self) -> bool:
        """Whether what was typed is only to be tried."""
        return request.form.get("wish") == "check"

    def read_revision(self) -> int:
        """Give the version that was read."""
        return read_revision(self.revision.data)

    def tell(self, refusal: Refusal) -> None:
        """Say beside the field that it concerns, else on top, why nothing was stored."""
        name = ""
        if isinstance(refusal, StreamAddressInvalid):
            name = "kind" if refusal.reason == "kind" else "address"
        elif isinstance(refusal, StreamNumberInvalid):
            name = refusal.field
        if name in self:
            self[name].errors = [*self[name].errors, words_for(refusal)]
        else:
            self.form_errors.append(words_for(refusal))
        if isinstance(refusal, StaleEdit):
            self.revision.data = str(refusal.version)

    def stored_words(self, differences: tuple[Difference, ...]) -> list[tuple[str, str]]:
        """Give what is stored now where it is not what was sent: labels and words."""
        return [
            (self[one.field].label.text, self._words(one))
            for one in differences
            if one.field in self
        ]

    def _words(self, difference: Difference) -> str:
        if difference.field == "kind":
            name = KIND_NAMES.get(str(difference.stored))
            return str(name) if name is not None else _("none")
        return "" if difference.stored is None else str(difference.stored)


class StreamForm(VideoForm):
    """Asks how a stop is watched live."""

    opens_before_minutes = StringField(
        _l("Minutes before the start from which it can be watched"),
        [DataRequired(_l("Write a whole number that can be meant."))],
        filters=[trimmed],
    )

    def __init__(self, stored: Stream | None) -> None:
        """Begin with what is stored."""
        minutes = stored.opens_before_minutes if stored else OPENS_BEFORE_MINUTES
        super().__init__(stored, opens_before_minutes=str(minutes))

    def details(self) -> StreamDetails:
        """Give how the stop is watched, after the form was found valid."""
        return StreamDetails(
            kind=self.kind.data,
            address=self.address.data[: LONGEST_ADDRESS + 1],
            opens_before_minutes=_number(self.opens_before_minutes.data),
            files_from=self.files_from.data[: LONGEST_ADDRESS + 1],
        )


class RecordingForm(VideoForm):
    """Asks where the recording of a session is watched."""

    seconds = StringField(
        _l("Length in seconds"),
        description=_l("Empty: as long as the player says."),
        filters=[trimmed],
    )

    def __init__(self, stored: Recording | None) -> None:
        """Begin with what is stored."""
        length = str(stored.seconds) if stored and stored.seconds is not None else ""
        super().__init__(stored, seconds=length)

    def details(self) -> RecordingDetails:
        """Give how the recording is watched, after the form was found valid."""
        return RecordingDetails(
            kind=self.kind.data,
            address=self.address.data[: LONGEST_ADDRESS + 1],
            seconds=_number(self.seconds.data) if self.seconds.data else None,
            files_from=self.files_from.data[: LONGEST_ADDRESS + 1],
        )


def _number(text: str) -> int:
    """Give the number that was typed; one that no rule takes for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else NO_NUMBER
