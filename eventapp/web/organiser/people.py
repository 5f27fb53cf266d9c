"""Who organises: roles given, changed and taken by owners, each for what is theirs."""

from http import HTTPStatus
from typing import NamedTuple

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.accounts.grants import change_role, take_role
from eventapp.accounts.links import invite, void_link
from eventapp.accounts.models import AccountGrant, AccountLink
from eventapp.accounts.queries import (
    accounts_without_role,
    all_grants,
    grant_by_id,
    link_by_id,
    open_invitations,
    scope_of,
)
from eventapp.accounts.rules import INVITATION, LastOwner
from eventapp.audit.actions import record
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import transaction
from eventapp.mail.actions import queue_mail
from eventapp.web.errors import found
from eventapp.web.guards import present_visitor
from eventapp.web.locale import reader_language, reader_zone
from eventapp.web.moments import Moment, moment
from eventapp.web.organiser.account_forms import (
    ROLE_MEANINGS,
    ROLE_NAMES,
    InvitationForm,
    RoleForm,
)
from eventapp.web.organiser.account_mails import letter_about
from eventapp.web.organiser.scopes import Scopes
from eventapp.web.rate_limits import INVITE, check_rate
from eventapp.web.refusals import words_for

View = str | Response | tuple[str, int]


class Person(NamedTuple):
    """A role that somebody has."""

    grant: AccountGrant
    role: LazyString
    where: str


class Invited(NamedTuple):
    """A role that somebody was offered."""

    link: AccountLink
    role: LazyString
    where: str
    until: Moment


def show_people() -> str:
    """Show who has which role where, as far as it is the reader's to give."""
    scopes = Scopes(reader_language())
    return _page(InvitationForm(scopes.choices(present_visitor().reach)), scopes)


def invite_person() -> View:
    """Send an invitation."""
    here, scopes = present_visitor(), Scopes(reader_language())
    form = InvitationForm(scopes.choices(here.reach))
    if not form.validate():
        return _page(form, scopes), HTTPStatus.UNPROCESSABLE_ENTITY
    check_rate(INVITE, str(here.account.id))
    actor, scope = here.actor, scopes.values[form.scope.data]
    secret, now = current_app.config["SECRET_KEY"], utc_now()
    with transaction():
        link = invite(form.email.data, form.role.data, scope, secret=secret, now=now)
        queue_mail(letter_about("invitation", link), now=now)
        record(
            actor,
            "person invited",
            event_id=scope.event_id,
            subject=f"invitation:{link.id}",
            detail=form.role.data,
            now=now,
        )
    flash(_("The invitation is on its way; it is good for a week."), "good")
    return _back()


def change_person(number: int) -> Response:
    """Give somebody another role at the same place."""
    grant = _own_grant(number)
    form = RoleForm()
    if not form.validate():
        abort(400, _("Choose one of the roles."))
    actor = present_visitor().actor
    try:
        with transaction():
            change_role(grant, form.role.data)
            _note(actor, "role changed", grant)
    except LastOwner as refusal:
        return _refuse(refusal)
    flash(_("The role is changed."), "good")
    return _back()


def remove_person(number: int) -> Response:
    """Take a role away."""
    grant = _own_grant(number)
    actor = present_visitor().actor
    try:
        with transaction():
            _note(actor, "role taken", grant)
            take_role(grant)
    except LastOwner as refusal:
        return _refuse(refusal)
    flash(_("The role is taken away."), "good")
    return _back()


def withdraw_invitation(number: int) -> Response:
    """Let an invitation be worth nothing."""
    here = present_visitor()
    link = found(link_by_id(number))
    scopes = Scopes(reader_language())
    if link.purpose != INVITATION or not scopes.is_owned(here.reach, scope_of(link)):
        abort(404)
    actor, now = here.actor, utc_now()
    with transaction():
        void_link(link, now=now)
        record(
            actor,
            "invitation withdrawn",
            event_id=link.event_id,
            subject=f"invitation:{link.id}",
            now=now,
        )
    flash(_("The invitation is withdrawn."), "good")
    return _back()


def _own_grant(number: int) -> AccountGrant:
    """Give a grant that is the visitor's to change, or answer 404."""
    grant = found(grant_by_id(number))
    scopes = Scopes(reader_language())
    if not scopes.is_owned(present_visitor().reach, scope_of(grant)):
        abort(404)
    return grant


def _note(actor: str, action: str, grant: AccountGrant) -> None:
    record(
        actor,
        action,
        event_id=grant.event_id,
        subject=f"account:{grant.account_id}",
        detail=grant.role,
        now=utc_now(),
    )


def _refuse(refusal: LastOwner) -> Response:
    flash(words_for(refusal), "wrong")
    return _back()


def _back() -> Response:
    return redirect(url_for("organiser.show_people"), HTTPStatus.SEE_OTHER)


def _page(form: InvitationForm, scopes: Scopes) -> str:
    here, language = present_visitor(), reader_language()
    people = [
        Person(grant, ROLE_NAMES[grant.role], scopes.words[scope_of(grant)])
        for grant in all_grants()
        if scopes.is_owned(here.reach, scope_of(grant))
    ]
    invited = [
        Invited(
            link,
            ROLE_NAMES[str(link.role)],
            scopes.words[scope_of(link)],
            moment(link.expires_at, reader_zone() or "UTC", language),
        )
        for link in open_invitations(now=utc_now())
        if scopes.is_owned(here.reach, scope_of(link))
    ]
    may_delete = "owner" in here.reach.roles_everywhere()
    return render_template(
        "organiser/people.html",
        may_delete=may_delete,
        without_role=accounts_without_role() if may_delete else (),
        form=form,
        people=people,
        invited=invited,
        roles=ROLE_NAMES,
        meanings=ROLE_MEANINGS,
        here=here.account.id,
    )
