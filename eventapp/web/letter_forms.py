"""What all letters have: headers, text and HTML from their templates, calendars that come along."""

import re
from email.header import Header
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from typing import ClassVar, Literal, NamedTuple

from flask import current_app

from eventapp.config import Settings
from eventapp.foundation.email_addresses import with_ascii_host
from eventapp.mail.rules import LeasedMail


class SubjectHeader(UniqueUnstructuredHeader, BaseHeader):
    """A subject that is folded without losing a space.

    Python 3.11 drops the space between two encoded words (RFC 2047, 6.2), and begins a long
    subject on an empty line.
    """

    max_count: ClassVar[Literal[1]] = 1

    def fold(self, *, policy: Policy) -> str:
        """Give the header as it is sent, with its last line break."""
        text = str(self)
        charset = "us-ascii" if text.isascii() else "utf-8"
        folded = Header(text, charset, header_name="Subject").encode(linesep=policy.linesep)
        return f"Subject: {folded}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("subject", SubjectHeader)
POLICY = SMTP.clone(cte_type="7bit", header_factory=_HEADERS)


_LINKED = re.compile(r"(?<=\w)([.:@])(?=[^\W\d_]{2}|//)")


def unlinked(text: str) -> str:
    """Give what somebody typed as a text of which no mail program makes a link.

    Anyone may have a letter sent to anyone's address; a name that is an address of the web must
    not become a link in it. A blank of no width stands where programs would see one.
    """
    return _LINKED.sub("\\1\u200b", text)


class Greeted(NamedTuple):
    """Whom a letter greets."""

    given_name: str
    family_name: str


def greeted(given_name: str, family_name: str) -> Greeted:
    """Give the names as letters write them."""
    return Greeted(unlinked(given_name), unlinked(family_name))


def message_of(mail: LeasedMail, sender_name: str, language: str, **values: object) -> EmailMessage:
    """Write the headers and both forms of the text. Raises ValueError for a line break in one."""
    settings: Settings = current_app.extensions["settings"]
    sender = settings.mail_from
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(display_name=sender_name, addr_spec=sender)
    message["To"] = _on_the_wire(mail.recipient)
    message["Subject"] = written(mail.kind, "subject.txt", language, values)
    message["Date"] = mail.created_at
    message["Message-ID"] = f"<{mail.name}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(written(mail.kind, "body.txt", language, values) + "\n")
    message.add_alternative(written(mail.kind, "body.html", language, values), subtype="html")
    return message


def written(kind: str, part: str, language: str, values: dict[str, object]) -> str:
    """Give a part of a letter, such as `subject.txt`, from its template."""
    template = current_app.jinja_env.get_template(f"mail/{kind}.{part}")
    return template.render(language=language, **values).strip()


def _on_the_wire(address: str) -> Address:
    """Give an address with its host in ASCII (RFC 5891); before the @ may stand any letters."""
    local, host = with_ascii_host(address)
    return Address(username=local, domain=host)


def attach_calendar(message: EmailMessage, text: str, name: str, *, method: str = "") -> None:
    """Let a calendar file come along; `method` is that of RFC 5546, if it has one."""
    attach(message, calendar_part(text, name, method=method))


def calendar_part(text: str, name: str, *, method: str = "") -> EmailMessage:
    """Give a calendar file as letters carry it; one may come along with many letters."""
    part = EmailMessage(policy=POLICY)
    params = {"charset": "utf-8"} | ({"method": method} if method else {})
    part.set_content(
        text.encode(),
        maintype="text",
        subtype="calendar",
        disposition="attachment",
        filename=f"{name}.ics",
        params=params,
    )
    return part


def attach(message: EmailMessage, part: EmailMessage) -> None:
    """Let a part come along with a letter that has none yet."""
    message.make_mixed()
    message.attach(part)
