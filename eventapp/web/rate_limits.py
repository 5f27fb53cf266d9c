"""How often something may be tried: by account, and by network address.

Counted in the database, for all servers together, each time in a transaction of its own.
"""

import math
from datetime import timedelta

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from eventapp.accounts.tokens import digest_of, new_token
from eventapp.config import Settings
from eventapp.foundation.clock import utc_now
from eventapp.foundation.email_addresses import folded_email
from eventapp.foundation.transaction import transaction
from eventapp.limits.actions import count_try, forget_tries
from eventapp.limits.rules import Limit
from eventapp.web.guards import cookie_name, is_https

QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)

SIGN_IN = Limit("sign-in", 10, QUARTER)
"""For one account: one count for all strange browsers, and one for each it signed in from."""
SIGN_IN_FROM = Limit("sign-in-from", 60, QUARTER)
"""From one network address, for all accounts together."""
CODE = Limit("code", 10, QUARTER)
"""Second steps of one account."""
PASSWORD = Limit("password", 10, QUARTER)
"""Confirmations and changes of a password by somebody who is signed in."""
RESET_TO = Limit("reset-to", 3, HOUR)
"""Mails to one address."""
RESET_FROM = Limit("reset-from", 20, HOUR)
LINK_FROM = Limit("link-from", 60, QUARTER)
"""Links from mails, tried from one network address."""
NEW_EMAIL_BY = Limit("new-email", 5, HOUR)
"""Letters to new addresses, asked for by one account."""
INVITE = Limit("invite", 100, HOUR)
"""Invitations by one account."""
REGISTER_FROM = Limit("register-from", 300, HOUR)
"""Registrations from one network address: a whole hospital may have one, a flood has few."""
TICKET_FROM = Limit("ticket-from", 60, HOUR)
"""Tickets mailed again, asked for from one network address."""
PROPOSE_FROM = Limit("propose-from", 60, HOUR)
"""Proposals from one network address."""
PROPOSAL_LINK_FROM = Limit("proposal-link-from", 30, HOUR)
"""Ways to proposals mailed again, asked for from one network address."""

YEAR = 365 * 24 * 3600


def is_allowed(limit: Limit, who: str) -> bool:
    """Count a try and tell whether it may be made."""
    return _wait(limit, who) is None


def check_rate(limit: Limit, who: str) -> None:
    """Count a try; answer 429, with when to come back, when there were too many."""
    wait = _wait(limit, who)
    if wait is not None:
        raise TooManyRequests(retry_after=max(1, math.ceil(wait.total_seconds())))


def check_rate_inside(limit: Limit, who: str) -> None:
    """Count a try in the transaction that is open, so that only what is stored is counted.

    Answers 429 as `check_rate` does. What many do at the same time takes one transaction, not two.
    """
    settings: Settings = current_app.extensions["settings"]
    wait = count_try(limit, who, now=utc_now()) if settings.rate_limit else None
    if wait is not None:
        raise TooManyRequests(retry_after=max(1, math.ceil(wait.total_seconds())))


def _wait(limit: Limit, who: str) -> timedelta | None:
    settings: Settings = current_app.extensions["settings"]
    if not settings.rate_limit:
        return None
    with transaction():
        return count_try(limit, who, now=utc_now())


def forget(limit: Limit, who: str) -> None:
    """Forget the tries of somebody who was right in the end; call it inside a transaction."""
    forget_tries(limit, who)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="known browser")


def account_at_this_browser(email: str) -> str:
    """Give for whom tries to sign in are counted.

    A browser in which the account signed in before counts by itself, so that a stranger who
    guesses at its password does not lock its owner out.
    """
    who = digest_of(folded_email(email))
    try:
        known = _signer().loads(request.cookies.get(cookie_name("known"), ""))
    except BadSignature:
        return who
    is_theirs = isinstance(known, list) and len(known) == 2 and known[0] == who
    return f"{who} {known[1]}" if is_theirs else who


def remember_browser(response: Response, email: str) -> None:
    """Let a browser prove later that the account signed in there once; it proves nothing else."""
    response.set_cookie(
        cookie_name("known"),
        _signer().dumps([digest_of(folded_email(email)), new_token()]),
        max_age=YEAR,
        secure=is_https(),
        httponly=True,
        samesite="Lax",
        path="/",
    )
