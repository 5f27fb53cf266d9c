"""What a programme is filtered by."""

from eventapp.web.public.programme_filters import Filters, choices_of, countries_of
from tests.web.public.test_reader_days import session


def test_filters_pairs_are_those_that_filter() -> None:
    assert Filters(theme="payment", country="JP").pairs() == (
        ("theme", "payment"),
        ("country", "JP"),
    )
    assert Filters().pairs() == ()


def test_filters_all_must_hold() -> None:
    one = session(1)._replace(theme="payment", host_country_code="JP")

    assert Filters().let_through(one)
    assert Filters(theme="payment", country="JP", stop="D1").let_through(one)
    assert not Filters(theme="payment", country="SE").let_through(one)


def test_countries_of_leave_out_what_is_not_known() -> None:
    assert countries_of(session(1)) == frozenset()


def test_choices_of_are_what_the_sessions_have() -> None:
    rows = [
        session(1)._replace(theme="b", language="sv", host_country_code="JP"),
        session(2)._replace(theme="a"),
    ]

    choices = choices_of(rows, ["D1", "D2"])

    assert choices == (("a", "b"), ("D1", "D2"), ("JP",), ("sv",))
    assert choices_of([], []) == ((), (), (), ())
