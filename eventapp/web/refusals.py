"""The words in which people are told that a rule forbids what they wish."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import Form

from eventapp.accounts.rules import LastOwner
from eventapp.codesign.rules import AlwaysOnBoard, ContentChanged, NotAPartner
from eventapp.decisions.rules import TargetImpossible
from eventapp.events.rules import (
    CodeTaken,
    FieldRefused,
    SlugTaken,
    StateImpossible,
    StillInUse,
)
from eventapp.exchange.taking import OtherThanSeen
from eventapp.foundation.refusals import Refusal, StaleEdit
from eventapp.foundation.wall_spans import EndsBeforeStart
from eventapp.programme.rules import SessionOutsideStop, SessionsLeftOutside
from eventapp.proposals.answers import AnswerInvalid, TooManyQuestions
from eventapp.proposals.rules import (
    AlreadyInProgramme,
    CallClosed,
    CallNotOpen,
    NoFreeTime,
    OwnProposal,
    ProposalSettled,
)
from eventapp.registration.rules import (
    AlreadyRegistered,
    EventFull,
    EventNotHeld,
    ModeNotOffered,
    RegistrationClosed,
    RegistrationNotOpen,
    RegistrationWithdrawn,
)
from eventapp.releases.rules import NothingToRelease, OtherThanPreviewed
from eventapp.roster.rules import ShiftsAtStop
from eventapp.speaking.rules import (
    LONGEST_NOTE,
    AnswerUnknown,
    NoAddress,
    NoteTooLong,
    NothingToRemindOf,
    OtherHours,
    PhotoRefused,
    RemindedToday,
    SessionNotTheirs,
)
from eventapp.streams.rules import StreamAddressInvalid, StreamNumberInvalid


def words_for(refusal: Refusal) -> str:
    """Say in the reader's language what was refused and what to do."""
    return _WORDS[type(refusal)](refusal)


def field_meant(refusal: Refusal) -> str:
    """Give the field of a form that a refusal concerns, or a blank."""
    if isinstance(refusal, FieldRefused):
        return refusal.field
    if isinstance(refusal, AnswerInvalid):
        return f"question_{refusal.question_id}"
    return _FIELDS.get(type(refusal), "")


def tell_in(form: Form, refusal: Refusal, *, field: str = "", words: str = "") -> None:
    """Say beside the field that it concerns, else on top of the form, why nothing was stored.

    Where `field` and `words` are blank, those of the refusal are taken.
    """
    field, words = field or field_meant(refusal), words or words_for(refusal)
    if field in form:
        form[field].errors = [*form[field].errors, words]
    else:
        form.form_errors.append(words)


def has_words(kind: type[Refusal]) -> bool:
    """Tell whether there are words for that kind of refusal."""
    return kind in _WORDS


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
        "given_name": _("Type a name, in one line and not too long."),
        "family_name": _("Type a name, in one line and not too long."),
        "organisation": _("Write the name in one line and not too long."),
        "country_code": _("Choose a country."),
        "zone": _("Choose a city from the list."),
        "sector": _("Choose a sector."),
        "gender": _("Choose one of the answers."),
        "language": _("Choose a language."),
        "mode": _("Choose how you take part."),
        "email": _("Write the address as name@example.org."),
        "languages": _("Say from and into which languages, as in: en sv."),
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
        "answers": _("It was answered already, so it cannot be deleted."),
        "line_up": _("This speaker is in a session still. Take them out first."),
    }[refusal.what]


def _stream_address(refusal: StreamAddressInvalid) -> str:
    return {
        "kind": _("Choose what kind of stream it is."),
        "form": _("Write the address as it stands in the browser, without spaces."),
        "host": _("The address begins with https:// and has the host of that kind of stream."),
        "video": _("The address names no video. Copy it from the page of the video."),
    }[refusal.reason]


def _photo_refused(refusal: PhotoRefused) -> str:
    return {
        "empty": _("Choose a file first."),
        "too large": _("The file is larger than 8 MB. Save it smaller, and send it again."),
        "other kind": _("This is no JPEG, PNG or WebP picture. Save the photo as one of them."),
        "moving": _("Moving pictures are not taken. Choose a photo."),
        "too many pixels": _("The picture has more than 26 million pixels. Save it smaller."),
        "too small": _("The picture is too small: 160 pixels are needed on each side."),
        "broken": _("The picture cannot be read to its end. Save it anew, and send it again."),
    }[refusal.reason]


_FIELDS: dict[type[Refusal], str] = {
    AlreadyRegistered: "email",
    CodeTaken: "code",
    EventFull: "mode",
    ModeNotOffered: "mode",
    SessionOutsideStop: "wall_starts",
    SessionsLeftOutside: "wall_starts",
    SlugTaken: "slug",
}
_WORDS: dict[type[Refusal], Callable[[Any], str]] = {
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
    ShiftsAtStop: lambda refusal: ngettext(
        "The roster has %(num)s shift here now. Nothing was deleted: look again, and confirm.",
        "The roster has %(num)s shifts here now. Nothing was deleted: look again, and confirm.",
        refusal.number,
    ),
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
    OtherThanPreviewed: lambda _refusal: _(
        "The programme was changed after you opened this page. Nothing was released: look at what "
        "would be released now, and release again."
    ),
    OtherThanSeen: lambda _refusal: _(
        "The programme was changed after you looked at the file. Nothing was stored: look at what "
        "it would change now, and store it again."
    ),
    NothingToRelease: lambda _refusal: _("Nothing has changed since the last release."),
    NotAPartner: lambda _refusal: _(
        "Only the international host and the local counterpart of a session have a say in it."
    ),
    ContentChanged: lambda _refusal: _(
        "The content was changed meanwhile. Read it as it is now, and sign off then."
    ),
    TargetImpossible: lambda _refusal: _("This is not above the least."),
    AlwaysOnBoard: lambda _refusal: _("A co-designed session stays on the board."),
    NoAddress: lambda _refusal: _("There is no e-mail address of this speaker. Add one first."),
    RemindedToday: lambda _refusal: _("They were written to less than a day ago. Wait a little."),
    NothingToRemindOf: lambda _refusal: _("They are not invited, or have answered everything."),
    SessionNotTheirs: lambda _refusal: _("You are not in that session any more."),
    AnswerUnknown: lambda _refusal: _("Confirm the session or decline it."),
    NoteTooLong: lambda _refusal: _(
        "Your note is too long: up to %(number)s signs are kept.", number=LONGEST_NOTE
    ),
    OtherHours: lambda _refusal: _("The hours of the event have changed. Tick yours again."),
    PhotoRefused: _photo_refused,
    CallNotOpen: lambda _refusal: _("Proposals are not taken yet."),
    CallClosed: lambda _refusal: _("The deadline for proposals has passed."),
    AnswerInvalid: lambda _refusal: _("This answer is missing, or cannot be stored as it is."),
    TooManyQuestions: lambda _refusal: _("So many questions nobody answers. Delete one first."),
    ProposalSettled: lambda _refusal: _("This proposal is settled and stays as it is."),
    OwnProposal: lambda _refusal: _("Nobody reviews a proposal of their own."),
    AlreadyInProgramme: lambda refusal: _(
        "It is in the programme as %(code)s. Take it out first.", code=refusal.code
    ),
    NoFreeTime: lambda refusal: _(
        "This stop has no %(minutes)s free minutes. Type a time, choose another stop, or park it.",
        minutes=refusal.minutes,
    ),
    StreamAddressInvalid: _stream_address,
    StreamNumberInvalid: lambda _refusal: _("Write a whole number that can be meant."),
}
