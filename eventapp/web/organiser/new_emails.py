"""Another e-mail address for one's account: asked for here, taken by a link sent there."""

from http import HTTPStatus

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from eventapp.accounts.new_emails import start_new_email
from eventapp.accounts.new_emails import take_new_email as take
from eventapp.accounts.queries import open_link
from eventapp.accounts.rules import NEW_EMAIL, LinkInvalid
from eventapp.audit.actions import record
from eventapp.foundation.clock import utc_now
from eventapp.foundation.email_addresses import folded_email
from eventapp.foundation.transaction import transaction
from eventapp.mail.actions import queue_mail
from eventapp.mail.rules import NOBODY
from eventapp.web.entrance import client_address
from eventapp.web.guards import Visitor, half_visitor, present_visitor, visitor
from eventapp.web.organiser.account_forms import NewEmailForm
from eventapp.web.organiser.account_mails import letter_about, letter_of_change
from eventapp.web.rate_limits import LINK_FROM, NEW_EMAIL_BY, check_rate

View = str | Response | tuple[str, int]


def change_email() -> View:
    """Send a link to the new address; of one that somebody else has nothing is told."""
    here = present_visitor()
    form = NewEmailForm(here.account.email)
    if not form.is_submitted() or not form.validate():
        page = render_template("organiser/change_email.html", form=form, email=here.account.email)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    check_rate(NEW_EMAIL_BY, str(here.account.id))
    _send_link(here, folded_email(form.email.data))
    flash(_("A mail with a link is on its way to the new address, good for an hour."), "good")
    return redirect(url_for("organiser.show_account"), HTTPStatus.SEE_OTHER)


def _send_link(here: Visitor, email: str) -> None:
    """Queue the mail; where the address is taken, one to nobody."""
    actor, now = here.actor, utc_now()
    with transaction():
        link = start_new_email(
            here.account, email, secret=current_app.config["SECRET_KEY"], now=now
        )
        letter = letter_about("new_email", link)
        queue_mail(letter if link.email == email else letter._replace(recipient=NOBODY), now=now)
        record(actor, "new address asked for", now=now)


def take_new_email(token: str) -> View:
    """Show a button, and let the account have the new address when it is pressed."""
    check_rate(LINK_FROM, client_address())
    link = open_link(NEW_EMAIL, token, now=utc_now())
    if link is None:
        return render_template("organiser/link_invalid.html"), HTTPStatus.GONE
    form = FlaskForm()
    if not form.is_submitted() or not form.validate():
        page = render_template(
            "organiser/take_new_email.html", form=form, email=link.email, token=token
        )
        return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    try:
        _take(token)
    except LinkInvalid:
        return render_template("organiser/link_invalid.html"), HTTPStatus.GONE
    flash(_("Your account has its new address. Sign in with it from now on."), "good")
    where = "organiser.show_account" if visitor() else "organiser.sign_in"
    return redirect(url_for(where), HTTPStatus.SEE_OTHER)


def _take(token: str) -> None:
    """Change the address for the link, and tell the old one. Raises LinkInvalid."""
    here, now = half_visitor(), utc_now()
    with transaction():
        account, before = take(token, but=here.browser.id if here else None, now=now)
        queue_mail(letter_of_change("email_changed", before, account.id), now=now)
        record(f"account:{account.id}", "address changed", now=now)
