"""Speakers from CSV files."""

from eventapp.events.queries import event_by_slug
from eventapp.exchange.speakers import SHAPE
from eventapp.foundation.resources import folder
from eventapp.speakers.models import Speaker
from eventapp.speakers.queries import speaker_by_code
from tests.exchange.files import Imports, on_sqlite

HEADER = "code,given_name,family_name,country,zone,gender,sector,organisation"
ROW = "X1,Null,Ünïcode,NA,Africa/Windhoek,woman,academia,=SUM(A1)"


def speaker(imports: Imports, code: str) -> Speaker:
    event = event_by_slug(imports.slug)
    assert event is not None
    found = speaker_by_code(event.id, code)
    assert found is not None
    return found


def test_speakers_are_stored_as_they_are_written(imports: Imports) -> None:
    content = f'{HEADER},email,bio_en\n{ROW},Ada@Example.ORG ,"A\r\nB"\n'

    assert imports.take("speakers", content) == (1, 1)

    stored = speaker(imports, "X1")
    assert (stored.given_name, stored.family_name) == ("Null", "Ünïcode")
    assert (stored.country_code, stored.zone) == ("NA", "Africa/Windhoek")
    assert (stored.gender, stored.sector, stored.organisation) == ("woman", "academia", "=SUM(A1)")
    assert (stored.email, stored.bio_en, stored.bio_sv) == ("ada@example.org", "A\nB", "")


def test_speakers_replace_what_is_known_but_for_missing_columns(imports: Imports) -> None:
    imports.take("speakers", f"{HEADER},email\n{ROW},ada@example.org\n")

    changed = imports.take("speakers", f"{HEADER}\n{ROW.replace('woman', 'other')}\n")

    assert changed == (1, 1)
    assert (speaker(imports, "X1").gender, speaker(imports, "X1").email) == (
        "other",
        "ada@example.org",
    )
    assert imports.take("speakers", f"{HEADER},email\n{ROW},\n") == (1, 1)
    assert speaker(imports, "X1").email == ""
    assert speaker(imports, "T1").given_name == "Ada"


@on_sqlite
def test_speakers_at_fault_are_refused_whole(imports: Imports) -> None:
    bad = "X2,,,UK,Mars,female,it,,x\n"

    problems = imports.refused("speakers", f"{HEADER},email\n{ROW},\n{bad}")

    assert [told.partition(" — ")[0] for told in problems] == [
        "speakers.csv:3: country: 'UK' is no country's code",
        "speakers.csv:3: zone: 'Mars' is no time zone",
        "speakers.csv:3: gender: 'female' is not known",
        "speakers.csv:3: sector: 'it' is not known",
        "speakers.csv:3: email: 'x' is no e-mail address",
    ]
    event = event_by_slug(imports.slug)
    assert event is not None
    assert speaker_by_code(event.id, "X1") is None


@on_sqlite
def test_speakers_have_one_name_at_least(imports: Imports) -> None:
    one = ROW.replace("Null", "")
    none = one.replace("Ünïcode", "").replace("X1", "X2")

    assert imports.refused("speakers", f"{HEADER}\n{one}\n{none}\n") == [
        "speakers.csv:3: given_name: is empty, as is family_name — one of them is needed"
    ]


def test_sample_of_speakers_has_the_columns_that_are_needed() -> None:
    header = (folder("demo") / "speakers.csv").read_text(encoding="utf-8").split("\n")[0]

    assert header == HEADER
    assert header.split(",") == [column.name for column in SHAPE.columns if not column.optional]


@on_sqlite
def test_language_of_letters_is_one_of_the_sites(imports: Imports) -> None:
    imports.take("speakers", f"{HEADER},language\n{ROW},sv\n")
    imports.take("speakers", f"{HEADER}\n{ROW}\n")

    problems = imports.refused("speakers", f"{HEADER},language\n{ROW},fi\n")

    assert speaker(imports, "X1").language == "sv"
    assert [told.partition(" — ")[0] for told in problems] == [
        "speakers.csv:2: language: 'fi' is not known"
    ]
