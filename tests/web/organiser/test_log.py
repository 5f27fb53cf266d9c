"""The log of an event."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.accounts.rules import Scope
from eventapp.audit.actions import record
from eventapp.audit.queries import PAGE
from eventapp.events.models import Event
from eventapp.foundation.transaction import transaction
from eventapp.web.organiser.log_words import ACTIONS
from tests.counting import statements
from tests.factories import NOON, make_event
from tests.signing_in import signed_in
from tests.web.organiser.signing import EMAIL, make_account
from tests.web.public.test_figures import words_of

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LOG = "/organise/events/tour/log"


@pytest.fixture
def event(app: Flask) -> Event:
    return make_event("tour")


@pytest.fixture
def account(event: Event) -> int:
    return make_account("organiser", EMAIL, Scope(event_id=event.id))


@pytest.fixture
def organiser(app: Flask, account: int) -> FlaskClient:
    return signed_in(app, EMAIL)


def note(event_id: int, actor: str, action: str, subject: str = "", detail: str = "") -> None:
    with transaction():
        record(actor, action, event_id=event_id, subject=subject, detail=detail, now=NOON)


def test_log_says_who_did_what(organiser: FlaskClient, event: Event, account: int) -> None:
    foreign = make_event().id
    number = event.id
    note(number, "registrant", "register", "P1")
    note(number, f"account:{account}", "report exported", "tour", "csv")
    note(number, "account:999999", "role changed", f"account:{account}", "door")
    note(foreign, "command", "import tour", "secret.toml")

    page = organiser.get(LOG).text
    words = words_of(page)

    assert "Registered P1 A registrant Wednesday 15 May 2030, 14:00 Stockholm · UTC+2" in words
    assert "Took out the report tour · csv olga@example.org" in words
    assert "Changed a role olga@example.org · Door An account that is gone" in words
    assert "secret.toml" not in page
    assert words.index("Changed a role olga") < words.index("Registered P1")


@pytest.mark.parametrize(
    ("action", "detail", "words"),
    [
        ("card moved", "agreed → followed_up", "Innehållet klart → Uppföljd"),
        ("card changed", "next_step: — → Ring\ndue_on: — → 2030-05-01", "Nästa steg: — → Ring"),
        ("consents stated", "recording: yes, publication: no", "inspelning: ja, publicering av"),
        ("technique checked", "sound: yes, camera: no", "ljud: ja, kamera: nej"),
        ("released", "1 changes, 2 mails", "1 ändring, 2 brev"),
        ("released", "something else", "something else"),
        ("shift added", "stream_host", "Sändningsvärd"),
        ("speaker changed", "email: — → …", "E-postadress: — → …"),
        ("shift changed", "role: other → moderator", "Uppgift: Annan uppgift → Moderator"),
        ("session changed", "title_en: A: b → yes → c", "Rubrik på engelska: A: b → ja → c"),
        ("event changed", "unheard_of: yes → ", "unheard_of: yes →"),
        ("event added", "published", "Publicerad"),
        ("event postponed", "state: published → postponed", "Status: Publicerad → Uppskjuten"),
        ("proposal decided", "waitlisted", "På väntelistan"),
    ],
)
@on_sqlite
def test_details_are_said_in_the_readers_language(
    organiser: FlaskClient, event: Event, action: str, detail: str, words: str
) -> None:
    note(event.id, "command", action, "X", detail)

    page = organiser.get(f"{LOG}?lang=sv").text

    assert f"X · {words}" in words_of(page)


@on_sqlite
def test_log_is_filtered_by_action_and_person(
    organiser: FlaskClient, event: Event, account: int
) -> None:
    number = event.id
    note(number, "registrant", "register", "P1")
    note(number, f"account:{account}", "register", "P2")
    note(number, f"account:{account}", "withdraw_registration", "P3")

    by_action = organiser.get(f"{LOG}?action=register").text
    by_both = organiser.get(f"{LOG}?action=register&by=account:{account}").text
    by_nobody = organiser.get(f"{LOG}?by=nobody&action=%00x".replace("%00", "%27")).text

    shown = [
        [code for code in ("P1", "P2", "P3") if f"/{code}" in page]
        for page in (by_action, by_both, by_nobody)
    ]
    assert shown == [["P1", "P2"], ["P2"], []]
    assert "Nothing is noted." in by_nobody


@on_sqlite
def test_log_goes_on_to_older_entries(organiser: FlaskClient, event: Event) -> None:
    number = event.id
    for place in range(PAGE + 2):
        note(number, "registrant", "register", f"P{place:03}")

    first = organiser.get(LOG).text
    address = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = organiser.get(address.replace("&amp;", "&")).text

    assert "P002" in first
    assert "P001" not in first
    assert ["P002" in second, "P001" in second, "P000" in second] == [False, True, True]
    assert 'rel="next"' not in second


@on_sqlite
def test_log_takes_the_same_statements_for_any_number(
    organiser: FlaskClient, event: Event, account: int
) -> None:
    number, taken = event.id, []
    for rows in (1, 3, 60):
        for _ in range(rows):
            note(number, f"account:{account}", "report exported")
        with statements() as seen:
            organiser.get(LOG)
        taken.append(len(seen))

    assert taken == [6, 6, 6]


@on_sqlite
def test_every_action_has_swedish_words(organiser: FlaskClient, event: Event, account: int) -> None:
    number = event.id
    for action in ACTIONS:
        note(number, f"account:{account}", action)
    note(number, "account:1", "something new")
    note(number, "account:1", "import plays", "plays.csv", "9 rows, 2 new or changed")
    note(number, "account:1", "registrations exported", "tour", "1")

    organiser.set_cookie("lang", "sv")

    words = words_of(organiser.get(LOG).text)

    assert "Avbokade en anmälan" in words
    assert "Something new" in words
    assert "plays.csv · 9 rader, 2 nya eller ändrade" in words
    assert "tour · 1 anmälan" in words
    assert "Took" not in words
