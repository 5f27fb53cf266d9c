"""The mails that pages queued, written as the worker writes them."""

import json
import re
from typing import NamedTuple

import sqlalchemy as sa

from eventapp.foundation.database import db
from eventapp.mail.models import OutboxMail
from eventapp.mail.rules import NOBODY, LeasedMail
from eventapp.web.letters import compose

LINK = re.compile(r"http://localhost(/organise/\S+/[\w-]{40,})")


class Mail(NamedTuple):
    """A mail in words."""

    recipient: str
    subject: str
    text: str
    html: str


def mails() -> list[Mail]:
    """Give all mails that were queued and still have something to tell, the oldest first."""
    db.session.rollback()
    to_somebody = sa.select(OutboxMail).where(OutboxMail.recipient != NOBODY)
    rows = db.session.scalars(to_somebody.order_by(OutboxMail.id)).all()
    return [mail for row in rows if (mail := _written(row))]


def _written(row: OutboxMail) -> Mail | None:
    fields = {name: getattr(row, name) for name in LeasedMail._fields}
    message = compose(LeasedMail(**fields | {"about": json.loads(row.about)}))
    if message is None:
        return None
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    return Mail(row.recipient, message["Subject"], text.get_content(), html.get_content())


def link_of_mail() -> str:
    """Give the path of the link in the newest mail."""
    newest = mails()[-1]
    found = LINK.search(newest.text)
    assert found is not None
    assert found[0] in newest.html
    return found[1]
