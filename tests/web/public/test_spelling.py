"""Names made of slugs."""

from eventapp.web.public.spelling import spelled_like


def test_spelled_like_takes_over_how_words_are_written_elsewhere() -> None:
    names = ["ATMP World Tour", "CAR T"]

    assert spelled_like("atmp-sweden-online-week-2020", names) == "ATMP Sweden Online Week 2020"
    assert spelled_like("--a--b", []) == "A B"
