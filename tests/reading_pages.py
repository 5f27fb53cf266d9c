"""Reading a page as a test does: nothing is wrong with it, and this is where it leads."""

from typing import NamedTuple

import html5lib

from tests.page_rules import HTML, problems_of


class ReadPage(NamedTuple):
    """What tests ask of a page: its language, and the addresses it links to in order."""

    language: str
    anchors: list[str]


def read_page(text: str) -> ReadPage:
    """Give what is asked of a page; fails when anything is wrong with it."""
    assert problems_of(text) == []
    document = html5lib.parse(text)
    return ReadPage(
        language=document.get("lang", ""),
        anchors=[link.get("href", "") for link in document.iter(f"{HTML}a")],
    )
