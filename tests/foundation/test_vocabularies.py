"""The fixed vocabularies agree with the sample files and have names in both languages."""

import csv

from eventapp.foundation.genders import GENDERS, gender_name, is_gender
from eventapp.foundation.resources import folder
from eventapp.foundation.sectors import SECTORS, is_sector, sector_name


def test_sectors_are_those_of_the_sample_file() -> None:
    with (folder("demo") / "sectors.csv").open(encoding="utf-8", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]

    assert [(code, name.en, name.sv) for code, name in SECTORS.items()] == rows


def test_sector_name_is_in_the_language_asked_for() -> None:
    assert sector_name("industry", "sv") == "Näringsliv"
    assert sector_name("industry", "en") == "Industry / business"
    assert sector_name("unknown", "en") == "unknown"
    assert is_sector("industry")
    assert not is_sector("Industry")


def test_gender_name_is_in_the_language_asked_for() -> None:
    assert [gender_name(code, "sv") for code in GENDERS] == ["Kvinna", "Man", "Annat", "Ej angivet"]
    assert gender_name("not_stated", "en") == "Not stated"
    assert gender_name("unknown", "sv") == "unknown"
    assert is_gender("woman")
    assert not is_gender("female")
