"""How an organiser signs in."""

from tests.browser.demo_site import Site
from tests.browser.watching import Watched


def sign_in(watched: Watched, site: Site) -> None:
    """Sign in as the demo's organiser, on the page for it, by the keyboard."""
    page = watched.page
    watched.open("/organise/sign-in")
    page.locator("input[name=email]").fill(site.email)
    page.locator("input[name=password]").fill(site.password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/organise/")
