"""The runs, small: each guard holds. Their controls need the long runs, which are commands."""

from tests.faults import edits, kills, mails, places


def test_clients_at_once_get_exactly_the_places_there_are(database_url: str) -> None:
    tally = places.run(database_url, rounds=1, clients=64, places=20, way=places.guarded)

    assert tally.is_clean, tally


def test_no_edit_is_lost_when_many_edit_at_once(database_url: str) -> None:
    tally = edits.run(database_url, edits=40, way=edits.merging)

    assert tally.is_clean, tally


def test_what_was_acknowledged_is_stored_once_when_servers_are_killed(database_url: str) -> None:
    tally = kills.run(database_url, clients=60, kills=6, same_key=True)

    assert tally.is_clean, tally
    assert tally.tries > 60


def test_no_mail_is_lost_when_senders_are_killed(database_url: str) -> None:
    tally = mails.run(database_url, mails=24, kills=3, way=mails.leasing)

    assert tally.is_clean, tally
    assert tally.kills == 3
