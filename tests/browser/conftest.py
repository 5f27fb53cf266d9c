"""What tests in a browser may ask for: the site of the demo tour, and readers of it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import chromium, chromium_here
from tests.browser.demo_site import Site, demo_site
from tests.browser.watching import Watched
from tests.conftest import skip

Reader = Callable[..., Watched]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give the browser; without one the test is left out, or fails in CI."""
    if chromium_here() is None:
        skip("no Chromium is here (Debian: apt-get install chromium)")
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give the site of the demo tour."""
    with demo_site(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[Site]:
    """Give a demo that may be changed."""
    with demo_site(tmp_path) as running:
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
        context.set_default_timeout(10_000)
        made.append(Watched(context.new_page(), site.root))
        return made[-1]

    yield make
    for watched in made:
        watched.page.context.close()
    assert [problem for watched in made for problem in watched.problems()] == []
