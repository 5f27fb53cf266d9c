"""Looking through registrations: search, filters, order, pages."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from eventapp.events.models import Event
from eventapp.foundation.transaction import transaction
from eventapp.registration.changing import change_registration
from eventapp.registration.listing import (
    BY_NAME,
    NEWEST,
    PAGE,
    Choices,
    Filters,
    choices_of,
    number_of,
    page_of,
    told_registrations,
)
from eventapp.registration.queries import registration_by_code
from eventapp.registration.registering import add_registration
from eventapp.registration.rules import RegistrationChange
from tests.counting import statements
from tests.factories import NOON, make_event, make_registration
from tests.registration.applicants import make_applicant


def codes(event: Event, order: str = NEWEST, **filters: Any) -> list[str]:
    return [line.code for line in page_of(event.id, Filters(**filters), order).lines]


@pytest.fixture
def event(app: Flask) -> Event:
    event = make_event(format="hybrid")
    people = [
        ("asa", "Åsa", "Ångström", "Malmö universitet"),
        ("rene", "René", "O'Neill", "Łódź Biotech"),
        ("bo", "Bo", "Berg", "100% Gen_Terapi"),
    ]
    with transaction():
        for name, given, family, organisation in people:
            applicant = make_applicant(
                name, given_name=given, family_name=family, organisation=organisation
            )
            add_registration(event.id, applicant, actor="command", now=NOON)
    return event


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("angstrom", ["Åsa"]),
        ("ÅNGSTRÖM ÅSA", ["Åsa"]),
        ("asa@EXAMPLE", ["Åsa"]),
        ("oneill", ["René"]),
        ("O’Neill rene", ["René"]),
        ("lodz", ["René"]),
        ("100%", ["Bo"]),
        ("gen_ter", ["Bo"]),
        ("malmo berg", []),
        ("%", []),
        ("", ["Bo", "René", "Åsa"]),
    ],
)
def test_search_takes_no_case_and_no_accents(event: Event, text: str, found: list[str]) -> None:
    page = page_of(event.id, Filters(text=text), BY_NAME)

    assert sorted(line.given_name for line in page.lines) == sorted(found)
    assert number_of(event.id, Filters(text=text)) == len(found)


def test_search_finds_a_ticket_by_its_whole_code_and_a_code_as_it_is_read(app: Flask) -> None:
    event = make_event()
    make_registration(event, "K7M-4QX", ticket_code="AbC_-d", search_text="k7m 4qx")
    make_registration(make_event(), "K7M-4QX", ticket_code="other", search_text="k7m 4qx")

    assert codes(event, text=" AbC_-d ") == ["K7M-4QX"]
    assert codes(event, text="abc") == []
    assert codes(event, text="k7m-4q") == ["K7M-4QX"]


def test_change_is_found_by_the_new_name(event: Event) -> None:
    line = page_of(event.id, Filters(text="berg"), NEWEST).lines[0]
    change = RegistrationChange(
        given_name="Bo",
        family_name="Dahl",
        country_code="SE",
        zone="Europe/Stockholm",
        sector="academia",
        organisation="",
        gender="not_stated",
        language="sv",
        mode=line.mode,
        newsletter=False,
        participant_list=False,
        speaker_contact=False,
    )
    with transaction():
        change_registration(line.id, change, 1, now=NOON)

    assert codes(event, text="berg") == []
    assert codes(event, text=f"dahl {line.code}") == [line.code]


def test_filters_ask_for_all_that_is_named(app: Flask) -> None:
    event = make_event(format="hybrid")
    make_registration(event, "A", country_code="SE", mode="onsite", sector="industry")
    make_registration(event, "B", country_code="JP", language="sv", withdrawn_at=NOON)
    make_registration(make_event(), "C", country_code="NO")

    assert codes(event, country_code="JP") == ["B"]
    assert codes(event, mode="onsite", sector="industry") == ["A"]
    assert codes(event, mode="onsite", language="sv") == []
    assert codes(event, state="withdrawn") == ["B"]
    assert codes(event, state="active") == ["A"]
    assert choices_of(event.id) == Choices(["JP", "SE"], ["academia", "industry"], ["en", "sv"])


@pytest.mark.parametrize("order", [NEWEST, BY_NAME])
@pytest.mark.parametrize("number", [1, PAGE, PAGE + 1, 2 * PAGE + 3])
def test_pages_give_every_line_once_there_and_back(app: Flask, order: str, number: int) -> None:
    event = make_event()
    for place in range(number):
        at = NOON - timedelta(hours=place // 4)
        make_registration(event, f"P{place}", registered_at=at, search_text=f"name {place // 3}")

    there, after = [], 0
    while True:
        page = page_of(event.id, Filters(), order, after=after)
        there.append(page)
        if page.later is None:
            break
        after = page.later
    back, before = [there[-1]], there[-1].earlier
    while before:
        back.insert(0, page_of(event.id, Filters(), order, before=before))
        before = back[0].earlier

    seen = [line.code for page in there for line in page.lines]
    assert len(seen) == len(set(seen)) == number
    assert [line.code for page in back for line in page.lines] == seen
    assert there[0].earlier is None
    assert all(page.earlier for page in there[1:])


def test_foreign_number_turns_no_page(app: Flask) -> None:
    event = make_event()
    make_registration(event, "A")
    foreign = make_registration(make_event(), "B", registered_at=NOON + timedelta(days=9))

    assert [line.code for line in page_of(event.id, Filters(), NEWEST, after=foreign.id).lines] == [
        "A"
    ]


@pytest.mark.parametrize("number", [1, 60])
def test_page_takes_two_statements(app: Flask, number: int) -> None:
    event = make_event()
    last = [make_registration(event).id for _ in range(number)][-1]
    event_id = event.id

    with statements() as seen:
        page_of(event_id, Filters(), NEWEST, after=last)

    assert len(seen) == 2


def test_file_has_all_that_is_told_but_gender(event: Event) -> None:
    told = list(told_registrations(event.id, Filters(text="berg")))

    assert [(row.given_name, row.newsletter, row.withdrawn_at) for row in told] == [
        ("Bo", False, None)
    ]
    assert "gender" not in told[0]._fields
    stored = registration_by_code(event.id, told[0].code)
    assert stored is not None
    code = stored.code.replace("-", " ").lower()
    assert stored.search_text == f"berg bo 100 gen terapi bo example org {code}"
