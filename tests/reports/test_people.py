"""Registrants and speakers in groups, gender shares at their borders, and who returned."""

import pytest

from eventapp.reports.people import GenderFigures, gender_figures
from eventapp.reports.rows import AppearanceRow, EarlierRow, SpeakerRow
from tests.reports.builders import NOON, Tour, make_registration, make_session, make_stop


def test_registrants_are_grouped_the_largest_first() -> None:
    tour = Tour(
        registrations=[
            make_registration(1, country="SE", sector="region", language="sv", gender="woman"),
            make_registration(2, country="JP", sector="region", language="en", gender="man"),
            make_registration(3, country="NO", sector="academia", language="en", gender=""),
            make_registration(4, country="NO", sector="region", language="en", gender="man"),
            make_registration(5, country="BR", withdrawn_at=NOON),
        ]
    )

    people = tour.figures().registrants

    assert (people.registrants, people.countries, people.continents) == (4, 3, 2)
    assert list(people.by_country.items()) == [("NO", 2), ("JP", 1), ("SE", 1)]
    assert list(people.by_continent.items()) == [("Europe", 3), ("Asia", 1)]
    assert people.by_sector == {"region": 3, "academia": 1}
    assert people.by_language == {"en": 3, "sv": 1}
    assert people.by_gender == {"man": 2, "not_stated": 1, "woman": 1}


def test_event_of_nobody_has_no_groups_and_no_shares() -> None:
    figures = Tour().figures()

    assert figures.registrants.registrants == 0
    assert figures.registrants.by_country == {}
    assert figures.registrants.gender.women_share is None
    assert figures.registrants.gender.balanced is None
    assert figures.viewing.no_show_share is None


@pytest.mark.parametrize(
    ("counts", "share", "balanced"),
    [
        ({}, None, None),
        ({"not_stated": 9}, None, None),
        ({"woman": 2, "man": 3}, 0.4, True),
        ({"woman": 3, "man": 2}, 0.6, True),
        ({"woman": 39_999, "man": 60_001}, 0.4, False),
        ({"woman": 60_001, "man": 39_999}, 0.6, False),
        ({"woman": 2, "man": 2, "other": 1, "not_stated": 50}, 0.4, True),
        ({"woman": 4, "man": 3}, 0.5714, True),
        ({"woman": 1}, 1.0, False),
        ({"man": 1}, 0.0, False),
    ],
)
def test_gender_share_is_of_stated_answers(
    counts: dict[str, int], share: float | None, *, balanced: bool | None
) -> None:
    gender = gender_figures(counts)

    assert (gender.women_share, gender.balanced) == (share, balanced)


@pytest.mark.parametrize("hidden", ["woman", "man", "other", "not_stated"])
def test_gender_share_is_not_given_beside_a_hidden_count(hidden: str) -> None:
    counts: dict[str, int | None] = {"woman": 9, "man": 9, "other": 9, "not_stated": 9}

    gender = GenderFigures(**{**counts, hidden: None}, merged=9)

    assert (gender.women_share, gender.balanced) == (None, None)


def test_returning_compares_trimmed_and_folded_addresses() -> None:
    tour = Tour(
        registrations=[
            make_registration(1, email="Åsa@Example.org "),
            make_registration(2, email="STRASSE@example.org"),
            make_registration(3, email="new@example.org"),
            make_registration(4, email="gone@example.org", withdrawn_at=NOON),
            make_registration(5, email="left@example.org"),
        ],
        earlier=[
            EarlierRow("åsa@example.org", None),
            EarlierRow("åsa@example.org", None),
            EarlierRow("straße@example.org", NOON + 1),
            EarlierRow("gone@example.org", None),
            EarlierRow("left@example.org", NOON),
        ],
    )

    assert tour.figures().registrants.returning == 2


def test_returning_is_not_measured_without_a_series() -> None:
    assert Tour(earlier=None).figures().registrants.returning is None
    assert Tour(earlier=[]).figures().registrants.returning == 0


def test_speakers_count_once_per_stop_whatever_their_roles() -> None:
    woman, man = SpeakerRow(1, "SE", "woman"), SpeakerRow(2, "JP", "man")
    tour = Tour(
        stops=[make_stop(1), make_stop(2, NOON + 86_400, NOON + 90_000)],
        sessions=[
            make_session(1),
            make_session(2, NOON + 1800, NOON + 2000, kind="break"),
            make_session(3, NOON + 2000, NOON + 3600, state="cancelled"),
        ],
        speakers=[woman, man, SpeakerRow(3, "SE", "")],
        appearances=[
            AppearanceRow(1, 1),
            AppearanceRow(1, 1),
            AppearanceRow(2, 1),
            AppearanceRow(3, 2),
        ],
    )

    speakers = tour.figures().speakers

    assert (speakers.speakers, speakers.countries) == (3, 2)
    assert speakers.by_country == {"SE": 2, "JP": 1}
    assert speakers.gender == GenderFigures(1, 1, 0, 1)
    assert speakers.gender_by_stop == {
        "D1": GenderFigures(1, 1, 0, 0),
        "D2": GenderFigures(0, 0, 0, 0),
    }


def test_check_ins_count_registrants_once() -> None:
    people = [make_registration(1), make_registration(2, withdrawn_at=NOON)]

    assert Tour(registrations=people, check_ins=[1, 1, 2]).figures().check_ins == 1
    assert Tour(registrations=people).figures().check_ins is None
