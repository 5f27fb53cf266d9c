"""Deleting accounts: one's own, and those of others by owners of everything."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask import session as browser_session  # noqa: TID251 -- under the name it is meant to have
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from eventapp.accounts.deleting import delete_account as delete
from eventapp.accounts.models import Account
from eventapp.accounts.queries import account_by_id
from eventapp.accounts.rules import LastOwner
from eventapp.audit.actions import record
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction
from eventapp.mail.actions import queue_mail
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.organiser.account_mails import letter_of_change
from eventapp.web.organiser.browsers import forget_cookie
from eventapp.web.refusals import words_for

View = str | Response | tuple[str, int]


def delete_own_account() -> View:
    """Say what goes and what stays, and delete one's account when the button is pressed."""
    refused = _asked_and_deleted(present_visitor().account)
    if refused is not None:
        return refused
    browser_session.clear()
    flash(_("Your account is deleted."), "good")
    return forget_cookie(redirect(url_for("organiser.sign_in"), HTTPStatus.SEE_OTHER))


def delete_account(number: int) -> View:
    """Say what goes and what stays, and delete somebody's account when the button is pressed."""
    account = found(account_by_id(number))
    if account.id == present_visitor().account.id:
        return redirect(url_for("organiser.delete_own_account"))
    refused = _asked_and_deleted(account)
    if refused is not None:
        return refused
    flash(_("The account is deleted."), "good")
    return redirect(url_for("organiser.show_people"), HTTPStatus.SEE_OTHER)


def _asked_and_deleted(account: Account) -> View | None:
    """Give the page that asks, or None when the account was deleted."""
    actor, form, now = present_visitor().actor, FlaskForm(), utc_now()
    if form.validate_on_submit():
        email, number = account.email, account.id
        try:
            with transaction():
                delete(account, now=now)
                queue_mail(letter_of_change("account_deleted", email, number), now=now)
                record(actor, "account deleted", subject=f"account:{number}", now=now)
        except LastOwner as refusal:
            form.form_errors.append(words_for(refusal))
        else:
            return None
    page = render_template(
        "organiser/delete_account.html",
        form=form,
        here=request.path,
        email=account.email,
        is_own=account.id == present_visitor().account.id,
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
