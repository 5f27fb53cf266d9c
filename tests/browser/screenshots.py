"""Pictures of the pages, for people who look: `python -m tests.browser.screenshots [FOLDER]`.

Each page at a desk and on a telephone, by day and by night, in both languages. With `--readme` also
the picture at the head of the README.
"""

import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ViewportSize

from tests.browser.chromium import chromium
from tests.browser.demo_site import EVENT, Site, make_demo, served
from tests.browser.signing_in import sign_in
from tests.browser.watching import Watched

PAGES = {
    "home": "/",
    "event": f"/events/{EVENT}",
    "programme": f"/events/{EVENT}/programme",
    "session": f"/events/{EVENT}/sessions/D1-1",
    "speakers": f"/events/{EVENT}/speakers",
    "figures": f"/events/{EVENT}/figures",
    "zones": "/zones?q=kat",
    "missing": "/no-such-page",
    "report": f"/organise/events/{EVENT}/report",
}
SIZES = {"desk": (1280, 800), "telephone": (360, 740)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def take_all(browser: Browser, site: Site, folder: Path) -> int:
    """Write all pictures into a folder; give their number."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = 0
    for (size, (width, height)), language in product(SIZES.items(), ("en", "sv")):
        viewport = ViewportSize(width=width, height=height)
        context = browser.new_context(locale=language, viewport=viewport)
        watched = Watched(context.new_page(), site.root)
        sign_in(watched, site)
        for (name, address), scheme in product(PAGES.items(), SCHEMES):
            watched.page.emulate_media(color_scheme=scheme)
            watched.open(address)
            place = folder / f"{name}-{size}-{scheme}-{language}.png"
            watched.page.screenshot(path=place, full_page=True)
            taken += 1
        context.close()
    return taken


def take_for_readme(browser: Browser, site: Site, place: Path) -> None:
    """Write the picture of the programme as somebody in Kathmandu reads it."""
    context = browser.new_context(
        locale="en-GB",
        timezone_id="Asia/Kathmandu",
        viewport={"width": 1280, "height": 860},
    )
    watched = Watched(context.new_page(), site.root)
    watched.open(f"{PAGES['programme']}?zone=Asia/Kathmandu")
    watched.page.evaluate("() => document.querySelector('.programme-day').scrollIntoView()")
    watched.page.screenshot(path=place)
    context.close()


def main(arguments: list[str]) -> None:
    """Serve the demo and take the pictures."""
    folders = [Path(word) for word in arguments if not word.startswith("--")]
    folder = folders[0] if folders else Path("screenshots")
    with (
        tempfile.TemporaryDirectory() as made,
        tempfile.TemporaryDirectory() as place,
        served(make_demo(Path(made)), Path(place)) as site,
        chromium() as browser,
    ):
        if "--readme" in arguments:
            take_for_readme(browser, site, Path("docs/programme.png"))
        else:
            print(f"{take_all(browser, site, folder)} pictures in {folder}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
