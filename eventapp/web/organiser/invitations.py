"""Taking an invitation: the page to which its mail leads."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.accounts.actions import account_with_new_password
from eventapp.accounts.grants import give_role
from eventapp.accounts.links import use_link
from eventapp.accounts.models import Account, AccountLink
from eventapp.accounts.queries import account_by_email, open_link, scope_of
from eventapp.accounts.rules import INVITATION, LastOwner, LinkInvalid
from eventapp.audit.actions import record
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction
from eventapp.web.entrance import client_address
from eventapp.web.locale import reader_language
from eventapp.web.organiser.account_forms import ROLE_MEANINGS, ROLE_NAMES, NewPasswordForm
from eventapp.web.organiser.browsers import begin, go_on
from eventapp.web.organiser.scopes import scope_words
from eventapp.web.rate_limits import LINK_FROM, check_rate

View = str | Response | tuple[str, int]


def accept_invitation(token: str) -> View:
    """Show what is offered; take it when the button is pressed, with a password for who is new."""
    check_rate(LINK_FROM, client_address())
    link = open_link(INVITATION, token, now=utc_now())
    if link is None or link.role is None:
        return render_template("organiser/link_invalid.html"), HTTPStatus.GONE
    is_known = account_by_email(link.email) is not None
    form = NewPasswordForm(link.email)
    if not form.is_submitted():
        return _page(form, link, token, is_known=is_known)
    if not is_known and not form.validate():
        return _page(form, link, token, is_known=is_known), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        account = _take(token, None if is_known else form.new_password.data)
    except LinkInvalid:
        return render_template("organiser/link_invalid.html"), HTTPStatus.GONE
    if is_known:
        flash(_("You have your new role. Sign in to use it."), "good")
        return redirect(url_for("organiser.sign_in"), HTTPStatus.SEE_OTHER)
    begun = begin(account)
    flash(_("Welcome. Set up a second factor, so that a password alone opens nothing."), "good")
    return go_on(begun, url_for("organiser.show_account"))


def _take(token: str, password: str | None) -> Account:
    """Give the role, to a new account when there is a password. Raises LinkInvalid."""
    now = utc_now()
    with transaction():
        link = use_link(INVITATION, token, now=now)
        account = account_by_email(link.email)
        if account is None and password is not None:
            account = account_with_new_password(link.email, password, now=now)
        if account is None or link.role is None:
            raise LinkInvalid
        try:
            give_role(account, link.role, scope_of(link), now=now)
        except LastOwner as refusal:
            raise LinkInvalid from refusal
        record(
            f"account:{account.id}",
            "invitation accepted",
            event_id=link.event_id,
            subject=link.role,
            now=now,
        )
    return account


def _page(form: NewPasswordForm, link: AccountLink, token: str, *, is_known: bool) -> str:
    role = str(link.role)
    return render_template(
        "organiser/accept_invitation.html",
        form=form,
        email=link.email,
        token=token,
        is_known=is_known,
        role=ROLE_NAMES[role],
        meaning=ROLE_MEANINGS[role],
        where=scope_words(scope_of(link), reader_language()),
    )
