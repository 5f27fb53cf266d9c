"""Forms that say where stops and recordings are watched."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from eventapp.foundation.edits import Seen, seen_of
from eventapp.foundation.refusals import Refusal
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
from eventapp.web.organiser.edit_fields import as_text
from eventapp.web.organiser.edit_form import EditForm, Stored
from eventapp.web.refusals import tell_in
from eventapp.web.registrant_fields import Known, trimmed

KIND_NAMES = {
    "youtube": _l("YouTube"),
    "vimeo": _l("Vimeo"),
    "hls": _l("A playlist (HLS, ends in .m3u8)"),
    "file": _l("A video file"),
    "frame": _l("Another page in a frame; its host is then allowed for this page alone"),
}
NO_NUMBER = -1


class VideoForm(EditForm):
    """Asks for a kind of video and its address."""

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

    def __init__(self, stored: Stored) -> None:
        """Begin with what is stored."""
        super().__init__(*stored)
        self.kind.choices = [SelectChoice(kind, str(KIND_NAMES[kind])) for kind in KINDS]

    @property
    def is_check(self) -> bool:
        """Whether what was typed is only to be tried."""
        return request.form.get("wish") == "check"

    def tell(self, refusal: Refusal) -> None:
        """Say beside the field that it concerns, else on top, why nothing was stored."""
        name = ""
        if isinstance(refusal, StreamAddressInvalid):
            name = "kind" if refusal.reason == "kind" else "address"
        elif isinstance(refusal, StreamNumberInvalid):
            name = refusal.field
        tell_in(self, refusal, field=name)


class StreamForm(VideoForm):
    """Asks how a stop is watched live."""

    opens_before_minutes = StringField(
        _l("Minutes before the start from which it can be watched"),
        [DataRequired(_l("Write a whole number that can be meant."))],
        filters=[as_text],
    )

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
        filters=[as_text],
    )

    def details(self) -> RecordingDetails:
        """Give how the recording is watched, after the form was found valid."""
        return RecordingDetails(
            kind=self.kind.data,
            address=self.address.data[: LONGEST_ADDRESS + 1],
            seconds=_number(self.seconds.data) if self.seconds.data else None,
            files_from=self.files_from.data[: LONGEST_ADDRESS + 1],
        )


def stored_stream(stream: Stream | None) -> Stored:
    """Give how a stop is watched as its form shows it, and what that is to an edit."""
    blank = dict.fromkeys(StreamDetails._fields, "") | {
        "opens_before_minutes": OPENS_BEFORE_MINUTES
    }
    return _stored(stream, blank)


def stored_recording(recording: Recording | None) -> Stored:
    """Give where a recording is as its form shows it, and what that is to an edit."""
    return _stored(recording, dict.fromkeys(RecordingDetails._fields, ""))


def _stored(row: Stream | Recording | None, blank: dict[str, Any]) -> Stored:
    if row is None:
        return blank, Seen(0, {})
    return {name: getattr(row, name) for name in blank}, seen_of(row, blank)


def _number(text: str) -> int:
    """Give the number that was typed; one that no rule takes for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else NO_NUMBER
