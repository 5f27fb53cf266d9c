"""The words in which people are told that a rule forbids what they wish."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from eventapp.foundation.refusals import Refusal, StaleEdit
from eventapp.registration.rules import (
    AlreadyRegistered,
    EventFull,
    FieldInvalid,
    ModeNotOffered,
    RegistrationClosed,
    RegistrationNotOpen,
    RegistrationWithdrawn,
)
from eventapp.streams.rules import StreamAddressInvalid, StreamNumberInvalid


def words_for(refusal: Refusal) -> str:
    """Say in the reader's language what was refused and what to do."""
    return _WORDS[type(refusal)](refusal)


def has_words(kind: type[Refusal]) -> bool:
    """Tell whether there are words for that kind of refusal."""
    return kind in _WORDS


def _field_invalid(refusal: FieldInvalid) -> str:
    words = {
        "email": _("Write the address as name@example.org."),
        "family_name": _("Write your name in letters, in one line and not too long."),
        "given_name": _("Write your name in letters, in one line and not too long."),
        "organisation": _("Write the name in one line and not too long."),
        "country_code": _("Choose your country."),
        "zone": _("Choose the city whose clock is yours."),
        "sector": _("Choose the sector you work in."),
        "gender": _("Choose one of the answers."),
        "language": _("Choose a language."),
        "mode": _("Choose how you take part."),
    }
    return words.get(refusal.field) or _("This cannot be stored. Write it in another way.")


def _event_full(refusal: EventFull) -> str:
    if refusal.mode == "onsite":
        return _("All places on site are taken.")
    return _("All places online are taken.")


def _mode_not_offered(refusal: ModeNotOffered) -> str:
    if refusal.mode == "onsite":
        return _("This event is held online only.")
    return _("This event is held on site only.")


def _stream_address(refusal: StreamAddressInvalid) -> str:
    return {
        "kind": _("Choose what kind of stream it is."),
        "form": _("Write the address as it stands in the browser, without spaces."),
        "host": _("The address begins with https:// and has the host of that kind of stream."),
        "video": _("The address names no video. Copy it from the page of the video."),
    }[refusal.reason]


_WORDS: dict[type[Refusal], Callable[[Any], str]] = {
    FieldInvalid: _field_invalid,
    EventFull: _event_full,
    ModeNotOffered: _mode_not_offered,
    RegistrationNotOpen: lambda _refusal: _("Registration has not opened yet."),
    RegistrationClosed: lambda _refusal: _("Registration has closed."),
    RegistrationWithdrawn: lambda _refusal: _("This registration is withdrawn."),
    AlreadyRegistered: lambda _refusal: _("The address has a registration already."),
    StaleEdit: lambda _refusal: _(
        "Something was changed meanwhile. Look at what is stored now, and save again."
    ),
    StreamAddressInvalid: _stream_address,
    StreamNumberInvalid: lambda _refusal: _("Write a whole number that can be meant."),
}
