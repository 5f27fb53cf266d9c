"""The words in which people are told that a rule forbids what they wish."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from eventapp.accounts.rules import LastOwner
from eventapp.events.rules import (
    CodeTaken,
    FieldRefused,
    SlugTaken,
    StateImpossible,
    StillInUse,
)
from eventapp.foundation.refusals import Refusal, StaleEdit
from eventapp.foundation.wall_spans import EndsBeforeStart
from eventapp.programme.rules import SessionOutsideStop, SessionsLeftOutside
from eventapp.registration.rules import (
    AlreadyRegistered,
    EventFull,
    EventNotHeld,
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


def _event_not_held(refusal: EventNotHeld) -> str:
    if refusal.state == "cancelled":
        return _("This event is cancelled.")
    if refusal.state == "postponed":
        return _("This event is postponed.")
    return _("This event is not published yet.")


def _mode_not_offered(refusal: ModeNotOffered) -> str:
    if refusal.mode == "onsite":
        return _("This event is held online only.")
    return _("This event is held on site only.")


def _field_refused(refusal: FieldRefused) -> str:
    words = {
        "name_en": _("Type a name in one language at least."),
        "title_en": _("Type a title in one language at least."),
        "given_name": _("Type a name."),
        "name": _("Type a name of up to 120 characters."),
        "track": _("There is no such track at that stop."),
        "speaker": _("Choose a speaker."),
        "role": _("Choose a role."),
        "wall_registration_closes": _("This is not after registration opens."),
        "code": _("Up to 40 letters, digits and _ . - are taken."),
        "slug": _("Small letters a-z, digits and hyphens are taken."),
    }
    return words.get(refusal.field) or _("This cannot be stored. Write it in another way.")


def _still_in_use(refusal: StillInUse) -> str:
    return {
        "registrations": _("People are registered for it, so it cannot be deleted."),
        "sessions": _("Sessions lie in it still. Move or delete them first."),
        "line_up": _("This speaker is in a session still. Take them out first."),
    }[refusal.what]


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
    EventNotHeld: _event_not_held,
    RegistrationNotOpen: lambda _refusal: _("Registration has not opened yet."),
    RegistrationClosed: lambda _refusal: _("Registration has closed."),
    RegistrationWithdrawn: lambda _refusal: _("This registration is withdrawn."),
    AlreadyRegistered: lambda _refusal: _("The address has a registration already."),
    LastOwner: lambda _refusal: _(
        "This is the last owner of everything. Make somebody else an owner first."
    ),
    StaleEdit: lambda _refusal: _(
        "Something was changed meanwhile. Look at what is stored now, and save again."
    ),
    SlugTaken: lambda refusal: _(
        "%(slug)s is the address of another one already. Choose another.", slug=refusal.slug
    ),
    CodeTaken: lambda refusal: _("%(code)s is taken already. Choose another.", code=refusal.code),
    FieldRefused: _field_refused,
    StillInUse: _still_in_use,
    StateImpossible: lambda _refusal: _("That is not possible any more. Look at its state now."),
    EndsBeforeStart: lambda _refusal: _("The end is not after the start."),
    SessionOutsideStop: lambda refusal: _(
        "A session lies within its stop: that is from %(opens)s to %(closes)s on these clocks.",
        opens=f"{refusal.opens:%Y-%m-%d %H:%M}",
        closes=f"{refusal.closes:%Y-%m-%d %H:%M}",
    ),
    SessionsLeftOutside: lambda refusal: _(
        "These sessions would lie outside: %(codes)s. Move them first, or let them move along.",
        codes=", ".join(refusal.codes),
    ),
    StreamAddressInvalid: _stream_address,
    StreamNumberInvalid: lambda _refusal: _("Write a whole number that can be meant."),
}
