"""What each figure is called, and where that is printed."""

from pathlib import Path

from eventapp.reports.definitions import BY_KEY, DEFINITIONS, as_markdown

ROOT = Path(__file__).resolve().parents[2]


def test_every_figure_has_one_definition() -> None:
    assert len(BY_KEY) == len(DEFINITIONS)
    assert len({definition.label for definition in DEFINITIONS}) == len(DEFINITIONS)


def test_definitions_are_sentences() -> None:
    assert [each.key for each in DEFINITIONS if not each.text.endswith(".")] == []


def test_page_of_the_docs_prints_them_as_they_are() -> None:
    page = (ROOT / "docs" / "figures.md").read_text(encoding="utf-8")

    assert page == as_markdown()
