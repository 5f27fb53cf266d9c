"""The guard before all views: asks the table of `policy`, and denies what has no row there."""

from datetime import datetime, timedelta
from typing import NamedTuple

from flask import Flask, abort, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.accounts.models import Account, BrowserSession
from eventapp.accounts.queries import browser_with, has_second_factor, reach_of
from eventapp.accounts.rules import Place, Reach
from eventapp.accounts.sign_ins import is_worth_noting, note_seen
from eventapp.config import Settings
from eventapp.events.queries import place_of_event, series_by_slug
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction
from eventapp.web.policy import POLICY, Proof, Rule, Where

FRESH_FOR = timedelta(minutes=30)
READING = {"GET", "HEAD"}
ASKED = "eventapp.visitor"
"""Where a request keeps who asks, so that it is looked up once."""


class Visitor(NamedTuple):
    """Somebody who signed in, at least half: until `is_whole`, only the second step is open."""

    account: Account
    browser: BrowserSession
    reach: Reach

    @property
    def is_whole(self) -> bool:
        """Tell whether the last factor was proven."""
        return self.browser.proven_at is not None

    @property
    def actor(self) -> str:
        """Give who it is for the record of changes."""
        return f"account:{self.account.id}"


def cookie_name(name: str) -> str:
    """Give a cookie's name; under https it is one that no other host can set (RFC 6265bis)."""
    return f"__Host-{name}" if is_https() else name


def is_https() -> bool:
    """Tell whether the site is one of https."""
    settings: Settings = current_app.extensions["settings"]
    return settings.base_url.startswith("https://")


def half_visitor() -> Visitor | None:
    """Give who asks, also when the second step is open still; None for a stranger."""
    if ASKED not in request.environ:
        request.environ[ASKED] = _visitor(utc_now())
    found: Visitor | None = request.environ[ASKED]
    return found


def visitor() -> Visitor | None:
    """Give who asks, None for a stranger and before the second step."""
    found = half_visitor()
    return found if found and found.is_whole else None


def present_visitor() -> Visitor:
    """Give who asks, in views that the table opens to accounts alone."""
    found = visitor()
    if found is None:
        abort(403)
    return found


def _visitor(now: datetime) -> Visitor | None:
    token = request.cookies.get(cookie_name("organiser"), "")
    browser = browser_with(token, now=now) if token else None
    if browser is None:
        return None
    if browser.proven_at is not None and is_worth_noting(browser, now=now):
        with transaction():
            note_seen(browser, now=now)
    return Visitor(browser.account, browser, reach_of(browser.account_id))


def enforce() -> Response | None:
    """Let the request pass when the table allows it; else send it away, or refuse it."""
    if request.endpoint is None:
        return None
    rule = POLICY.get(request.endpoint)
    if rule is None:
        current_app.logger.error("%s has no row in the policy table", request.endpoint)
        abort(403)
    if rule.proof in {Proof.NONE, Proof.TICKET, Proof.LINK}:
        return None
    return _enforce_sign_in(rule)


def _enforce_sign_in(rule: Rule) -> Response | None:
    found = half_visitor()
    if found is None:
        return _send_to("organiser.sign_in")
    if rule.proof is Proof.PASSWORD:
        return None
    if not found.is_whole:
        return _send_to("organiser.second_step")
    check_roles(rule, found.reach, request.view_args or {})
    if rule.fresh and not is_fresh(found.browser, utc_now()):
        return _send_to("organiser.confirm")
    if rule.roles and _lacks_second_factor(found):
        flash(_("Set up a second factor first: this site asks it of everybody with a role."))
        return redirect(url_for("organiser.show_second_factor"))
    return None


def is_fresh(browser: BrowserSession, now: datetime) -> bool:
    """Tell whether the browser's user proved who it is a short while ago."""
    return browser.proven_at is not None and now - browser.proven_at < FRESH_FOR


def _send_to(endpoint: str) -> Response:
    can_be_read = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    wanted = request.full_path.rstrip("?") if can_be_read else None
    return redirect(url_for(endpoint, next=wanted))


def check_roles(rule: Rule, reach: Reach, values: dict[str, str]) -> None:
    """Answer 404 where somebody has no role at all, and 403 where it is not one that is asked."""
    if not rule.roles:
        return
    if rule.where is Where.SOMEWHERE:
        held = reach.roles_anywhere()
    elif rule.where is Where.EVERYWHERE:
        held = reach.roles_everywhere()
    else:
        place = _place(rule.where, values)
        held = reach.roles_at(place) if place else frozenset()
        if not held:
            abort(404)
    if held.isdisjoint(rule.roles):
        abort(403)


def _place(where: Where, values: dict[str, str]) -> Place | None:
    """Give the event or series whose slug stands in the address; None when there is none."""
    slug = values["slug"]
    if where is Where.SERIES:
        series = series_by_slug(slug)
        return Place(None, series.id) if series else None
    numbers = place_of_event(slug)
    return Place(*numbers) if numbers else None


def _lacks_second_factor(found: Visitor) -> bool:
    """Tell whether a second factor is missing that the site asks for, of every role alike.

    Each opens something that is not for everybody: names at the door, proposals, figures of small
    groups; and an account with a small role today may be given a greater one tomorrow.
    """
    settings: Settings = current_app.extensions["settings"]
    return settings.second_factor_required and not has_second_factor(found.account)


def init_app(app: Flask) -> None:
    """Put the guard before all views."""
    app.before_request(enforce)
