"""Somebody who has no mouse: Tab through a page, and what is wrong on the way."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from tests.browser.watching import Watched

MOST_STEPS = 45
"""So many stops of a page are gone through; long lists repeat themselves after that."""
IS_DRAWN = """async () => {
  await document.fonts.ready;
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
}"""
WRITE_DOWN = """() => {
  const scrolled = (one) => {
    let [x, y] = [scrollX, scrollY];
    for (let up = one.parentElement; up && up !== document.documentElement; up = up.parentElement)
      [x, y] = [x + up.scrollLeft, y + up.scrollTop];
    return [x, y];
  };
  const ringed = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  // A part of a day field or of a player has the ring of the browser, in its own tree.
  const own = "video, input[type=date], input[type=datetime-local]";
  window.walked = [];
  document.addEventListener("keydown", (event) => {
    const one = document.activeElement;
    if (event.key !== "Tab" || !one || one === document.body) return;
    const cell = one.closest(".cell") ?? one;
    const box = cell.getBoundingClientRect();
    const [x, y] = scrolled(one);
    const found = document.elementFromPoint(
      Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2),
      Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 2));
    walked.push({
      place: [...document.querySelectorAll("*")].indexOf(one),
      name: `${one.tagName} ${one.id || one.name || one.textContent.trim().slice(0, 40)}`,
      left: box.left + x, top: box.top + y, right: box.right + x, bottom: box.bottom + y,
      is_skip_link: one.matches(".skip"),
      is_ringed: one.matches(own) || ringed(getComputedStyle(cell))
        || ringed(getComputedStyle(one, "::after")),
      is_seen: box.width > 1 && box.height > 1 && getComputedStyle(one).visibility === "visible"
        && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      is_covered: found === null || !(cell.contains(found) || found.contains(cell)
        || getComputedStyle(one).position === "absolute"),
    });
  }, true);
}"""


class Step(NamedTuple):
    """What has the focus, and where it stands on the whole page."""

    place: int
    name: str
    left: float
    top: float
    right: float
    bottom: float
    is_skip_link: bool
    is_ringed: bool
    is_seen: bool
    is_covered: bool

    def is_before(self, last: "Step") -> bool:
        """Tell whether one reads this before the last: above it, and not in a next column."""
        is_above = self.bottom <= last.top + 1 and self.left < last.right - 1
        is_on_its_line = self.top < last.bottom - 1 and self.bottom > last.top + 1
        return is_above or (is_on_its_line and self.right <= last.left + 1)


def steps_through(watched: Watched) -> list[Step]:
    """Press Tab until the page ends or there was enough; give where the focus was."""
    page = watched.page
    page.evaluate(IS_DRAWN)
    page.evaluate(WRITE_DOWN)
    keys = page.context.new_cdp_session(page)
    for _number in range(MOST_STEPS + 1):
        keys.send(
            "Input.dispatchKeyEvent",
            {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9},
        )
    keys.detach()
    walked: list[dict[str, Any]] = page.evaluate("() => walked")
    return _once_around([Step(**step) for step in walked])


def _once_around(steps: list[Step]) -> list[Step]:
    """Leave out what came before the top of the page and after its end."""
    start = next((number for number, step in enumerate(steps) if step.is_skip_link), 0)
    around = steps[start:]
    end = next((n for n, step in enumerate(around) if n and step.place == around[0].place), None)
    return around[:end]


def lost_ways(watched: Watched) -> Iterator[str]:
    """Give what somebody with a keyboard stumbles over on the page."""
    steps = steps_through(watched)
    if not steps or not steps[0].is_skip_link:
        yield "does not begin with the way to the content"
    for step in steps:
        if not step.is_ringed:
            yield f"has no ring: {step.name}"
        if not step.is_seen:
            yield f"is not seen: {step.name}"
        if step.is_covered:
            yield f"is covered: {step.name}"
    for last, step in pairwise(steps):
        if step.place < last.place or step.is_before(last):
            yield f"comes out of order: {last.name}, then {step.name}"
