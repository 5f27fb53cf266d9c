"""Words for what is refused."""

import pytest
from flask import Flask
from flask_babel import force_locale

from eventapp.events.rules import FieldRefused
from eventapp.foundation.refusals import Refusal, StaleEdit
from eventapp.registration import rules as registration
from eventapp.speaking import pictures
from eventapp.speaking import rules as speaking
from eventapp.streams import rules as streams
from eventapp.web.refusals import has_words, words_for

REFUSALS: list[Refusal] = [
    *(FieldRefused(field) for field in (*registration.Applicant._fields, "other")),
    registration.EventFull("online"),
    registration.EventFull("onsite"),
    registration.ModeNotOffered("online"),
    registration.ModeNotOffered("onsite"),
    registration.RegistrationNotOpen(),
    registration.RegistrationClosed(),
    registration.RegistrationWithdrawn(),
    registration.AlreadyRegistered("P1"),
    StaleEdit(2, ()),
    *(streams.StreamAddressInvalid("hls", reason) for reason in ("kind", "form", "host", "video")),
    streams.StreamNumberInvalid("seconds"),
    *(
        speaking.PhotoRefused(reason)
        for reason in (
            pictures.EMPTY,
            pictures.TOO_LARGE,
            pictures.OTHER_KIND,
            pictures.MOVING,
            pictures.TOO_MANY_PIXELS,
            pictures.TOO_SMALL,
            pictures.BROKEN,
        )
    ),
    speaking.NoAddress(),
    speaking.RemindedToday(),
    speaking.NothingToRemindOf(),
    speaking.SessionNotTheirs(),
    speaking.AnswerUnknown(),
    speaking.NoteTooLong(),
    speaking.OtherHours(),
]


@pytest.mark.parametrize("refusal", REFUSALS, ids=str)
def test_refusals_are_told_in_both_languages(demo_app: Flask, refusal: Refusal) -> None:
    with demo_app.test_request_context():
        english = words_for(refusal)
        with force_locale("sv"):
            swedish = words_for(refusal)

    assert english.endswith(".")
    assert swedish.endswith(".")
    assert english != swedish


def test_refusals_of_a_persons_form_have_words() -> None:
    kinds = {
        kind
        for module in (registration, speaking, streams)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Refusal) and kind is not Refusal
    }

    assert [kind for kind in kinds if not has_words(kind)] == []
