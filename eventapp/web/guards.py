"""Who may see what: a page of organisers is for those who signed in, and whose role allows it."""

from flask import abort, redirect, request, url_for
from flask import session as browser_session  # noqa: TID251 -- under the name it is meant to have
from werkzeug.wrappers import Response

from eventapp.accounts.models import Account
from eventapp.accounts.queries import account_by_id

ASKED = "eventapp.account"
"""Where a request keeps the answer, so that it is looked up once."""

OPEN_TO_ALL = {"organiser.sign_in"}
OPEN_TO_ALL_SIGNED_IN = {"organiser.sign_out"}
ORGANISING = {"owner", "organiser", "analyst"}
"""Roles that see organisers' pages; who scans tickets at a door does not."""


def proof_of(account: Account) -> str:
    """Give what a browser must know besides the account's number; another password changes it."""
    return account.password_hash[-16:]


def signed_in_account() -> Account | None:
    """Give the account of the one who asks, or None."""
    if ASKED not in request.environ:
        number = browser_session.get("account")
        account = account_by_id(number) if isinstance(number, int) else None
        proof = browser_session.get("proof")
        known = account is not None and proof_of(account) == proof
        request.environ[ASKED] = account if known else None
    found: Account | None = request.environ[ASKED]
    return found


def only_for_organisers() -> Response | None:
    """Send everybody who did not sign in to the sign-in page; refuse other roles."""
    if request.endpoint in OPEN_TO_ALL:
        return None
    account = signed_in_account()
    if account is None:
        wanted = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("organiser.sign_in", next=wanted))
    if account.role not in ORGANISING and request.endpoint not in OPEN_TO_ALL_SIGNED_IN:
        abort(403)
    return None
