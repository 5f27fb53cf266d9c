"""Countries, their continents and weekends, and the countries of zones."""

import re
from collections import Counter
from importlib import resources

import pytest

from eventapp.foundation.countries import (
    CONTINENTS,
    COUNTRY_CODES,
    CountryUnknown,
    check_country,
    continent_name,
    continent_of,
    country_name,
    country_of_zone,
    is_country,
    weekend_days,
    zone_position,
)
from eventapp.foundation.timezones import UnknownZone, zone_names

FRIDAY_AND_SATURDAY_IN = set(re.findall("..", "BHDZEGILIQJOKWLYOMQASASDSYYE"))


def test_country_codes_are_those_of_iso_3166_and_kosovo() -> None:
    table = (resources.files("tzdata.zoneinfo") / "iso3166.tab").read_text("utf-8")
    listed = re.findall(r"^([A-Z]{2})\t", table, re.MULTILINE)

    assert len(listed) == 249
    assert {*listed, "XK"} == COUNTRY_CODES


def test_every_country_has_names_a_continent_and_a_weekend() -> None:
    for code in sorted(COUNTRY_CODES):
        assert is_country(code)
        assert country_name(code, "en") not in ("", code)
        assert country_name(code, "sv") not in ("", code)
        assert continent_of(code) in CONTINENTS
        assert weekend_days(code) <= set(range(7))


def test_continents_have_the_sizes_of_m49() -> None:
    sizes = Counter(map(continent_of, COUNTRY_CODES))

    assert sizes == {
        "Africa": 60,
        "Antarctica": 1,
        "Asia": 51,
        "Europe": 52,
        "North America": 41,
        "Oceania": 29,
        "South America": 16,
    }
    assert list(CONTINENTS) == sorted(sizes)


@pytest.mark.parametrize(
    ("continent", "codes"),
    [
        ("Africa", "EG EH IO RE SD SH TF YT"),
        ("Antarctica", "AQ"),
        ("Asia", "AE AM AZ CY GE HK IL KZ MO PS TL TR TW"),
        ("Europe", "AX FO GB GG GI GR IM IS JE MT RU SE SJ UA VA XK"),
        ("North America", "AW BL BM BQ CA CR CU CW GL MF MX PA PM PR SX TT US"),
        ("Oceania", "AU CC CX GU HM NF NZ PN UM"),
        ("South America", "BR BV FK GF GS GY SR"),
    ],
)
def test_continent_of_follows_m49(continent: str, codes: str) -> None:
    assert {continent_of(code) for code in codes.split()} == {continent}


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("UK", "GB"),
        ("uk", "GB"),
        ("EL", "GR"),
        ("se", "SE"),
        (" SE", "SE"),
        ("", None),
        ("ZZ", None),
        ("EU", None),
        ("SWE", None),
        ("Ｓ" * 1_000_000, None),
    ],
)
def test_unknown_country_is_refused_with_what_was_meant(code: str, meant: str | None) -> None:
    assert not is_country(code)
    for ask in (check_country, continent_of, weekend_days):
        with pytest.raises(CountryUnknown) as refused:
            ask(code)
        assert refused.value.meant == meant
        assert len(refused.value.code) <= 20
    with pytest.raises(CountryUnknown):
        country_name(code, "sv")


def test_weekends_differ_as_cldr_says() -> None:
    weekends: dict[frozenset[int], set[str]] = {}
    for code in COUNTRY_CODES:
        weekends.setdefault(weekend_days(code), set()).add(code)

    assert weekends.pop(frozenset({4, 5})) == FRIDAY_AND_SATURDAY_IN
    assert weekends.pop(frozenset({3, 4})) == {"AF"}
    assert weekends.pop(frozenset({4})) == {"IR"}
    assert weekends.pop(frozenset({6})) == {"IN", "UG"}
    assert set(weekends) == {frozenset({5, 6})}


@pytest.mark.parametrize(
    ("code", "english", "swedish"),
    [
        ("SE", "Sweden", "Sverige"),
        ("GB", "United Kingdom", "Storbritannien"),
        ("XK", "Kosovo", "Kosovo"),
        ("TW", "Taiwan", "Taiwan"),
        ("CZ", "Czechia", "Tjeckien"),
    ],
)
def test_country_name_is_in_the_readers_language(code: str, english: str, swedish: str) -> None:
    assert country_name(code, "en") == english
    assert country_name(code, "en-GB") == english
    assert country_name(code, "sv-FI") == swedish
    assert country_name(code, "fr") == english


def test_continent_name_is_in_the_readers_language() -> None:
    assert continent_name("South America", "sv") == "Sydamerika"
    assert continent_name("South America", "en") == "South America"
    assert len({continent_name(continent, "sv") for continent in CONTINENTS}) == 7


@pytest.mark.parametrize(
    ("zone_name", "code"),
    [
        ("Europe/Stockholm", "SE"),
        ("Europe/Oslo", "NO"),
        ("Atlantic/Reykjavik", "IS"),
        ("Iceland", "IS"),
        ("Europe/Kiev", "UA"),
        ("Asia/Calcutta", "IN"),
        ("US/Pacific", "US"),
        ("America/Montreal", "CA"),
        ("America/Coral_Harbour", "CA"),
        ("Africa/Timbuktu", "ML"),
        ("Africa/Asmera", "ER"),
        ("Pacific/Truk", "FM"),
        ("Antarctica/South_Pole", "AQ"),
        ("Europe/Nicosia", "CY"),
        ("Asia/Famagusta", "CY"),
        ("Asia/Istanbul", "TR"),
        ("GB-Eire", "GB"),
        ("Singapore", "SG"),
        ("UTC", None),
        ("Etc/GMT+5", None),
        ("EST", None),
        ("CET", None),
    ],
)
def test_country_of_zone_knows_old_names(zone_name: str, code: str | None) -> None:
    assert country_of_zone(zone_name) == code


def test_every_zone_of_a_region_has_a_country_and_a_position() -> None:
    regional = {name for name in zone_names() if "/" in name and not name.startswith("Etc/")}
    codes = {country_of_zone(name) for name in regional}

    assert codes <= COUNTRY_CODES
    for name in sorted(regional):
        latitude, longitude = zone_position(name) or (999, 999)
        assert -90 <= latitude <= 90, name
        assert -180 <= longitude <= 180, name


def test_zones_of_no_place_have_no_position() -> None:
    assert zone_position("Etc/UTC") is None
    assert zone_position("EST5EDT") is None


@pytest.mark.parametrize(
    ("zone_name", "position"),
    [
        ("Europe/Stockholm", (59.3333, 18.05)),
        ("America/Argentina/Buenos_Aires", (-34.6, -58.45)),
        ("America/Indiana/Indianapolis", (39.7683, -86.1581)),
        ("Africa/Abidjan", (5.3167, -4.0333)),
        ("Europe/London", (51.5083, -0.1253)),
        ("Asia/Calcutta", (22.5333, 88.3667)),
    ],
)
def test_zone_position_is_in_degrees(zone_name: str, position: tuple[float, float]) -> None:
    assert zone_position(zone_name) == position


def test_country_of_an_unknown_zone_is_refused() -> None:
    with pytest.raises(UnknownZone):
        country_of_zone("../UTC")
    with pytest.raises(UnknownZone):
        zone_position("Mars/Base")
