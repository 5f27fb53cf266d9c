"""Lines of calendar files: what is escaped, and where they are folded."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Event

from eventapp.calendars.content_lines import escaped, file_of, folded

SCRIPTS = (
    "Välkommen till världsturnén",
    "Доступ к терапии",
    "Πρόσβαση στη θεραπεία",
    "治療への公平なアクセス",
    "치료 접근성",
    "细胞治疗",
    "الوصول إلى العلاج",
    "גישה לטיפול",
    "उपचार तक पहुँच",
    "การเข้าถึงการรักษา",
    "👩🏽‍🔬🧬 e\u0301",
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a;b,c", "a\\;b\\,c"),
        ("a\\nb", "a\\\\nb"),
        ("a\r\nb\rc\nd", "a\\nb\\nc\\nd"),
        ("a\u2028b\x85c\x0bd", "a\\nb\\nc\\nd"),
        ("a\tb", "a\tb"),
        ("a\x00\x07\x7fb", "ab"),
        ("END:VEVENT\r\nBEGIN:VALARM", "END:VEVENT\\nBEGIN:VALARM"),
        ("", ""),
    ],
)
def test_text_is_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


def test_short_line_stays_whole() -> None:
    assert folded("X" * 75) == "X" * 75


def test_long_line_goes_on_after_a_space() -> None:
    assert folded("X" * 76) == "X" * 75 + "\r\n X"
    assert folded("X" * 150) == "X" * 75 + "\r\n " + "X" * 74 + "\r\n X"


@pytest.mark.parametrize("text", SCRIPTS)
def test_no_character_is_torn_apart(text: str) -> None:
    for before in range(80):
        line = "X" * before + text * 8

        pieces = folded(line).split("\r\n ")

        assert "".join(pieces) == line
        assert all(len(piece.encode()) <= 75 - bool(place) for place, piece in enumerate(pieces))


@given(st.text(st.characters(codec="utf-8")))
@example("\\n;,\r\n\\")
@example("\u2028")
def test_any_text_comes_back(text: str) -> None:
    file = file_of(["BEGIN:VEVENT", f"SUMMARY:{escaped(text)}", "END:VEVENT"])

    read = Event.from_ical(file)

    assert not read.errors
    assert list(read) == ["SUMMARY"]
    assert escaped(str(read["SUMMARY"])) == escaped(text)
    assert all(len(line) <= 75 for line in file.encode().split(b"\r\n"))
