"""Setting up a second factor: one-time codes, passkeys, recovery codes."""

from http import HTTPStatus

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.accounts.models import Account
from eventapp.accounts.one_time_codes import address_of, key_for, typed_key
from eventapp.accounts.passkeys import check_creation, creation_options
from eventapp.accounts.queries import browsers_of, passkeys_of, recovery_codes_left
from eventapp.accounts.rules import CodeWrong, PasskeyRefused
from eventapp.accounts.second_factors import (
    add_passkey as store_passkey,
)
from eventapp.accounts.second_factors import (
    begin_codes,
    end_codes,
    new_recovery_codes,
    prepare_codes,
)
from eventapp.accounts.second_factors import remove_passkey as forget_passkey
from eventapp.accounts.sign_ins import change_challenge, end_browsers
from eventapp.audit.actions import record
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction
from eventapp.web.guards import Visitor, present_visitor
from eventapp.web.locale import reader_language, reader_zone
from eventapp.web.moments import moment
from eventapp.web.organiser.account_forms import FirstCodeForm, PasskeyForm
from eventapp.web.organiser.passkey_site import NAME, passkey_site
from eventapp.web.qr import qr_modules
from eventapp.web.rate_limits import CODE, check_rate

View = str | Response | tuple[str, int]


def show_second_factor() -> str:
    """Show what is set up, and what could be."""
    return _page(present_visitor(), PasskeyForm())


def start_codes() -> Response:
    """Make a new key for a telephone, unless codes are asked for already."""
    here = present_visitor()
    with transaction():
        prepare_codes(here.account)
    return redirect(url_for("organiser.set_up_codes"), HTTPStatus.SEE_OTHER)


def set_up_codes() -> View:
    """Show the key, and ask for codes from the first right one on."""
    here = present_visitor()
    account = here.account
    if account.codes_seed is None or account.codes_since_at is not None:
        return redirect(url_for("organiser.show_second_factor"))
    form = FirstCodeForm()
    if not form.is_submitted():
        return _codes_page(account, form)
    check_rate(CODE, str(account.id))
    if form.validate():
        try:
            with transaction():
                begin_codes(account, form.code.data, secret=_secret(), now=utc_now())
                record(here.actor, "one-time codes set up", now=utc_now())
                others = _sign_out_others(here)
        except CodeWrong:
            form.code.errors = [_("This is not the code of now. Type the one that is shown.")]
    if form.errors:
        return _codes_page(account, form), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("From now on a code is asked for when you sign in."), "good")
    _tell_of(others)
    return _after_first_factor(account)


def stop_codes() -> Response:
    """Ask for codes no longer."""
    here = present_visitor()
    with transaction():
        end_codes(here.account)
        record(here.actor, "one-time codes removed", now=utc_now())
        others = _sign_out_others(here)
    flash(_("Codes are asked for no longer."), "care")
    _tell_of(others)
    return _back()


def make_recovery_codes() -> str:
    """Show new recovery codes, this once."""
    here = present_visitor()
    with transaction():
        codes = new_recovery_codes(here.account)
        record(here.actor, "recovery codes made", now=utc_now())
    return render_template("organiser/recovery_codes.html", codes=codes)


def add_passkey() -> View:
    """Keep a passkey that the browser made."""
    here = present_visitor()
    form, site = PasskeyForm(), passkey_site()
    if site is None:
        abort(404)
    if form.validate():
        try:
            with transaction():
                made = check_creation(site, form.answer.data or "", here.browser.challenge)
                change_challenge(here.browser)
                store_passkey(here.account, made, form.name.data.strip(), now=utc_now())
                record(here.actor, "passkey added", now=utc_now())
                others = _sign_out_others(here)
        except PasskeyRefused:
            form.form_errors.append(_("The browser made no passkey. Try again."))
    if form.errors:
        return _page(here, form), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("The passkey is ready for your next sign-in."), "good")
    _tell_of(others)
    return _after_first_factor(here.account)


def remove_passkey(number: int) -> Response:
    """Forget a passkey."""
    here = present_visitor()
    with transaction():
        if forget_passkey(here.account, number) is None:
            abort(404)
        record(here.actor, "passkey removed", now=utc_now())
        others = _sign_out_others(here)
    flash(_("The passkey is removed here; remove it from your device too."), "good")
    _tell_of(others)
    return _back()


def _sign_out_others(here: Visitor) -> int:
    """Sign out the other browsers, which proved less than is asked for now; tell how many."""
    others = len(browsers_of(here.account.id, now=utc_now())) - 1
    end_browsers(here.account.id, but=here.browser.id, now=utc_now())
    if others:
        record(here.actor, "other browsers signed out", now=utc_now())
    return others


def _tell_of(others: int) -> None:
    """Say that other browsers were signed out, if any were."""
    if others:
        flash(_("All other browsers are signed out."), "good")


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


def _back() -> Response:
    return redirect(url_for("organiser.show_second_factor"), HTTPStatus.SEE_OTHER)


def _after_first_factor(account: Account) -> Response:
    """Go back, with a word about recovery codes where there are none."""
    if not recovery_codes_left(account.id):
        flash(_("Make recovery codes now, for the day on which your device is lost."), "care")
    return _back()


def _codes_page(account: Account, form: FirstCodeForm) -> str:
    key = key_for(_secret(), str(account.codes_seed))
    modules = qr_modules(address_of(key, NAME, account.email))
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(modules) for x, dark in enumerate(row) if dark
    )
    return render_template(
        "organiser/set_up_codes.html",
        form=form,
        typed_key=typed_key(key),
        size=len(modules),
        path=path,
    )


def _page(here: Visitor, form: PasskeyForm) -> str:
    account, site = here.account, passkey_site()
    language, zone = reader_language(), reader_zone() or "UTC"
    known = passkeys_of(account.id)
    options = ""
    if site:
        user = (f"account-{account.id}", account.email)
        credentials = [one.credential for one in known]
        options = creation_options(site, user, here.browser.challenge, credentials)
    return render_template(
        "organiser/second_factor.html",
        form=form,
        account=account,
        options=options,
        passkeys=[
            (
                one,
                moment(one.created_at, zone, language),
                moment(one.used_at, zone, language) if one.used_at else None,
            )
            for one in known
        ],
        recovery_codes=recovery_codes_left(account.id),
    )
