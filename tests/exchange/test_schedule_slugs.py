"""Short names for frab's exchange format."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.exchange.schedule_slugs import acronym_of, slug_of, track_slug


@pytest.mark.parametrize(
    ("slug", "acronym"),
    [
        ("atmp-world-tour-2021", "atmp_world_tour_2021"),
        ("a", "event_a"),
        ("Välkommen", "valkommen"),
        ("36c3", "36c3"),
    ],
)
def test_acronym_is_the_slug_in_four_letters_or_more(slug: str, acronym: str) -> None:
    assert acronym_of(slug) == acronym


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Att betala för terapi!", "tour-7-att-betala-for-terapi"),
        ("治療", "tour-7-session"),
        ("", "tour-7-session"),
        ("x", "tour-7-session"),
    ],
)
def test_slug_of_a_session_has_its_number(title: str, slug: str) -> None:
    assert slug_of("tour", 7, title) == slug


@pytest.mark.parametrize(
    ("theme", "slug"),
    [("payment", "payment"), ("car_t", "car-t"), ("3d", "t-3d")],
)
def test_slug_of_a_theme_begins_with_a_letter(theme: str, slug: str) -> None:
    assert track_slug(theme) == slug


def test_themes_that_read_alike_have_slugs_of_their_own() -> None:
    themes = ("Betala", "betala", "betålå", "支払い", "治療", "a", "")

    assert len({track_slug(theme) for theme in themes}) == len(themes)


@given(st.text())
def test_any_name_gives_slugs_of_the_right_shape(text: str) -> None:
    acronym = acronym_of(text)

    assert re.fullmatch("[a-z0-9_]{4,}", acronym)
    assert re.fullmatch("[a-z0-9_]{4,}-[a-z0-9_-]{3,}[a-z0-9]", slug_of(acronym, 1, text))
    assert re.fullmatch("[a-z][a-z0-9-]+", track_slug(text))
