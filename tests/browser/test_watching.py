"""The watch over pages notices what it is there for."""

import time

import pytest

from tests.browser.conftest import Reader
from tests.browser.watching import LONGEST_WAIT, Watched

WRONG = {
    "() => fetch('http://192.0.2.1/')": ("policy: connect-src", "console:"),
    "() => { throw new Error('broken') }": ("error: broken",),
    "() => { document.body.append(Object.assign(document.createElement('p'), "
    "{ innerHTML: '<b style=\"color: red\">red</b>' })) }": ("policy: style-src",),
    "() => fetch('/no-such-page')": ("console: Failed to load",),
}


A_WIDE_PARAGRAPH = """() => {
  const wide = document.createElement("p");
  wide.style.minWidth = "500px";
  document.querySelector("main").append(wide);
}"""


def missing_of(script: str, watched: Watched) -> list[str]:
    """Give what should have been noticed by now."""
    return [words for words in WRONG[script] if words not in " ".join(watched.noticed)]


@pytest.mark.parametrize("script", WRONG)
def test_watch_notices_what_goes_wrong(reader: Reader, script: str) -> None:
    watched = reader()
    watched.open("/")

    watched.page.evaluate(f"() => {{ setTimeout({script}) }}")
    end = time.monotonic() + LONGEST_WAIT / 1000
    while (missing := missing_of(script, watched)) and time.monotonic() < end:
        watched.page.wait_for_timeout(20)

    watched.noticed.clear()
    assert missing == []


def test_watch_notices_barriers(reader: Reader) -> None:
    watched = reader()
    watched.open("/")

    watched.page.evaluate("() => document.querySelector('main').append(new Image())")

    assert [barrier for barrier in watched.barriers() if barrier.startswith("image-alt")]


def test_watch_notices_what_is_too_wide(reader: Reader) -> None:
    watched = reader(viewport={"width": 360, "height": 740})
    watched.open("/")

    watched.page.evaluate(A_WIDE_PARAGRAPH)

    assert list(watched.scroll_problems()) == ["wider than the screen: P null"]
