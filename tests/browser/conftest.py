"""What tests in a browser may ask for: the site of the demo tour, and readers of it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import chromium, chromium_here
from tests.browser.demo_site import Demo, Site, make_demo, served
from tests.browser.watching import LONGEST_WAIT, Watched
from tests.conftest import skip

Reader = Callable[..., Watched]

expect.set_options(timeout=LONGEST_WAIT)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give the browser; without one the test is left out, or fails in CI."""
    if chromium_here() is None:
        skip("no Chromium is here (Debian: apt-get install chromium)")
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Give the demo tour, to be copied."""
    return make_demo(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="session")
def site(made_demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give the site of the demo tour."""
    with served(made_demo, tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture
def own_site(made_demo: Demo, tmp_path: Path) -> Iterator[Site]:
    """Give a demo that may be changed."""
    with served(made_demo, tmp_path) as running:
        yield running


@pytest.fixture
def reader(browser: Browser, site: Site) -> Iterator[Reader]:
    """Give a function that makes a reader: a browser with settings of its own.

    What goes wrong on a reader's pages fails the test, unless the test asked for it before.
    """
    made: list[Watched] = []

    def make(**settings: Any) -> Watched:
        defaults = {"locale": "en-GB", "timezone_id": "Europe/Stockholm"}
        context = browser.new_context(**defaults | settings)
        made.append(Watched(context.new_page(), site.root))
        return made[-1]

    yield make
    for watched in made:
        watched.page.context.close()
    assert [problem for watched in made for problem in watched.problems()] == []
