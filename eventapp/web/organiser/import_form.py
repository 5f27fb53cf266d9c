"""The form by which a programme file is sent, looked at, and sent once more to be stored.

Between the look and the storing the file lies in the page itself, packed: nobody else can change
it there, nothing is left on the server by those who leave, and any process takes it.
"""

import base64
import binascii
import zlib
from collections.abc import Iterable

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from eventapp.exchange.detecting import kind_of
from eventapp.exchange.sources import Upload
from eventapp.exchange.taking import PLANS
from eventapp.web.public.registration_form import OpenForm

LARGEST_FILE = 4 * 1024 * 1024
LARGEST_BODY = 6 * 1024 * 1024
"""Bytes that a browser sends at most: what cannot be packed grows by a third, and has a form."""
LONGEST_NAME = 80
DETECT = "detect"

KIND_NAMES = {
    "programme": _l("Sessions (programme.csv)"),
    "speakers": _l("Speakers (speakers.csv)"),
    "lineup": _l("Line-up (lineup.csv)"),
    "schedule": _l("Schedule of frab or pretalx (XML or JSON)"),
}


class ImportForm(OpenForm):
    """Asks for a file and its kind; `packed`, `name` and `seen` come back with a preview."""

    kind = SelectField(_l("What the file holds"), validate_choice=True)
    packed = HiddenField()
    name = HiddenField()
    seen = HiddenField()

    def __init__(self) -> None:
        """Begin with a kind that the file tells itself."""
        super().__init__()
        self.kind.choices = [SelectChoice(DETECT, _("See it by its first line"))] + [
            SelectChoice(kind, str(KIND_NAMES[kind])) for kind in PLANS
        ]
        self.kind.flags.required = True
        self.upload: Upload | None = None
        self.file_errors: list[str] = []

    def validate(self, extra_validators: dict[str, Iterable[object]] | None = None) -> bool:
        """Tell whether there is a file of a kind that is known."""
        is_valid = bool(super().validate(extra_validators))
        self.tell_of_cookies()
        self._read()
        if self.upload is not None and self.kind.data == DETECT:
            self.kind.data = kind_of(self.upload.content) or DETECT
            if self.kind.data == DETECT:
                words = _("Its first line does not tell what the file holds. Choose it here.")
                self.kind.errors = [words]
        return is_valid and not self.file_errors and not self.kind.errors

    def _read(self) -> None:
        sent = request.files.get("file")
        if sent is not None and sent.filename:
            content = sent.stream.read(LARGEST_FILE + 1)
            self.name.data = short_name(sent.filename)
        elif self.packed.data:
            content = unpacked(self.packed.data)
        else:
            self.file_errors.append(_("Choose a file."))
            return
        if len(content) > LARGEST_FILE:
            self.file_errors.append(_("The file is larger than 4 MB. Take it in in parts."))
        elif not content:
            self.file_errors.append(_("The file is empty, or did not arrive. Choose it again."))
        else:
            self.upload = Upload(short_name(self.name.data or ""), content)


def packed(content: bytes) -> str:
    """Give a file as a text that a form can hold."""
    return base64.urlsafe_b64encode(zlib.compress(content)).decode()


def unpacked(text: str) -> bytes:
    """Give the file back; nothing for what is none, never more than a byte above the largest."""
    try:
        content = base64.b64decode(text.encode(), altchars=b"-_", validate=True)
        return zlib.decompressobj().decompress(content, LARGEST_FILE + 1)
    except (binascii.Error, ValueError, zlib.error):
        return b""


def short_name(name: str) -> str:
    """Give the name of a file as it may stand on a page and in the log."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[-LONGEST_NAME:] or "file"
