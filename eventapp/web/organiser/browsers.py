"""The cookie by which a browser is known to be signed in."""

from http import HTTPStatus
from typing import NamedTuple

from flask import redirect, request, url_for
from flask import session as browser_session  # noqa: TID251 -- under the name it is meant to have
from werkzeug.wrappers import Response

from eventapp.accounts.models import Account
from eventapp.accounts.rules import ABSOLUTE_LIMIT
from eventapp.accounts.sign_ins import end_browser, prove, sign_in
from eventapp.audit.actions import record
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction
from eventapp.web.devices import device_of
from eventapp.web.guards import cookie_name, half_visitor, is_https
from eventapp.web.public.addresses import local_address
from eventapp.web.rate_limits import SIGN_IN, account_at_this_browser, forget, remember_browser


class Begun(NamedTuple):
    """A browser that signed in, at least half."""

    token: str
    email: str
    is_whole: bool


def begin(account: Account, *, proven: bool = False) -> Begun:
    """Sign a browser in; what it kept before is let go.

    `proven` says that whoever asks has proven all factors already.
    """
    now = utc_now()
    before = half_visitor()
    old = (before.account.id, before.browser.id) if before else None
    with transaction():
        if old:
            end_browser(*old, now=now)
        browser, token = sign_in(account, device_of(request.user_agent.string), now=now)
        if proven and browser.proven_at is None:
            token = prove(browser, now=now)
        begun = Begun(token, account.email, browser.proven_at is not None)
        if begun.is_whole:
            note_sign_in(account, browser.device)
    browser_session.clear()
    return begun


def note_sign_in(account: Account, detail: str) -> None:
    """Note that an account signed in, and forget its failures; call it inside a transaction."""
    record(f"account:{account.id}", "signed in", detail=detail, now=utc_now())
    forget(SIGN_IN, account_at_this_browser(account.email))


def go_on(begun: Begun, address: str) -> Response:
    """Send a browser on with its cookie."""
    response = redirect(address, HTTPStatus.SEE_OTHER)
    response.set_cookie(
        cookie_name("organiser"),
        begun.token,
        max_age=int(ABSOLUTE_LIMIT.total_seconds()),
        secure=is_https(),
        httponly=True,
        samesite="Lax",
        path="/",
    )
    if begun.is_whole:
        remember_browser(response, begun.email)
    return response


def forget_cookie(response: Response) -> Response:
    """Let a browser forget its cookie."""
    response.delete_cookie(
        cookie_name("organiser"), secure=is_https(), httponly=True, samesite="Lax", path="/"
    )
    return response


def wanted_address() -> str:
    """Give the organisers' page that was asked for before, nothing when it was none of ours."""
    wanted = local_address(request.values.get("next", ""))
    inside = (url_for("organiser.show_home"), "/door/")
    return wanted if wanted and wanted.startswith(inside) else ""
