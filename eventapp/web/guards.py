"""Who may see what: a page of organisers is for those who signed in."""

from flask import g, redirect, request, url_for
from flask import session as browser_session  # noqa: TID251 -- under the name it is meant to have
from werkzeug.wrappers import Response

from eventapp.accounts.models import Account
from eventapp.accounts.queries import account_by_id

OPEN_TO_ALL = {"organiser.sign_in"}


def signed_in_account() -> Account | None:
    """Give the account of the one who asks, or None."""
    if "account" not in g:
        number = browser_session.get("account")
        account = account_by_id(number) if isinstance(number, int) else None
        proof = browser_session.get("proof")
        g.account = account if account and account.password_hash[-16:] == proof else None
    return g.account


def only_for_signed_in() -> Response | None:
    """Send everybody else to the sign-in page."""
    if request.endpoint in OPEN_TO_ALL or signed_in_account():
        return None
    return redirect(url_for("organiser.sign_in"))
