"""A page that is watched: what goes wrong while somebody reads it is written down."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Route

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERYTHING = json.dumps({"runOnly": WCAG, "resultTypes": ["violations"]})
LONGEST_WAIT = 60_000
"""Milliseconds for whatever comes to pass on a page; only a test that fails waits so long."""
COLOURS = json.dumps({"runOnly": ["color-contrast"], "resultTypes": ["violations"]})
REPORT_POLICY = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
"""
WIDER_THAN_THE_SCREEN = """() => {
  const width = document.documentElement.clientWidth;
  const scrollsByItself = (one) => {
    for (let up = one.parentElement; up && up !== document.body; up = up.parentElement)
      if (!["visible", "clip"].includes(getComputedStyle(up).overflowX)) return true;
    return false;
  };
  const wide = [...document.body.querySelectorAll("*")].filter((one) => {
    const box = one.getBoundingClientRect();
    const sticksOut = box.width > 1 && (box.right > width + 1 || box.left < -1);
    return sticksOut && !one.closest("[aria-hidden=true]") && !scrollsByItself(one);
  });
  if (!wide.length && document.documentElement.scrollWidth > width) return ["something"];
  return wide.slice(0, 3).map((one) => `${one.tagName} ${one.getAttribute("class")}`);
}"""


class Watched:
    """A page and what was noticed on it."""

    def __init__(self, page: Page, root: str) -> None:
        self.page = page
        self.noticed: list[str] = []
        self._root = root
        page.set_default_timeout(LONGEST_WAIT)
        page.add_init_script(REPORT_POLICY)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.noticed.append(f"error: {error}"))
        page.on("requestfailed", self._miss)
        page.route(lambda address: not self._is_ours(address), self._stop)

    def _is_ours(self, address: str) -> bool:
        return address.startswith(self._root) or urlsplit(address).scheme in {"data", "blob"}

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.noticed.append(f"console: {message.text}")

    def _miss(self, request: Request) -> None:
        if self._is_ours(request.url) and "ERR_ABORTED" not in (request.failure or ""):
            self.noticed.append(f"not loaded: {request.url} {request.failure}")

    def _stop(self, route: Route) -> None:
        self.noticed.append(f"asked another host: {route.request.url}")
        route.abort()

    def open(self, path: str) -> int:
        """Open a page of the site; give its status once everything has arrived."""
        answer = self.page.goto(self._root + path, wait_until="load")
        return answer.status if answer else 0

    def follow(self, way: Locator) -> None:
        """Press what leads to another page; come back once everything there has arrived."""
        with self.page.expect_navigation(wait_until="load"):
            way.click()

    def problems(self) -> Iterator[str]:
        """Give what was noticed since the last time, and forget it."""
        yield from self.noticed
        self.noticed.clear()

    def scroll_problems(self) -> Iterator[str]:
        """Give what makes the page wider than the screen."""
        self.page.wait_for_load_state("load")
        wide: list[str] = self.page.evaluate(WIDER_THAN_THE_SCREEN)
        yield from (f"wider than the screen: {name}" for name in wide)

    def barriers(self) -> Iterator[str]:
        """Give what axe finds against WCAG 2.2 AA by day, and of the colours by night."""
        # Before its style sheets are there a page has no colours.
        self.page.wait_for_load_state("load")
        self.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        self.page.evaluate(AXE_SCRIPT)
        yield from self._found_by_axe(EVERYTHING)
        self.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        yield from self._found_by_axe(COLOURS)

    def _found_by_axe(self, options: str) -> Iterator[str]:
        found: dict[str, Any] = self.page.evaluate(f"() => axe.run(document, {options})")
        for violation in found["violations"]:
            places = [" ".join(map(str, node["target"])) for node in violation["nodes"][:3]]
            yield f"{violation['id']}: {'; '.join(places)}"
