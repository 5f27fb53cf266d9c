"""Handing mails over: to a mail server, or to files where there is none.

Nothing here touches the database: no transaction waits for a network.
"""

import os
import re
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol

from eventapp.mail.rules import LeasedMail
from eventapp.mail.smtp_address import SmtpServer

PATIENCE_SECONDS = 20.0
MAILS_PER_CONNECTION = 100
_AN_ADDRESS = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+")
"""An address in an answer: a server may write it otherwise than it was given."""


class Unreachable(Exception):
    """Nobody is there to take any mail."""


class NotNow(Exception):
    """This mail was not taken, but may be later."""


class Rejected(Exception):
    """This mail is never taken."""


class Transport(Protocol):
    """A way on which mails leave."""

    def send(self, mail: LeasedMail, message: EmailMessage) -> None:
        """Hand a mail over. Raises Unreachable, NotNow and Rejected."""

    def close(self) -> None:
        """Let go of what is held open."""


class FileTransport:
    """Writes each mail into a file that any mail program opens."""

    def __init__(self, folder: Path) -> None:
        """Write into `folder`, which is made when it is missing."""
        self.folder = folder

    def send(self, mail: LeasedMail, message: EmailMessage) -> None:
        """Write the mail; written again it is the same file. Raises Unreachable."""
        place = self.folder / f"{mail.created_at:%Y%m%dT%H%M%S}-{mail.kind}-{mail.name}.eml"
        half = place.with_suffix(f".{os.getpid()}.half")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with half.open("wb") as file:
                file.write(message_bytes(message))
                file.flush()
                os.fsync(file.fileno())
            half.replace(place)
        except OSError as error:
            raise Unreachable(error.strerror) from error

    def close(self) -> None:
        """Hold nothing open."""


def message_bytes(message: EmailMessage) -> bytes:
    """Give a mail as it goes over the wire, its address in UTF-8 only where it must be."""
    plain = str(message["To"]).isascii()
    return message.as_bytes(policy=SMTP.clone(utf8=not plain, cte_type="7bit"))


class SmtpTransport:
    """Speaks to a mail server; one connection serves many mails."""

    def __init__(self, server: SmtpServer) -> None:
        """Speak to `server`, from the first mail on."""
        self.server = server
        self._client: smtplib.SMTP | None = None
        self._sent = 0

    def send(self, mail: LeasedMail, message: EmailMessage) -> None:  # noqa: ARG002 -- Transport's
        """Hand the mail to the server. Raises Unreachable, NotNow and Rejected."""
        reused = self._client is not None
        try:
            self._send_once(message)
        except _Hung:
            if not reused:
                reason = "the server hung up"
                raise NotNow(reason) from None
            self._send_again(message)

    def _send_again(self, message: EmailMessage) -> None:
        """Try on a new connection: a server may end an old one at any time."""
        try:
            self._send_once(message)
        except _Hung:
            reason = "the server hung up twice"
            raise NotNow(reason) from None

    def _send_once(self, message: EmailMessage) -> None:
        client = self._connected()
        sender = message["From"].addresses[0].addr_spec
        options = () if str(message["To"]).isascii() else ("SMTPUTF8", "BODY=8BITMIME")
        if options and not client.has_extn("smtputf8"):
            reason = "the server takes no address in other letters than ASCII"
            raise Rejected(reason)
        recipient = message["To"].addresses[0].addr_spec
        try:
            client.sendmail(sender, [recipient], message_bytes(message), options)
        except smtplib.SMTPRecipientsRefused as refused:
            code, text = next(iter(refused.recipients.values()))
            self._refuse(code, text)
        except smtplib.SMTPResponseException as refused:
            self._refuse(refused.smtp_code, refused.smtp_error)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise _Hung from error
        self._sent += 1
        if self._sent >= MAILS_PER_CONNECTION:
            self.close()

    def _refuse(self, code: int, text: bytes | str) -> None:
        """Raise what an answer of the server means."""
        words = text.decode(errors="replace") if isinstance(text, bytes) else text
        reason = _AN_ADDRESS.sub("(the address)", f"{code} {words}")
        if code == 421:
            self.close()
            raise _Hung(reason)
        if code >= 500:
            raise Rejected(reason)
        raise NotNow(reason)

    def _connected(self) -> smtplib.SMTP:
        if self._client is None:
            self._client, self._sent = _connect(self.server), 0
        return self._client

    def close(self) -> None:
        """Say good-bye to the server, if it still listens."""
        client, self._client = self._client, None
        if client is None:
            return
        try:
            client.quit()
        except (smtplib.SMTPException, OSError):
            client.close()


class _Hung(Exception):
    """The connection ended before the server answered."""


def _connect(server: SmtpServer) -> smtplib.SMTP:
    """Open a connection, encrypted and signed in as told. Raises Unreachable."""
    trust = ssl.create_default_context()
    client: smtplib.SMTP | None = None
    try:
        if server.security == "tls":
            client = smtplib.SMTP_SSL(
                server.host, server.port, timeout=PATIENCE_SECONDS, context=trust
            )
        else:
            client = smtplib.SMTP(server.host, server.port, timeout=PATIENCE_SECONDS)
        if server.security == "starttls":
            client.starttls(context=trust)
        client.ehlo_or_helo_if_needed()
        if server.user:
            client.login(server.user, server.password)
    except (smtplib.SMTPException, OSError) as error:
        if client is not None:
            client.close()
        raise Unreachable(type(error).__name__) from error
    return client
