"""Mails queued, leased, sent, put off and given up."""

from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.mail.actions import (
    give_up,
    hand_back,
    lease_mail,
    mark_sent,
    put_off,
    queue_mail,
    withhold_mails,
)
from eventapp.mail.models import OutboxMail
from eventapp.mail.queries import MailCounts, is_mail_due, mail_counts
from eventapp.mail.rules import BULK, CONFIRMATIONS, LINKS, LeasedMail, Letter
from tests.factories import NOON

LEASE = timedelta(minutes=3)
MINUTE = timedelta(minutes=1)


def queue(recipient: str, lane: int = CONFIRMATIONS, once: str = "") -> None:
    letter = Letter("confirmation", recipient, "sv", "Asia/Tokyo", {"registration": 7}, lane)
    with transaction():
        queue_mail(letter, now=NOON, once=once)


def lease(after: timedelta = timedelta(0)) -> LeasedMail | None:
    with transaction():
        return lease_mail(now=NOON + after, lease=LEASE)


def leased(after: timedelta = timedelta(0)) -> LeasedMail:
    mail = lease(after)
    assert mail is not None
    return mail


def test_lease_mail_takes_urgent_lanes_first_and_each_mail_once(app: Flask) -> None:
    queue("bulk@example.org", BULK)
    queue("first@example.org")
    queue("link@example.org", LINKS)
    queue("second@example.org")

    taken = [lease() for _ in range(5)]

    assert [mail and mail.recipient for mail in taken] == [
        "link@example.org",
        "first@example.org",
        "second@example.org",
        "bulk@example.org",
        None,
    ]
    assert taken[0] is not None
    assert dict(taken[0].about) == {"registration": 7}
    assert not is_mail_due(now=NOON)


def test_a_lease_that_is_over_lets_another_worker_send_the_same_mail(app: Flask) -> None:
    queue("a@example.org")
    first = leased()

    assert lease(LEASE - MINUTE) is None
    assert is_mail_due(now=NOON + LEASE)
    second = leased(LEASE)

    assert (second.id, second.name, second.attempts) == (first.id, first.name, 2)


def test_queue_mail_sends_of_the_same_once_only_one(app: Flask) -> None:
    queue("a@example.org", once="x 1")
    queue("a@example.org", once="x 1")
    queue("a@example.org", once="x 2")

    assert mail_counts() == MailCounts(waiting=2, sent=0, failed=0)


def test_mark_sent_holds_also_when_the_lease_was_lost(app: Flask) -> None:
    queue("a@example.org")
    first = leased()
    leased(LEASE)

    with transaction():
        mark_sent(first, now=NOON)

    assert mail_counts() == MailCounts(0, 1, 0)
    assert lease(10 * LEASE) is None


def test_put_off_waits_and_gives_up_after_three_days(app: Flask) -> None:
    queue("a@example.org")

    with transaction():
        assert put_off(leased(), "451 later", now=NOON, chance=0.5)
    assert lease() is None
    with transaction():
        waits = put_off(
            leased(timedelta(hours=72)), "451 later", now=NOON + timedelta(hours=72), chance=0.5
        )

    assert not waits
    assert mail_counts() == MailCounts(0, 0, 1)
    assert db.session.scalar(sa.select(OutboxMail.last_error)) == "451 later"


def test_put_off_by_a_worker_that_lost_its_lease_changes_nothing(app: Flask) -> None:
    queue("a@example.org")
    late = leased()
    leased(LEASE)

    with transaction():
        put_off(late, "451 later", now=NOON, chance=0.5)
        give_up(late, "550 never", now=NOON)

    assert mail_counts().waiting == 1
    assert lease(LEASE + MINUTE) is None


def test_hand_back_counts_no_attempt(app: Flask) -> None:
    queue("a@example.org")

    with transaction():
        hand_back(leased())

    assert leased().attempts == 1


def test_withhold_mails_leaves_nothing_to_send(app: Flask) -> None:
    queue("a@example.org")
    queue("b@example.org")
    with transaction():
        mark_sent(leased(), now=NOON)

    with transaction():
        assert withhold_mails("restored", now=NOON) == 1

    assert mail_counts() == MailCounts(0, 1, 1)
