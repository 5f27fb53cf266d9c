"""A real mail server on the loopback that keeps what it is given."""

import email
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope, Session

from tests.ports import held_port


class Sink:
    """Keeps mails; answers of its choice come instead of "250" while `answers` has any."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.recipient_answers: list[str] = []
        self.data_answers: list[str] = []

    async def handle_RCPT(  # noqa: N802 -- the name is the server's
        self, _server: Any, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.recipient_answers:
            return self.recipient_answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 -- the name is the server's
        self, _server: Any, _session: Session, envelope: Envelope
    ) -> str:
        if self.data_answers:
            return self.data_answers.pop(0)
        self.envelopes.append(envelope)
        return "250 OK"

    def messages(self) -> list[EmailMessage]:
        """Give what was kept; no property, because the server looks at those when it begins."""
        return [parsed(cast(bytes, envelope.content)) for envelope in self.envelopes]


def parsed(content: bytes) -> EmailMessage:
    """Give a mail, and raise for every defect in it or in its parts and headers."""
    message = email.message_from_bytes(content, policy=SMTP.clone(raise_on_defect=True))
    for part in message.walk():
        assert not part.defects
        for value in part.values():
            assert not value.defects
            assert "\n" not in value
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    return message


@contextmanager
def listening(handler: Sink | None = None, **options: Any) -> Iterator[tuple[Sink, str]]:
    """Run a server; give what it keeps and its address for `EVENTAPP_SMTP_URL`."""
    sink = handler or Sink()
    with held_port() as port:
        controller = Controller(
            sink,
            hostname="127.0.0.1",
            port=port,
            server_hostname="sink.example",
            **{"enable_SMTPUTF8": False} | options,
        )
        controller.start()
        try:
            yield sink, f"smtp://127.0.0.1:{port}"
        finally:
            controller.stop()
