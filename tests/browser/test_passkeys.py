"""A passkey, made and used in Chromium with an authenticator that is not a thing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.browser.demo_site import Demo, Site, served
from tests.browser.signing_in import sign_in
from tests.browser.watching import Watched

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def named_site(made_demo: Demo, tmp_path: Path) -> Iterator[Site]:
    """Give a site whose address is a name: for a number browsers make no passkeys."""
    with served(made_demo, tmp_path, "localhost") as running:
        yield running


@pytest.fixture
def watched(browser: Browser, named_site: Site) -> Iterator[Watched]:
    context = browser.new_context(locale="en-GB")
    reader = Watched(context.new_page(), named_site.root)
    yield reader
    context.close()


def authenticator(page: Page) -> tuple[CDPSession, str]:
    """Give the browser an authenticator that says yes to everything."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    added: dict[str, Any] = devtools.send(
        "WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR}
    )
    return devtools, added["authenticatorId"]


def test_passkey_is_made_and_lets_in(watched: Watched, named_site: Site) -> None:
    page = watched.page
    devtools, number = authenticator(page)
    sign_in(watched, named_site)
    watched.open("/organise/account/second-factor")
    page.get_by_label("Name of the passkey").fill("My key")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_text("The passkey is ready for your next sign-in.").wait_for()
    barriers = [*watched.barriers(), *watched.problems()]

    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    page.locator("input[name=email]").fill(named_site.email)
    page.locator("input[name=password]").fill(named_site.password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/second-step*")
    closed = page.request.get(f"{named_site.root}/organise/people", max_redirects=0).status
    barriers += [*watched.barriers(), *watched.problems()]
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/organise/")

    assert closed == 302
    assert barriers == []
    made = devtools.send("WebAuthn.getCredentials", {"authenticatorId": number})
    assert [one["rpId"] for one in made["credentials"]] == ["localhost"]
    assert made["credentials"][0]["signCount"] > 1
    assert page.request.get(f"{named_site.root}/organise/people", max_redirects=0).ok


def test_passkey_that_is_not_used_says_so(watched: Watched, named_site: Site) -> None:
    page = watched.page
    devtools, number = authenticator(page)
    sign_in(watched, named_site)
    watched.open("/organise/account/second-factor")
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject(Error()); }")
    page.get_by_label("Name of the passkey").fill("My key")
    page.get_by_role("button", name="Add a passkey").click()

    page.get_by_text("No passkey was made. Try again.").wait_for()
