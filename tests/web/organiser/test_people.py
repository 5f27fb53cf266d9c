"""Who organises: inviting, changing, removing."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from eventapp.accounts.models import AccountGrant, AccountLink
from eventapp.accounts.queries import account_by_email, reach_of
from eventapp.accounts.rules import Scope
from eventapp.audit.models import AuditEntry
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.web.rate_limits import INVITE
from tests.factories import make_event, make_series
from tests.signing_in import signed_in
from tests.web.organiser.mails import link_of_mail, mails
from tests.web.organiser.signing import EMAIL, make_account, sign_in

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CHOSEN = {"new_password": "another long sentence", "again": "another long sentence"}


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    make_account("owner")
    return signed_in(app, EMAIL)


def invite(client: FlaskClient, role: str = "door", scope: str = "everywhere") -> str:
    data = {"email": "Dora@example.org ", "role": role, "scope": scope}
    assert client.post("/organise/people/invite", data=data).status_code == 303
    return link_of_mail()


def roles_of(email: str) -> set[tuple[str, Scope]]:
    db.session.rollback()
    account = account_by_email(email)
    return {*reach_of(account.id).granted} if account else set()


def grant_of(email: str) -> int:
    account = account_by_email(email)
    assert account is not None
    number = db.session.scalar(
        sa.select(AccountGrant.id).where(AccountGrant.account_id == account.id)
    )
    assert number is not None
    return number


def test_invited_person_takes_the_role_and_sees_nothing_else(
    app: Flask, owner: FlaskClient
) -> None:
    event, other = make_event("tour", name_en="World Tour"), make_event("other")
    link = invite(owner, "door", "event:tour")
    dora = app.test_client()

    page = dora.get(link)
    done = dora.post(link, data=CHOSEN)
    account = dora.get("/organise/account").text
    home = dora.get("/organise/", follow_redirects=True).text

    assert "World Tour" in page.text
    assert "checks tickets at the door" in page.text
    assert (done.status_code, done.location) == (303, "/organise/account")
    assert roles_of("dora@example.org") == {("door", Scope(event_id=event.id))}
    assert "Set up a second factor" in account
    assert "World Tour" in home
    assert other.slug not in home
    assert dora.get("/organise/events/tour/report").status_code == 403
    assert dora.get("/organise/people").status_code == 403
    assert dora.get("/organise/events/other/report").status_code == 404
    assert app.test_client().post(link, data=CHOSEN).status_code == 410


def test_invited_account_keeps_its_password(app: Flask, owner: FlaskClient) -> None:
    series = make_series("brand")
    make_account("door", "dora@example.org", Scope(event_id=make_event("tour").id))
    link = invite(owner, "organiser", "series:brand")

    page = app.test_client().get(link).text
    done = app.test_client().post(link)

    assert "New password" not in page
    assert done.location == "/organise/sign-in"
    assert ("organiser", Scope(series_id=series.id)) in roles_of("dora@example.org")
    assert len(roles_of("dora@example.org")) == 2
    assert sign_in(app.test_client(), "dora@example.org").status_code == 303


@on_sqlite
def test_opening_an_invitation_changes_nothing(app: Flask, owner: FlaskClient) -> None:
    link = invite(owner)

    for _ in range(2):
        assert app.test_client().get(link).status_code == 200
        assert app.test_client().head(link).status_code == 200

    assert account_by_email("dora@example.org") is None
    assert "dora@example.org" in owner.get("/organise/people").text


@on_sqlite
def test_withdrawn_and_old_invitations_are_good_no_longer(app: Flask, owner: FlaskClient) -> None:
    link = invite(owner)
    number = db.session.scalar(sa.select(AccountLink.id))
    with transaction():
        for row in db.session.scalars(sa.select(AccountLink)):
            row.expires_at -= timedelta(days=6, hours=23)
    good = app.test_client().get(link).status_code

    owner.post(f"/organise/people/invitations/{number}/withdraw")

    assert good == 200
    assert app.test_client().get(link).status_code == 410
    assert app.test_client().post(link, data=CHOSEN).status_code == 410
    assert mails() == []
    assert "dora@example.org" not in owner.get("/organise/people").text


@on_sqlite
def test_inviting_again_voids_the_link_before(app: Flask, owner: FlaskClient) -> None:
    first, second = invite(owner, "door"), invite(owner, "analyst")

    assert app.test_client().get(first).status_code == 410
    assert "Analyst" in app.test_client().get(second).text


@on_sqlite
def test_mail_says_role_and_place_in_the_inviters_language(owner: FlaskClient) -> None:
    make_event("tour", name_en="World Tour", name_sv="Världsturnén")
    owner.set_cookie("lang", "sv")

    invite(owner, "analyst", "event:tour")

    mail = mails()[-1]
    assert (mail.recipient, "Världsturnén" in mail.subject) == ("dora@example.org", True)
    assert "Analytiker" in mail.text


@pytest.mark.parametrize("action", ["role", "remove"])
def test_last_owner_cannot_be_removed(owner: FlaskClient, action: str) -> None:
    make_account("owner", "scoped@example.org", Scope(event_id=make_event().id))

    owner.post(f"/organise/people/{grant_of(EMAIL)}/{action}", data={"role": "door"})

    assert roles_of(EMAIL) == {("owner", Scope())}
    assert "This is the last owner of everything." in owner.get("/organise/people").text


def test_one_of_two_owners_can_go(owner: FlaskClient) -> None:
    make_account("owner", "other@example.org")

    owner.post(f"/organise/people/{grant_of('other@example.org')}/role", data={"role": "analyst"})
    changed = roles_of("other@example.org")
    owner.post(f"/organise/people/{grant_of('other@example.org')}/remove")

    assert changed == {("analyst", Scope())}
    assert roles_of("other@example.org") == set()
    noted = db.session.execute(sa.select(AuditEntry.action, AuditEntry.detail)).all()
    assert [tuple(row) for row in noted] == [("role changed", "analyst"), ("role taken", "analyst")]


@on_sqlite
def test_role_is_gone_at_the_next_request(app: Flask, owner: FlaskClient) -> None:
    make_account("organiser", "other@example.org")
    make_event("tour")
    other = signed_in(app, "other@example.org")
    before = other.get("/organise/events/tour/report").status_code

    owner.post(f"/organise/people/{grant_of('other@example.org')}/remove")

    assert before == 200
    assert other.get("/organise/events/tour/report").status_code == 404
    assert "You have no role at present." in other.get("/organise/").text


@on_sqlite
def test_owner_of_an_event_gives_roles_there_alone(app: Flask) -> None:
    event, other = make_event("tour"), make_event("other")
    make_account("owner", EMAIL, Scope(event_id=event.id))
    make_account("organiser", "else@example.org", Scope(event_id=other.id))
    client = signed_in(app, EMAIL)

    page = client.get("/organise/people").text
    answers = [
        client.post(
            "/organise/people/invite",
            data={"email": "dora@example.org", "role": "owner", "scope": scope},
        ).status_code
        for scope in ("everywhere", "event:other", f"series:{event.series.slug}", "event:tour")
    ]

    assert "else@example.org" not in page
    assert "event:other" not in page
    assert answers == [422, 422, 422, 303]


@on_sqlite
def test_owner_of_a_series_owns_its_events(app: Flask) -> None:
    series = make_series("brand")
    make_event("tour", series=series)
    make_event("other")
    make_account("owner", EMAIL, Scope(series_id=series.id))

    page = signed_in(app, EMAIL).get("/organise/people").text

    assert 'value="event:tour"' in page
    assert 'value="series:brand"' in page
    assert "event:other" not in page
    assert 'value="everywhere"' not in page


@on_sqlite
@pytest.mark.parametrize(
    ("field", "value"),
    [("email", "nobody"), ("email", ""), ("role", "king"), ("scope", "event:none")],
)
def test_wrong_invitations_are_refused_in_words(owner: FlaskClient, field: str, value: str) -> None:
    data = {"email": "dora@example.org", "role": "door", "scope": "everywhere"} | {field: value}

    answer = owner.post("/organise/people/invite", data=data)

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert mails() == []


@on_sqlite
def test_unknown_role_is_refused(owner: FlaskClient) -> None:
    answer = owner.post(f"/organise/people/{grant_of(EMAIL)}/role", data={"role": "king"})

    assert answer.status_code == 400
    assert roles_of(EMAIL) == {("owner", Scope())}


@on_sqlite
def test_invitations_are_limited(app: Flask, owner: FlaskClient) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], rate_limit=True)
    statuses = [
        owner.post(
            "/organise/people/invite",
            data={"email": f"p{number}@example.org", "role": "door", "scope": "everywhere"},
        ).status_code
        for number in range(INVITE.tries + 1)
    ]

    assert statuses == [303] * INVITE.tries + [429]
