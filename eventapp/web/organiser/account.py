"""One's own account: password, where one is signed in, what one may."""

from http import HTTPStatus

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.accounts.actions import change_password as store_password
from eventapp.accounts.actions import is_password_of
from eventapp.accounts.queries import browsers_of, passkeys_of, recovery_codes_left
from eventapp.accounts.sign_ins import end_browser as end_one
from eventapp.accounts.sign_ins import end_browsers, prove
from eventapp.audit.actions import record
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction
from eventapp.web.guards import Visitor, present_visitor
from eventapp.web.locale import reader_language, reader_zone
from eventapp.web.moments import moment
from eventapp.web.organiser.account_forms import ROLE_NAMES, ChangePasswordForm, ConfirmForm
from eventapp.web.organiser.browsers import Begun, begin, go_on, wanted_address
from eventapp.web.organiser.scopes import Scopes
from eventapp.web.rate_limits import PASSWORD, check_rate

View = str | Response | tuple[str, int]


def show_account() -> str:
    """Show one's account."""
    here = present_visitor()
    return _page(here, ChangePasswordForm(here.account.email))


def change_password() -> View:
    """Change the password, and sign out everywhere else."""
    here = present_visitor()
    account = here.account
    check_rate(PASSWORD, str(account.id))
    form = ChangePasswordForm(account.email)
    valid = form.validate()
    if form.password.data and not is_password_of(account, form.password.data):
        form.password.errors = [*form.password.errors, _("This is not your password.")]
        valid = False
    if not valid:
        return _page(here, form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        store_password(account, form.new_password.data, now=utc_now())
        record(here.actor, "password changed", now=utc_now())
    begun = begin(account, proven=True)
    flash(_("Your password is changed, and other browsers are signed out."), "good")
    return go_on(begun, url_for("organiser.show_account"))


def confirm() -> View:
    """Ask for the password before what must not be done by somebody who found the browser open."""
    here = present_visitor()
    form = ConfirmForm()
    if not form.is_submitted():
        return _confirm_page(form)
    check_rate(PASSWORD, str(here.account.id))
    if form.validate() and not is_password_of(here.account, form.password.data):
        form.password.errors = [_("This is not your password.")]
    if form.errors:
        return _confirm_page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction():
        token = prove(here.browser, now=utc_now())
        begun = Begun(token, here.account.email, is_whole=True)
    return go_on(begun, wanted_address() or url_for("organiser.show_account"))


def _confirm_page(form: ConfirmForm) -> str:
    return render_template("organiser/confirm.html", form=form, next=wanted_address())


def end_browser(number: int) -> Response:
    """Sign out a browser."""
    here = present_visitor()
    with transaction():
        if not end_one(here.account.id, number, now=utc_now()):
            abort(404)
        record(here.actor, "browser signed out", subject=str(number), now=utc_now())
    flash(_("That browser is signed out."), "good")
    return redirect(url_for("organiser.show_account"), HTTPStatus.SEE_OTHER)


def end_other_browsers() -> Response:
    """Sign out all browsers but this one."""
    here = present_visitor()
    with transaction():
        end_browsers(here.account.id, but=here.browser.id, now=utc_now())
        record(here.actor, "other browsers signed out", now=utc_now())
    flash(_("All other browsers are signed out."), "good")
    return redirect(url_for("organiser.show_account"), HTTPStatus.SEE_OTHER)


def _page(here: Visitor, form: ChangePasswordForm) -> str:
    language, zone = reader_language(), reader_zone() or "UTC"
    words = Scopes(language).words
    account = here.account
    browsers = [
        (one, moment(one.created_at, zone, language), moment(one.seen_at, zone, language))
        for one in browsers_of(account.id, now=utc_now())
    ]
    return render_template(
        "organiser/account.html",
        form=form,
        account=account,
        browsers=browsers,
        here=here.browser.id,
        roles=[(ROLE_NAMES[one.role], words[one.scope]) for one in here.reach.granted],
        has_codes=account.codes_since_at is not None,
        passkeys=len(passkeys_of(account.id)),
        recovery_codes=recovery_codes_left(account.id),
    )
