"""Every text that people read is there in Swedish too."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po

from eventapp.foundation.resources import PACKAGE
from tests.architecture.places import ROOT, files, relative

LANGUAGES = sorted(path.name for path in (PACKAGE / "translations").iterdir() if path.is_dir())
KEYWORDS = DEFAULT_KEYWORDS | {"_l": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\((\w+)\)|%[sd]|\{(\w*)\}")
TAG = re.compile(r"</?\w+")
Text = str | tuple[str, ...]


def extracted(path: Path) -> Iterator[tuple[Text, str]]:
    method = "jinja2" if path.suffix in {".html", ".txt"} else "python"
    found = extract_from_file(method, path, KEYWORDS, options={"silent": "false"})
    for line, text, _comments, _context in found:
        yield text, f"{relative(path)}:{line}"


@cache
def asked_for() -> dict[str, str]:
    """Give the English texts with a place of each; of texts with a plural the singular."""
    places = {}
    for path in [*files("eventapp", "*.py"), *files("templates", "*.*")]:
        for text, place in extracted(path):
            places[text if isinstance(text, str) else text[0]] = place
    return places


def catalogues(language: str) -> list[tuple[Path, Catalog]]:
    found = []
    for path in sorted((PACKAGE / "translations" / language).rglob("*.po")):
        with path.open("rb") as file:
            found.append((path, read_po(file, locale=language, abort_invalid=True)))
    return found


def messages(language: str) -> list[tuple[str, Message]]:
    return [
        (f"{path.name}:{message.lineno}", message)
        for path, catalogue in catalogues(language)
        for message in catalogue
        if message.id
    ]


def both(message: Message) -> tuple[list[str], list[str]]:
    """Give the texts of a message and their translations."""
    texts, translations = (
        list(one) if isinstance(one, list | tuple) else [one or ""]
        for one in (message.id, message.string)
    )
    return texts, translations


def test_there_is_swedish() -> None:
    assert LANGUAGES == ["sv"]
    assert len(asked_for()) > 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    known = {
        both(message)[0][0]
        for _place, message in messages(language)
        if all(both(message)[1]) and not message.fuzzy
    }

    missing = {text: place for text, place in asked_for().items() if text not in known}

    assert missing == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_is_asked_for(language: str) -> None:
    unused = [
        place for place, message in messages(language) if both(message)[0][0] not in asked_for()
    ]

    assert unused == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_are_finished(language: str) -> None:
    unfinished = [
        place for place, message in messages(language) if message.fuzzy or not all(both(message)[1])
    ]

    assert unfinished == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_translated_in_one_place(language: str) -> None:
    places: dict[str, list[str]] = {}
    for place, message in messages(language):
        places.setdefault(both(message)[0][0], []).append(place)

    assert {text: found for text, found in places.items() if len(found) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
def test_translations_keep_what_is_filled_in(language: str, kind: re.Pattern[str]) -> None:
    wrong = []
    for place, message in messages(language):
        texts, translations = both(message)
        allowed = [sorted(kind.findall(text)) for text in texts]
        wrong += [place for text in translations if sorted(kind.findall(text)) not in allowed]

    assert wrong == []


def test_no_catalogue_is_left_behind() -> None:
    compiled = [relative(path) for path in files("eventapp", "*.mo")]

    assert compiled == []
    assert {relative(path.parent.parent.parent) for path in files("eventapp", "*.po")} == {
        relative(ROOT / "eventapp" / "translations")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_once(language: str) -> None:
    """A text that stood in two files would read as whichever is opened first."""
    places: dict[str, list[str]] = {}
    for path in sorted((PACKAGE / "translations" / language).rglob("*.po")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith('msgid "') and line != 'msgid ""':
                places.setdefault(line, []).append(path.name)

    assert {text: found for text, found in places.items() if len(found) > 1} == {}
