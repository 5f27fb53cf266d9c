"""Giving and taking of roles."""

from functools import partial
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.accounts.grants import change_role, give_role, take_role
from eventapp.accounts.models import AccountGrant
from eventapp.accounts.queries import account_by_id, all_grants, grant_by_id, reach_of
from eventapp.accounts.rules import EVERYWHERE, Granted, LastOwner, Scope
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from tests.factories import NOON, make_event
from tests.signing_in import make_account


def test_role_at_the_same_place_takes_the_others_place(app: Flask) -> None:
    event = make_event()
    account = make_account("a@example.org", "door", Scope(event_id=event.id))

    with transaction():
        give_role(account, "organiser", Scope(event_id=event.id), now=NOON)
        give_role(account, "analyst", Scope(series_id=event.series_id), now=NOON)

    assert reach_of(account.id).granted == (
        Granted("organiser", Scope(event_id=event.id)),
        Granted("analyst", Scope(series_id=event.series_id)),
    )


def test_owner_of_an_event_may_be_the_last(app: Flask) -> None:
    make_account("a@example.org", "owner", Scope(event_id=make_event().id))

    with transaction():
        take_role(all_grants()[0])

    assert all_grants() == []


@pytest.mark.parametrize("what", ["change", "take"])
def test_last_owner_of_everything_stays(app: Flask, what: str) -> None:
    make_account("a@example.org", "owner")

    change = take_role if what == "take" else partial(change_role, role="door")

    with pytest.raises(LastOwner), transaction():
        change(all_grants()[0])

    assert [grant.role for grant in all_grants()] == ["owner"]


def test_two_owners_who_remove_one_another_leave_one(app: Flask) -> None:
    numbers = [make_account(f"{name}@example.org", "owner").id for name in "ab"]
    grants = [
        db.session.scalar(sa.select(AccountGrant.id).where(AccountGrant.account_id == number))
        for number in numbers
    ]
    db.session.rollback()
    together, refused = Barrier(2), []

    def remove(number: int | None) -> None:
        with app.app_context():
            together.wait()
            try:
                with transaction():
                    grant = grant_by_id(number or 0)
                    assert grant is not None
                    take_role(grant)
            except LastOwner:
                refused.append(number)

    threads = [Thread(target=remove, args=(number,)) for number in grants]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert len(all_grants()) == 1


def test_grants_go_with_their_event(app: Flask) -> None:
    event = make_event()
    account = make_account("a@example.org", "owner", Scope(event_id=event.id))

    with transaction():
        db.session.delete(event)

    assert reach_of(account.id).granted == ()
    assert account_by_id(account.id) is not None
    assert EVERYWHERE.is_everywhere
