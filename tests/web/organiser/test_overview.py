"""The first page of an event for organisers."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.accounts.rules import Scope
from eventapp.events.actions import touch_figures
from eventapp.events.models import Event
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction
from eventapp.mail.actions import give_up, lease_mail, queue_mail
from eventapp.mail.rules import Letter
from tests.counting import statements
from tests.factories import make_event, make_registration, make_session, make_stop, make_stream
from tests.signing_in import signed_in
from tests.web.organiser.signing import EMAIL, make_account
from tests.web.public.test_figures import words_of

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGE = "/organise/events/tour"


@pytest.fixture
def event(app: Flask) -> Event:
    return make_event("tour", name_en="World Tour", capacity_online=2, taken_online=2)


def signed_in_as(app: Flask, role: str, event: Event) -> FlaskClient:
    make_account(role, EMAIL, Scope(event_id=event.id))
    return signed_in(app, EMAIL)


def fail_a_mail(registration_id: int) -> None:
    now = utc_now()
    letter = Letter("confirmation", "a@example.org", "en", "UTC", {"registration": registration_id})
    with transaction():
        queue_mail(letter, now=now)
        mail = lease_mail(now=now, lease=timedelta(minutes=1))
        assert mail is not None
        give_up(mail, "no such mailbox", now=now)


def test_overview_and_home_tell_what_is_most_urgent(app: Flask, event: Event) -> None:
    stop = make_stop(event, "D1", starts_at=utc_now() + timedelta(days=3))
    make_session(stop, "S1")
    fail_a_mail(make_registration(event, "P1").id)
    organiser = signed_in_as(app, "organiser", event)

    page = organiser.get(PAGE).text
    home = words_of(organiser.get("/organise/").text)

    words = words_of(page)
    assert "Now A mail to 1 registrant could not be sent. P1" in words
    assert "Soon 1 stop has no stream yet; the first one starts:" in words
    assert "Soon All places online are taken." in words
    assert "Soon 1 session has no speaker. S1" in words
    assert f'href="{PAGE}/registrations/P1"' in page
    assert f'href="{PAGE}/streams/D1"' in page
    assert "taken of 2" in words
    assert "Now A mail to 1 registrant could not be sent. 3 more things to see to." in home


@on_sqlite
def test_analysts_are_told_without_ways_to_persons(app: Flask, event: Event) -> None:
    fail_a_mail(make_registration(event, "P1", given_name="Secretname").id)
    make_stop(event, "D1", starts_at=utc_now() + timedelta(days=3))
    analyst = signed_in_as(app, "analyst", event)

    page = analyst.get(PAGE).text

    assert "A mail to 1 registrant could not be sent." in words_of(page)
    assert "P1" not in page
    assert "Secretname" not in page
    assert f"{PAGE}/streams" not in page
    assert f"{PAGE}/log" not in page
    assert f'href="{PAGE}/report"' in page


@on_sqlite
def test_quiet_event_says_so(app: Flask) -> None:
    event = make_event("tour", created_at=utc_now())
    make_stream(make_stop(event, starts_at=utc_now() + timedelta(days=90)))

    page = signed_in_as(app, "organiser", event).get(PAGE).text

    assert "Nothing needs attention now." in page


@on_sqlite
def test_overview_takes_the_same_statements_for_any_number(app: Flask, event: Event) -> None:
    organiser, taken = signed_in_as(app, "organiser", event), []
    for number in (1, 5):
        for _ in range(number):
            make_session(make_stop(event))
            make_registration(event)
        with transaction():
            touch_figures(event.id)
        with statements() as seen:
            organiser.get(PAGE)
        taken.append(len(seen))

    assert taken[0] == taken[1]
