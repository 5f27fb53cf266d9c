"""A new password for who forgot it: a link by mail, and the page it leads to."""

from http import HTTPStatus

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.accounts.actions import change_password
from eventapp.accounts.links import start_reset, use_link
from eventapp.accounts.queries import account_by_email, open_link
from eventapp.accounts.rules import RESET, LinkInvalid
from eventapp.audit.actions import record
from eventapp.foundation.clock import utc_now
from eventapp.foundation.email_addresses import folded_email
from eventapp.foundation.transaction import transaction
from eventapp.mail.actions import queue_mail
from eventapp.mail.rules import NOBODY
from eventapp.web.entrance import client_address
from eventapp.web.organiser.account_forms import NewPasswordForm, ResetRequestForm
from eventapp.web.organiser.account_mails import letter_about
from eventapp.web.rate_limits import (
    LINK_FROM,
    RESET_FROM,
    RESET_TO,
    check_rate,
    is_allowed,
)

View = str | Response | tuple[str, int]


def ask_for_reset() -> View:
    """Send a link to who forgot the password; of an unknown address nothing is told."""
    form = ResetRequestForm()
    if not form.is_submitted():
        return render_template("organiser/ask_for_reset.html", form=form)
    if not form.validate():
        page = render_template("organiser/ask_for_reset.html", form=form)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    email = folded_email(form.email.data)
    check_rate(RESET_FROM, client_address())
    if is_allowed(RESET_TO, email):
        _send_link(email)
    flash(
        _("If an account has this address, a mail with a link is on its way, good for an hour."),
        "good",
    )
    return redirect(url_for("organiser.sign_in"), HTTPStatus.SEE_OTHER)


def _send_link(email: str) -> None:
    """Queue the mail; for an address without an account the same is written, of and to nobody."""
    now = utc_now()
    secret = current_app.config["SECRET_KEY"]
    with transaction():
        account = account_by_email(email)
        record(
            f"account:{account.id}" if account else "nobody",
            "new password asked for",
            now=now,
        )
        link = start_reset(email if account else None, secret=secret, now=now)
        letter = letter_about("new_password", link)
        queue_mail(letter if account else letter._replace(recipient=NOBODY), now=now)


def reset_password(token: str) -> View:
    """Let who holds the link choose a password; opening the page changes nothing."""
    check_rate(LINK_FROM, client_address())
    link = open_link(RESET, token, now=utc_now())
    if link is None:
        return render_template("organiser/link_invalid.html"), HTTPStatus.GONE
    form = NewPasswordForm(link.email)
    if not form.is_submitted() or not form.validate():
        page = render_template(
            "organiser/reset_password.html", form=form, email=link.email, token=token
        )
        return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    try:
        _take(token, form.new_password.data)
    except LinkInvalid:
        return render_template("organiser/link_invalid.html"), HTTPStatus.GONE
    flash(_("Your password is changed, and you are signed out everywhere. Sign in."), "good")
    return redirect(url_for("organiser.sign_in"), HTTPStatus.SEE_OTHER)


def _take(token: str, password: str) -> None:
    """Change the password for the link, which is used up. Raises LinkInvalid."""
    now = utc_now()
    with transaction():
        link = use_link(RESET, token, now=now)
        account = account_by_email(link.email)
        if account is None:
            raise LinkInvalid
        change_password(account, password, now=now)
        record(f"account:{account.id}", "password changed", detail="by mail", now=now)
