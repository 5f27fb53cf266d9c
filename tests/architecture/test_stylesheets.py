"""The style sheets: contrast of the tokens in both schemes, size, nothing from elsewhere."""

import re
from itertools import product

import pytest

from eventapp.foundation.resources import folder

SHEETS = sorted((folder("static") / "css").glob("*.css"))
BASE = (folder("static") / "css" / "base.css").read_text(encoding="utf-8")
PUBLIC = (folder("static") / "css" / "public.css").read_text(encoding="utf-8")

TEXT, SHAPE = 4.5, 3.0
PAPERS = ("paper", "surface", "sunken")
INKS = ("ink", "muted", "link", "good", "care", "wrong", "live")
PAIRS = [
    *((ink, paper, TEXT) for ink, paper in product(INKS, PAPERS)),
    *((ink, f"{soft}-soft", TEXT) for soft in ("good", "care", "wrong") for ink in (soft, "ink")),
    ("action-ink", "action", TEXT),
    ("action-ink", "action-over", TEXT),
    ("live-ink", "live", TEXT),
    *((shape, paper, SHAPE) for shape, paper in product(("line-strong", "focus"), PAPERS)),
]


def tokens(sheet: str) -> list[tuple[str, str, str]]:
    """Give the colours of a sheet: name, by day, by night."""
    return re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", sheet)


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour (WCAG 2.2)."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [1, 2], ids=["light", "dark"])
def test_tokens_contrast_enough(scheme: int) -> None:
    colour = {token[0]: token[scheme] for token in tokens(BASE)}

    weak = [
        (front, back, round(contrast(colour[front], colour[back]), 2))
        for front, back, least in PAIRS
        if contrast(colour[front], colour[back]) < least
    ]

    assert weak == []


@pytest.mark.parametrize("scheme", [1, 2], ids=["light", "dark"])
def test_ink_contrasts_with_every_sky_of_a_page(scheme: int) -> None:
    ink = next(token[scheme] for token in tokens(BASE) if token[0] == "ink")
    skies = [token[scheme] for token in tokens(PUBLIC) if token[0] in {"over", "glow"}]

    assert len(skies) == 8
    assert all(contrast(ink, sky) >= TEXT for sky in skies)


@pytest.mark.parametrize("scheme", [1, 2], ids=["light", "dark"])
def test_a_mark_is_seen_on_every_hour_of_the_band(scheme: int) -> None:
    sky = [token[scheme] for token in tokens(BASE) if token[0].startswith("sky-")]
    mark, edge = (
        re.search(rf"--{name}: (#\w+);", BASE)[1]  # type: ignore[index]
        for name in ("mark", "mark-edge")
    )

    assert len(sky) == 10
    assert all(max(contrast(mark, hour), contrast(edge, hour)) >= SHAPE for hour in sky)


def test_sheets_stay_small() -> None:
    """Each page loads those that are for all before it is drawn, some pages one or two more."""
    more = {
        "attendee.css",
        "board.css",
        "figures.css",
        "organiser.css",
        "planning.css",
        "speaker.css",
    }
    size = {sheet.name: sheet.stat().st_size for sheet in SHEETS}
    size.pop("swatches.css")  # The page of components is there for developers alone.

    assert size.pop("print.css") <= 4 * 1024  # No page waits for it.
    assert sum(size[name] for name in size.keys() - more) <= 39 * 1024
    assert sum(size[name] for name in more & size.keys()) <= 28 * 1024


def test_sheets_ask_nobody_else() -> None:
    addresses = [
        address
        for sheet in SHEETS
        for address in re.findall(r"url\(\"?([^)\"]+)", sheet.read_text(encoding="utf-8"))
    ]

    assert addresses
    assert all(address.startswith("../vendor/") for address in addresses)
    assert all((SHEETS[0].parent / address).is_file() for address in addresses)


def test_templates_carry_no_style_and_no_script_of_their_own() -> None:
    guilty = [
        template.name
        for template in folder("templates").rglob("*.html")
        # Mail programs know no style sheets: letters carry their few styles with them.
        if template.parent.name != "mail"
        and re.search(
            r"\sstyle=|<style|<script(?![^>]*(\bsrc=|application/ld\+json))|\son(click|load|submit|change|input)=",
            template.read_text(encoding="utf-8"),
        )
    ]

    assert guilty == []
