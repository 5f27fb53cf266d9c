"""The runs by the public form of the real server, small; their controls need the long runs."""

from tests.faults import kills_http, places_http


def test_clients_of_the_form_get_exactly_the_places_there_are(database_url: str) -> None:
    tally = places_http.run(database_url, rounds=1, clients=40, places=15)

    assert tally.is_clean, tally


def test_forms_acknowledged_are_stored_once_when_workers_are_killed(database_url: str) -> None:
    tally = kills_http.run(database_url, clients=60, kills=4, same_key=True)

    assert tally.is_clean, tally
    assert (tally.given, tally.kills) == (36, 4)
    assert tally.tries > 36
