"""Deleting accounts: one's own, and those of others."""

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.accounts.models import Account, AccountGrant, AccountLink, BrowserSession
from eventapp.accounts.rules import Scope
from eventapp.audit.models import AuditEntry
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from tests.factories import NOON, make_event
from tests.page_rules import problems_of
from tests.signing_in import signed_in
from tests.web.organiser.mails import mails
from tests.web.organiser.signing import EMAIL, make_account, sign_in

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OWN = "/organise/account/delete"
OWNER = "owner@example.org"


def counted(model: type[AccountGrant] | type[AccountLink] | type[BrowserSession]) -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_own_account_is_deleted_and_nothing_tells_who_it_was(app: Flask) -> None:
    number = make_account()
    app.test_client().post("/organise/new-password", data={"email": EMAIL})
    reader = signed_in(app, EMAIL)

    asked = reader.get(OWN)
    deleted = reader.post(OWN)

    assert (asked.status_code, EMAIL in asked.text) == (200, True)
    assert problems_of(asked.text) == []
    assert (deleted.status_code, deleted.location) == (303, "/organise/sign-in")
    assert reader.get("/organise/account").status_code == 302
    assert sign_in(app.test_client()).status_code == 422
    assert sign_in(app.test_client(), f"deleted:{number}").status_code == 422
    assert (counted(AccountGrant), counted(AccountLink), counted(BrowserSession)) == (0, 0, 0)
    row = db.session.get_one(Account, number)
    assert (row.email, row.password_hash) == (f"deleted:{number}", "-")
    assert [(mail.recipient, mail.subject) for mail in mails()] == [
        (EMAIL, "Your account is deleted")
    ]


def test_log_names_nobody_and_a_new_account_has_another_number(app: Flask) -> None:
    event = make_event("tour")
    slug, number = event.slug, make_account()
    make_account("owner", OWNER)
    with transaction():
        db.session.add(
            AuditEntry(at=NOON, actor=f"account:{number}", action="stop added", event_id=event.id)
        )
    signed_in(app, EMAIL).post(OWN)
    again = make_account(email=EMAIL)

    log = signed_in(app, OWNER).get(f"/organise/events/{slug}/log")

    assert again != number
    assert "An account that is gone" in log.text
    assert EMAIL not in log.text


def test_last_owner_stays(app: Flask) -> None:
    make_account("owner", OWNER)
    reader = signed_in(app, OWNER)

    answer = reader.post(OWN)

    assert answer.status_code == 422
    assert "This is the last owner of everything." in answer.text
    assert reader.get("/organise/account").status_code == 200
    assert counted(AccountGrant) == 1


def test_owner_deletes_the_account_of_somebody(app: Flask) -> None:
    number = make_account()
    make_account("owner", OWNER)
    owner = signed_in(app, OWNER)
    place = f"/organise/people/accounts/{number}/delete"

    listed = owner.get("/organise/people")
    asked = owner.get(place)
    deleted = owner.post(place)

    assert place in listed.text
    assert (asked.status_code, EMAIL in asked.text) == (200, True)
    assert (deleted.status_code, deleted.location) == (303, "/organise/people")
    assert EMAIL not in owner.get("/organise/people").text
    assert owner.post(place).status_code == 404
    actions = db.session.execute(sa.select(AuditEntry.action, AuditEntry.subject)).all()
    assert ("account deleted", f"account:{number}") in actions


@on_sqlite
def test_accounts_without_a_role_can_be_deleted_too(app: Flask) -> None:
    number = make_account(None)
    make_account("owner", OWNER)

    listed = signed_in(app, OWNER).get("/organise/people").text

    assert "Accounts without a role" in listed
    assert f"/organise/people/accounts/{number}/delete" in listed


@on_sqlite
def test_owner_of_one_event_deletes_no_account(app: Flask) -> None:
    number = make_account()
    event = make_event("tour")
    make_account("owner", OWNER, Scope(event_id=event.id))
    owner = signed_in(app, OWNER)

    assert "Delete the account" not in owner.get("/organise/people").text
    assert owner.post(f"/organise/people/accounts/{number}/delete").status_code == 403


@on_sqlite
def test_owners_own_account_is_asked_about_on_its_own_page(app: Flask) -> None:
    number = make_account("owner", OWNER)

    answer = signed_in(app, OWNER).get(f"/organise/people/accounts/{number}/delete")

    assert (answer.status_code, answer.location) == (302, OWN)
