"""What passwords must be, and what roles reach."""

import pytest

from eventapp.accounts.rules import (
    EVERYWHERE,
    Granted,
    PasswordTooEasy,
    PasswordTooShort,
    Place,
    Reach,
    RoleUnknown,
    Scope,
    check_password,
    check_role,
)

EVENT, SERIES = Place(event_id=1, series_id=7), Place(event_id=None, series_id=7)


@pytest.mark.parametrize("password", ["", "fourteen signs", "\ufb03" * 4])
def test_short_passwords_are_refused(password: str) -> None:
    with pytest.raises(PasswordTooShort):
        check_password(password)


@pytest.mark.parametrize("password", ["a" * 20, "ababababababababab", "long.name@example.org"])
def test_easy_passwords_are_refused(password: str) -> None:
    with pytest.raises(PasswordTooEasy):
        check_password(password, "Long.Name@example.org")


@pytest.mark.parametrize(
    "password", ["fifteen letters", "fjorton tecken å", "十五文字以上の長い合言葉です、はい"]
)
def test_long_passwords_of_any_script_are_taken(password: str) -> None:
    check_password(password, "somebody@example.org")


def test_unknown_roles_are_refused() -> None:
    with pytest.raises(RoleUnknown):
        check_role("king")


@pytest.mark.parametrize(
    ("scope", "place", "covers"),
    [
        (EVERYWHERE, EVENT, True),
        (EVERYWHERE, SERIES, True),
        (Scope(event_id=1), EVENT, True),
        (Scope(event_id=2), EVENT, False),
        (Scope(event_id=1), SERIES, False),
        (Scope(series_id=7), EVENT, True),
        (Scope(series_id=7), SERIES, True),
        (Scope(series_id=8), EVENT, False),
        (Scope(series_id=1), EVENT, False),
        (Scope(event_id=7), EVENT, False),
    ],
)
def test_scope_covers_what_lies_in_it(scope: Scope, place: Place, *, covers: bool) -> None:
    assert scope.covers(place) is covers


def test_roles_of_several_grants_add_up() -> None:
    reach = Reach([Granted("door", Scope(event_id=1)), Granted("analyst", Scope(series_id=7))])

    assert reach.roles_at(EVENT) == {"door", "analyst"}
    assert reach.roles_at(SERIES) == {"analyst"}
    assert reach.roles_everywhere() == set()
    assert reach.roles_anywhere() == {"door", "analyst"}
    assert reach.may({"analyst"}, EVENT)
    assert not reach.may({"owner"}, EVENT)
    assert Reach().roles_anywhere() == set()


@pytest.mark.parametrize(
    ("granted", "scope", "owns"),
    [
        (EVERYWHERE, EVERYWHERE, True),
        (EVERYWHERE, Scope(event_id=1), True),
        (Scope(series_id=7), EVERYWHERE, False),
        (Scope(series_id=7), Scope(series_id=7), True),
        (Scope(series_id=7), Scope(event_id=1), True),
        (Scope(series_id=8), Scope(event_id=1), False),
        (Scope(event_id=1), Scope(event_id=1), True),
        (Scope(event_id=1), Scope(event_id=2), False),
        (Scope(event_id=1), Scope(series_id=7), False),
    ],
)
def test_owners_own_what_their_scope_covers(granted: Scope, scope: Scope, *, owns: bool) -> None:
    series_of_event = 7 if scope.event_id == 1 else None

    assert Reach([Granted("owner", granted)]).owns(scope, series_of_event) is owns
    assert not Reach([Granted("organiser", granted)]).owns(scope, series_of_event)
