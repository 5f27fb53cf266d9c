"""Today's names of old zones."""

import pytest

from eventapp.foundation.timezones import UnknownZone, zone_names
from eventapp.foundation.zone_table import canonical_zone, old_names_of, zone_places


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("US/Pacific", "America/Los_Angeles"),
        ("Europe/Stockholm", "Europe/Stockholm"),
        ("Europe/Nicosia", "Asia/Nicosia"),
        ("Iceland", "Atlantic/Reykjavik"),
        ("Zulu", "Etc/UTC"),
        ("UTC", "Etc/UTC"),
        ("GMT", "Etc/GMT"),
        ("CET", "CET"),
        ("EST5EDT", "EST5EDT"),
    ],
)
def test_canonical_zone_keeps_places_apart(name: str, canonical: str) -> None:
    assert canonical_zone(name) == canonical


def test_canonical_zone_of_a_canonical_zone_is_itself() -> None:
    canonical = {canonical_zone(name) for name in zone_names()}

    assert {canonical_zone(name) for name in canonical} == canonical


def test_canonical_zone_refuses_what_is_no_zone() -> None:
    with pytest.raises(UnknownZone):
        canonical_zone("Factory")


def test_old_names_lead_back() -> None:
    assert old_names_of("Asia/Kolkata") == ("Asia/Calcutta",)
    assert old_names_of("Europe/Stockholm") == ()
    assert all(
        canonical_zone(old_name) == name
        for name in zone_places()
        for old_name in old_names_of(name)
    )


def test_every_place_is_a_zone() -> None:
    assert set(zone_places()) <= zone_names()
    assert len(zone_places()) > 400
