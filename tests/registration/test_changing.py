"""Changing and withdrawing a registration."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from eventapp.events.rules import FieldRefused
from eventapp.foundation.refusals import Difference, StaleEdit
from eventapp.foundation.transaction import transaction
from eventapp.registration.changing import change_registration, withdraw
from eventapp.registration.places import recount_places
from eventapp.registration.queries import registration_by_id
from eventapp.registration.rules import (
    EventFull,
    RegistrationChange,
    RegistrationWithdrawn,
)
from tests.factories import NOON, make_event, make_registration
from tests.registration.applicants import make_applicant
from tests.registration.test_registering import apply, kinds, taken

LATER = NOON + timedelta(hours=1)


def make_change(**values: Any) -> RegistrationChange:
    told = make_applicant()._asdict()
    del told["email"]
    return RegistrationChange(**told | values)


def change(number: int, revision: int, **values: Any) -> bool:
    with transaction():
        return change_registration(number, make_change(**values), revision, now=LATER)


def test_withdraw_frees_the_place_once(app: Flask) -> None:
    event_id = make_event(capacity_online=1).id
    number = apply(event_id, make_applicant()).registration_id

    with transaction():
        first = withdraw(number, now=LATER)
    with transaction():
        second = withdraw(number, now=LATER + timedelta(hours=1))

    stored = registration_by_id(number)
    assert stored is not None
    assert (first, second) == (True, False)
    assert (stored.withdrawn_at, stored.version) == (LATER, 2)
    assert taken(event_id) == (0, 0)
    assert kinds() == ["confirmation", "withdrawn"]


def test_withdraw_of_nothing_does_nothing(app: Flask) -> None:
    with transaction():
        assert not withdraw(4711, now=NOON)


def test_change_registration_stores_and_tells(app: Flask) -> None:
    event_id = make_event().id
    number = apply(event_id, make_applicant(newsletter=True)).registration_id

    changed = change(number, 1, zone="Europe/Oslo", newsletter=True, speaker_contact=True)

    stored = registration_by_id(number)
    assert stored is not None
    assert changed
    assert (stored.zone, stored.version) == ("Europe/Oslo", 2)
    assert stored.newsletter_consent_at == NOON
    assert stored.speaker_contact_consent_at == LATER
    assert kinds() == ["confirmation", "changed"]


def test_change_registration_takes_a_consent_back(app: Flask) -> None:
    number = apply(make_event().id, make_applicant(newsletter=True)).registration_id

    change(number, 1)

    stored = registration_by_id(number)
    assert stored is not None
    assert stored.newsletter_consent_at is None


def test_change_registration_without_a_difference_does_nothing(app: Flask) -> None:
    number = apply(make_event().id, make_applicant()).registration_id

    assert not change(number, 1)
    assert kinds() == ["confirmation"]


def test_change_registration_refuses_a_stale_edit_and_names_the_fields(app: Flask) -> None:
    number = apply(make_event().id, make_applicant()).registration_id
    change(number, 1, zone="Europe/Oslo")

    with pytest.raises(StaleEdit) as refusal:
        change(number, 1, organisation="Elsewhere")

    stored = registration_by_id(number)
    assert stored is not None
    assert stored.organisation == "Japan Vector Works"
    assert refusal.value.version == 2
    assert set(refusal.value.differences) == {
        Difference("zone", "Europe/Oslo", "Asia/Tokyo"),
        Difference("organisation", "Japan Vector Works", "Elsewhere"),
    }


def test_change_registration_sent_twice_is_done_once(app: Flask) -> None:
    number = apply(make_event().id, make_applicant()).registration_id

    assert change(number, 1, zone="Europe/Oslo")
    assert not change(number, 1, zone="Europe/Oslo")


def test_change_of_mode_moves_the_place(app: Flask) -> None:
    event_id = make_event(format="hybrid", capacity_onsite=1).id
    number = apply(event_id, make_applicant()).registration_id
    other = apply(event_id, make_applicant("ryo")).registration_id

    change(number, 1, mode="onsite")
    with pytest.raises(EventFull):
        change(other, 1, mode="onsite")

    assert taken(event_id) == (1, 1)


def test_change_of_mode_with_a_stale_revision_keeps_the_places(app: Flask) -> None:
    event_id = make_event(format="hybrid").id
    number = apply(event_id, make_applicant()).registration_id

    with pytest.raises(StaleEdit):
        change(number, 7, mode="onsite")

    assert taken(event_id) == (1, 0)


def test_change_registration_refuses_bad_fields_and_withdrawn_ones(app: Flask) -> None:
    number = apply(make_event().id, make_applicant()).registration_id

    with pytest.raises(FieldRefused):
        change(number, 1, zone="Mars/Base")
    with transaction():
        withdraw(number, now=LATER)
    with pytest.raises(RegistrationWithdrawn):
        change(number, 2, zone="Europe/Oslo")


def test_recount_places_counts_what_is_not_withdrawn(app: Flask) -> None:
    event = make_event(format="hybrid")
    event_id = event.id
    make_registration(event)
    make_registration(event, withdrawn_at=NOON)
    make_registration(event, mode="onsite")
    make_registration(make_event())

    with transaction():
        recount_places(event_id)

    assert taken(event_id) == (1, 1)
