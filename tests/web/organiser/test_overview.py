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
from eventapp.programme.changing import change_session
from eventapp.speaking.answering import Answer, answer_session
from eventapp.speaking.inviting import invite_speaker
from eventapp.speaking.rules import Times
from tests.counting import statements
from tests.factories import (
    make_appearance,
    make_event,
    make_registration,
    make_session,
    make_speaker,
    make_stop,
    make_stream,
)
from tests.programme.wishes import details_of, seen
from tests.proposals.wishes import FAR_AWAY, make_call, make_proposal
from tests.releases.releasing import release, to_edit
from tests.signing_in import signed_in
from tests.speaking.test_inviting import SECRET
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
def test_overview_leads_to_what_waits_and_to_who_has_not_answered(app: Flask, event: Event) -> None:
    soon = utc_now().replace(second=0, microsecond=0) + timedelta(days=3)
    stop = make_stop(event, "D1", starts_at=soon)
    session = make_session(stop, "S1", starts_at=soon)
    speaker = make_speaker(event, "T1", email="a@example.org")
    make_appearance(session, speaker)
    release(event.id)
    with transaction():
        row = to_edit(event.id)
        details = details_of(row, title_en="Another title")
        change_session(session.id, details, seen(row), actor="", now=utc_now())
    with transaction():
        invite_speaker(speaker.id, secret=SECRET, actor="", now=utc_now())
    organiser = signed_in_as(app, "organiser", event)

    page = organiser.get(PAGE).text

    words = words_of(page)
    assert "Soon A change of 1 session waits for a release. What waits" in words
    assert "1 speaker has not answered the invitation. Who has not answered" in words
    assert f'href="{PAGE}/releases"' in page
    assert f'href="{PAGE}/speakers?state=waiting"' in page


@on_sqlite
def test_overview_warns_of_sessions_that_lost_their_people(app: Flask, event: Event) -> None:
    soon = utc_now().replace(second=0, microsecond=0) + timedelta(days=3)
    make_call(event, closes_at=FAR_AWAY)
    stop = make_stop(event, "D1", starts_at=soon)
    session, speaker = make_session(stop, "S1", starts_at=soon), make_speaker(event, "T1")
    make_appearance(session, speaker)
    proposal, number = make_proposal(event, "Maya", now=utc_now()), speaker.id
    with transaction():
        speaker.email = proposal.email
        proposal.session_id, proposal.state = session.id, "declined"
    with transaction():
        times = Times(session.starts_at, session.ends_at)
        invite_speaker(number, secret=SECRET, actor="", now=utc_now())
        answer_session(number, "S1", Answer("declined", "", times), now=utc_now())

    page = signed_in_as(app, "organiser", event).get(PAGE).text

    assert "Soon A speaker has declined 1 session that has a time. S1" in words_of(page)
    assert "Soon A proposer has given back 1 session that has a time. S1" in words_of(page)
    assert page.count(f'href="{PAGE}/sessions/S1/edit"') == 2


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
