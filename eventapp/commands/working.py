"""`eventapp worker`: sends the mails that wait, until it is told to stop."""

import logging
import signal
from datetime import timedelta
from enum import Enum
from random import SystemRandom
from threading import Event
from types import FrameType

import click
from flask import current_app

from eventapp.app import create_app
from eventapp.commands.application import ready
from eventapp.config import Settings
from eventapp.foundation.clock import utc_now
from eventapp.foundation.transaction import reading, transaction
from eventapp.mail.actions import give_up, hand_back, lease_mail, mark_sent, put_off
from eventapp.mail.delivery import (
    FileTransport,
    NotNow,
    Rejected,
    SmtpTransport,
    Transport,
    Unreachable,
)
from eventapp.mail.queries import is_mail_due
from eventapp.mail.rules import LeasedMail
from eventapp.mail.smtp_address import smtp_server
from eventapp.web.letters import compose

LEASE_SECONDS = 180
"""Longer than a mail server may take for one mail."""
LOOK_AGAIN_SECONDS = 1.0
LONGEST_REST_SECONDS = 10.0

logger = logging.getLogger("eventapp.worker")
chance = SystemRandom()


class Outcome(Enum):
    """What became of one look at the mails that wait."""

    NOTHING_TO_DO = "nothing to do"
    SENT = "sent"
    NOT_SENT = "not sent"
    UNREACHABLE = "nobody takes mails"


@click.command()
@click.option("--once", is_flag=True, help="Send what is due and end; 1 when nobody takes mails.")
@click.option("--lease", default=LEASE_SECONDS, show_default=True, help="Seconds for one mail.")
def worker(*, once: bool, lease: int) -> None:
    """Send the mails that wait. Several may run at once; TERM ends it after the mail at hand."""
    stop = Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    with ready(create_app()).app_context():
        reached = send_mails(transport_for(), stop, lease=timedelta(seconds=lease), once=once)
    if once and not reached:
        message = "the mail server cannot be reached; the mails wait"
        raise click.ClickException(message)


def transport_for() -> Transport:
    """Give the way on which this installation's mails leave."""
    settings: Settings = current_app.extensions["settings"]
    if settings.smtp_url is None:
        return FileTransport(settings.data_dir / "outbox")
    try:
        server = smtp_server(settings.smtp_url)
    except ValueError as error:
        message = f"EVENTAPP_SMTP_URL: {error}"
        raise click.ClickException(message) from error
    return SmtpTransport(server)


def send_mails(transport: Transport, stop: Event, *, lease: timedelta, once: bool) -> bool:
    """Send mails until `stop` is set, or all are sent; tell whether somebody took them.

    When nobody does, the rest between two tries grows to some seconds, and no mail is blamed.
    """
    rest = LOOK_AGAIN_SECONDS
    while not stop.is_set():
        outcome = _send_next_or_log(transport, lease=lease)
        if outcome in {Outcome.SENT, Outcome.NOT_SENT}:
            rest = LOOK_AGAIN_SECONDS
            continue
        transport.close()
        if once:
            return outcome is Outcome.NOTHING_TO_DO
        if outcome is Outcome.UNREACHABLE:
            rest = min(rest * 2, LONGEST_REST_SECONDS)
        stop.wait(rest * (0.8 + 0.4 * chance.random()))
    transport.close()
    return True


def _send_next_or_log(transport: Transport, *, lease: timedelta) -> Outcome:
    """Send one mail; a database that is away for a while does not end the worker."""
    try:
        return send_next(transport, lease=lease)
    except Exception:
        logger.exception("the worker met something unforeseen and goes on")
        return Outcome.UNREACHABLE


def send_next(transport: Transport, *, lease: timedelta) -> Outcome:
    """Take the most urgent mail, write it, send it, and say what became of it."""
    with reading():
        if not is_mail_due(now=utc_now()):
            return Outcome.NOTHING_TO_DO
    with transaction():
        mail = lease_mail(now=utc_now(), lease=lease)
    if mail is None:
        return Outcome.NOTHING_TO_DO
    try:
        _write_and_send(mail, transport)
    except Unreachable as error:
        logger.warning("nobody takes mails: %s", error)
        with transaction():
            hand_back(mail)
        return Outcome.UNREACHABLE
    except Rejected as error:
        with transaction():
            give_up(mail, str(error), now=utc_now())
        return Outcome.NOT_SENT
    except NotNow as error:
        with transaction():
            put_off(mail, str(error), now=utc_now(), chance=chance.random())
        return Outcome.NOT_SENT
    with transaction():
        mark_sent(mail, now=utc_now())
    return Outcome.SENT


def _write_and_send(mail: LeasedMail, transport: Transport) -> None:
    """Write and send a mail; one that cannot be written waits until the program is mended."""
    try:
        with reading():
            message = compose(mail)
    except Exception as error:
        logger.exception("mail %s (%s) cannot be written", mail.id, mail.kind)
        raise NotNow(type(error).__name__) from error
    if message is None:
        reason = "what it tells of is gone"
        raise Rejected(reason)
    transport.send(mail, message)
