"""Signing in and out."""

import math
from http import HTTPStatus

from flask import current_app, flash, redirect, render_template, request, url_for
from flask import session as browser_session  # noqa: TID251 -- under the name it is meant to have
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventapp.accounts.actions import account_with_password
from eventapp.accounts.models import Account
from eventapp.foundation.clock import utc_now
from eventapp.web.entrance import client_address
from eventapp.web.guards import proof_of, signed_in_account
from eventapp.web.organiser.attempts import Attempts
from eventapp.web.organiser.forms import SignInForm
from eventapp.web.public.addresses import local_address

View = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


def sign_in() -> View:
    """Ask who it is, and let them in when the password is right."""
    form = SignInForm()
    if request.method == "GET":
        if signed_in_account():
            return redirect(_where_to())
        return _page(form)
    if not form.validate():
        return _page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    address = client_address()
    attempts: Attempts = current_app.extensions["sign_in_attempts"]
    limited = current_app.extensions["settings"].rate_limit
    wait = attempts.wait(form.email.data, address, utc_now()) if limited else None
    if wait is not None:
        minutes = math.ceil(wait.total_seconds() / 60)
        form.form_errors.append(
            ngettext(
                "Too many attempts. Wait %(num)s minute and try again.",
                "Too many attempts. Wait %(num)s minutes and try again.",
                minutes,
            )
        )
        after = {"Retry-After": str(math.ceil(wait.total_seconds()))}
        return _page(form), HTTPStatus.TOO_MANY_REQUESTS, after
    account = account_with_password(form.email.data, form.password.data)
    if account is None:
        attempts.failed(form.email.data, address, utc_now())
        form.form_errors.append(
            _("No account has this e-mail address and password. Check both and try again.")
        )
        return _page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    attempts.succeeded(form.email.data, address)
    _begin(account)
    return redirect(_where_to(), HTTPStatus.SEE_OTHER)


def sign_out() -> Response:
    """Forget who it is."""
    browser_session.clear()
    flash(_("You are signed out."), "good")
    return redirect(url_for("organiser.sign_in"), HTTPStatus.SEE_OTHER)


def _page(form: SignInForm) -> str:
    return render_template("organiser/sign_in.html", form=form, next=request.values.get("next", ""))


def _begin(account: Account) -> None:
    """Let the browser prove from now on that it belongs to the account; what it kept is let go."""
    browser_session.clear()
    browser_session["account"] = account.id
    browser_session["proof"] = proof_of(account)


def _where_to() -> str:
    """Give the organisers' page that was asked for before, else their home."""
    wanted = local_address(request.values.get("next", ""))
    home = url_for("organiser.show_home")
    return wanted if wanted and wanted.startswith(home) else home
