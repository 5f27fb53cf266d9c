"""What all letters have: headers, text and HTML from their templates, calendars that come along."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from flask import current_app

from eventapp.config import Settings
from eventapp.mail.rules import LeasedMail

POLICY = SMTP.clone(cte_type="7bit")


def message_of(mail: LeasedMail, sender_name: str, language: str, **values: object) -> EmailMessage:
    """Write the headers and both forms of the text. Raises ValueError for a line break in one."""
    settings: Settings = current_app.extensions["settings"]
    sender = settings.mail_from
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(display_name=sender_name, addr_spec=sender)
    message["To"] = Address(addr_spec=_on_the_wire(mail.recipient))
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


def _on_the_wire(address: str) -> str:
    """Give an address with its host in ASCII (RFC 5891)."""
    local, _at, host = address.rpartition("@")
    return address if host.isascii() else f"{local}@{host.encode('idna').decode('ascii')}"


def attach_calendar(message: EmailMessage, text: str, name: str) -> None:
    """Let a calendar file come along."""
    message.add_attachment(
        text.encode(),
        maintype="text",
        subtype="calendar",
        filename=f"{name}.ics",
        params={"charset": "utf-8"},
    )
