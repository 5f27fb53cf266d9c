"""Signing in, in one step or two, and out."""

import json
from http import HTTPStatus

from flask import current_app, flash, redirect, render_template, request, url_for
from flask import session as browser_session  # noqa: TID251 -- under the name it is meant to have
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventapp.accounts.actions import account_with_password
from eventapp.accounts.passkeys import UNREADABLE, request_options
from eventapp.accounts.queries import passkeys_of, recovery_codes_left
from eventapp.accounts.rules import CodeWrong, PasskeyRefused
from eventapp.accounts.second_factors import prove_by_code, prove_by_passkey
from eventapp.accounts.sign_ins import change_challenge, end_browser, prove
from eventapp.audit.actions import record
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction
from eventapp.web.entrance import client_address
from eventapp.web.errors import found
from eventapp.web.guards import Visitor, half_visitor, visitor
from eventapp.web.organiser.account_forms import SecondStepForm, SignInForm
from eventapp.web.organiser.browsers import (
    Begun,
    begin,
    forget_cookie,
    go_on,
    note_sign_in,
    wanted_address,
)
from eventapp.web.organiser.passkey_site import passkey_site
from eventapp.web.rate_limits import (
    CODE,
    SIGN_IN,
    SIGN_IN_FROM,
    account_at_this_browser,
    check_rate,
)

View = str | Response | tuple[str, int]


def sign_in() -> View:
    """Ask who it is, and go on when the password is right."""
    form = SignInForm()
    if request.method == "GET":
        if visitor():
            return redirect(_where_to())
        return _page(form)
    if not form.validate():
        return _page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    check_rate(SIGN_IN_FROM, client_address())
    check_rate(SIGN_IN, account_at_this_browser(form.email.data))
    account = account_with_password(form.email.data, form.password.data)
    if account is None:
        form.form_errors.append(
            _("No account has this e-mail address and password. Check both and try again.")
        )
        return _page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    begun = begin(account)
    if begun.is_whole:
        return go_on(begun, _where_to())
    return go_on(begun, url_for("organiser.second_step", next=wanted_address() or None))


def second_step() -> View:
    """Ask for the second factor, and let them in when it is proven."""
    half = found(half_visitor())
    form = SecondStepForm()
    if half.is_whole:
        return redirect(_where_to())
    if request.method == "GET":
        return _second_page(form, half)
    if not form.validate():
        return _second_page(form, half), HTTPStatus.UNPROCESSABLE_ENTITY
    check_rate(CODE, str(half.account.id))
    proven = _prove(form, half)
    if proven is None:
        _tell_refusal(form)
        return _second_page(form, half), HTTPStatus.UNPROCESSABLE_ENTITY
    return go_on(proven, _where_to())


def _prove(form: SecondStepForm, half: Visitor) -> Begun | None:
    """Take the code or the passkey's answer; None when it proves nothing."""
    try:
        with transaction():
            how = _by_passkey(form, half) if form.answer.data else _by_code(form, half)
            token = prove(half.browser, now=utc_now())
            note_sign_in(half.account, f"{half.browser.device}; {how}")
            begun = Begun(token, half.account.email, is_whole=True)
    except (CodeWrong, PasskeyRefused):
        with transaction():
            change_challenge(half.browser)
        return None
    browser_session.clear()
    if how == "recovery code":
        left = recovery_codes_left(half.account.id)
        flash(
            ngettext(
                "That recovery code is used up. %(num)s is left.",
                "That recovery code is used up. %(num)s are left.",
                left,
            ),
            "care",
        )
    return begun


def _by_code(form: SecondStepForm, half: Visitor) -> str:
    secret = current_app.config["SECRET_KEY"]
    return prove_by_code(half.account, form.code.data or "", secret=secret, now=utc_now())


def _by_passkey(form: SecondStepForm, half: Visitor) -> str:
    site = passkey_site()
    try:
        credential = str(json.loads(form.answer.data)["id"])
    except (*UNREADABLE, KeyError, TypeError) as error:
        raise PasskeyRefused from error
    if site is None:
        raise PasskeyRefused
    prove_by_passkey(
        half.account,
        site,
        credential,
        form.answer.data,
        challenge=half.browser.challenge,
        now=utc_now(),
    )
    return "passkey"


def _tell_refusal(form: SecondStepForm) -> None:
    """Say beside the code that it is wrong, or above the form that the passkey is."""
    if form.answer.data:
        form.form_errors.append(_("The passkey was not accepted. Try again, or use a code."))
    else:
        form.code.errors = [
            _("This code is wrong or was used before. Wait for the next one and type it.")
        ]


def sign_out() -> Response:
    """Forget who it is."""
    half = found(half_visitor())
    account_id, browser_id, actor = half.account.id, half.browser.id, half.actor
    with transaction():
        end_browser(account_id, browser_id, now=utc_now())
        record(actor, "signed out", now=utc_now())
    browser_session.clear()
    flash(_("You are signed out."), "good")
    return forget_cookie(redirect(url_for("organiser.sign_in"), HTTPStatus.SEE_OTHER))


def _page(form: SignInForm) -> str:
    return render_template("organiser/sign_in.html", form=form, next=request.values.get("next", ""))


def _second_page(form: SecondStepForm, half: Visitor) -> str:
    site, known = passkey_site(), [one.credential for one in passkeys_of(half.account.id)]
    options = request_options(site, half.browser.challenge, known) if site and known else ""
    return render_template(
        "organiser/second_step.html",
        form=form,
        options=options,
        has_codes=half.account.codes_since_at is not None,
        next=request.values.get("next", ""),
    )


def _where_to() -> str:
    return wanted_address() or url_for("organiser.show_home")
