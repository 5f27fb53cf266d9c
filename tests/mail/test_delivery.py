"""Handing mails over to files and to real mail servers."""

from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from eventapp.mail.delivery import (
    FileTransport,
    NotNow,
    Rejected,
    SmtpTransport,
    Unreachable,
)
from eventapp.mail.rules import LeasedMail
from eventapp.mail.smtp_address import smtp_server
from tests.factories import NOON
from tests.mail.sink import Sink, listening, parsed
from tests.ports import held_port

MAIL = LeasedMail(
    1, "confirmation", "mio@example.org", "sv", "Asia/Tokyo", "0b-1", {}, NOON, attempts=1
)


def make_message(recipient: str = "mio@example.org") -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = "no-reply@example.org"
    message["To"] = recipient
    message["Subject"] = "Din plats på Världsturnén"
    message["Message-ID"] = "<0b-1@example.org>"
    message.set_content("Hej 澪!\n.\nEn punkt ensam på en rad.\n")
    return message


@pytest.fixture
def smtp() -> Iterator[tuple[Sink, SmtpTransport]]:
    with listening() as (sink, url):
        transport = SmtpTransport(smtp_server(url))
        yield sink, transport
        transport.close()


def test_file_transport_writes_one_file_that_parses(tmp_path: Path) -> None:
    transport = FileTransport(tmp_path / "outbox")

    transport.send(MAIL, make_message())
    transport.send(MAIL, make_message())
    transport.close()

    places = list((tmp_path / "outbox").iterdir())
    assert [place.name for place in places] == ["20300515T120000-confirmation-0b-1.eml"]
    assert parsed(places[0].read_bytes())["Subject"] == "Din plats på Världsturnén"


def test_file_transport_says_when_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file where a folder should be")

    with pytest.raises(Unreachable):
        FileTransport(tmp_path / "outbox").send(MAIL, make_message())


def test_smtp_transport_sends_many_on_one_connection(smtp: tuple[Sink, SmtpTransport]) -> None:
    sink, transport = smtp

    for _ in range(101):
        transport.send(MAIL, make_message())

    assert len(sink.messages()) == 101
    assert sink.envelopes[0].mail_from == "no-reply@example.org"
    assert sink.envelopes[0].rcpt_tos == ["mio@example.org"]
    assert sink.messages()[0].get_content() == "Hej 澪!\n.\nEn punkt ensam på en rad.\n"


def test_smtp_transport_tells_refusals_apart(smtp: tuple[Sink, SmtpTransport]) -> None:
    sink, transport = smtp
    sink.recipient_answers = ["550 no <Mio@EXAMPLE.org> here", "450 come back"]
    sink.data_answers = ["554 not that", "451 busy"]

    with pytest.raises(Rejected, match=r"550 no <\(the address\)> here"):
        transport.send(MAIL, make_message())
    with pytest.raises(NotNow, match="450"):
        transport.send(MAIL, make_message())
    with pytest.raises(Rejected, match="554"):
        transport.send(MAIL, make_message())
    with pytest.raises(NotNow, match="451"):
        transport.send(MAIL, make_message())
    transport.send(MAIL, make_message())

    assert len(sink.envelopes) == 1


def test_smtp_transport_comes_back_after_a_server_ends_the_connection(
    smtp: tuple[Sink, SmtpTransport],
) -> None:
    sink, transport = smtp
    transport.send(MAIL, make_message())
    sink.recipient_answers = ["421 too many"]

    transport.send(MAIL, make_message())
    sink.recipient_answers = ["421 too many", "421 too many"]
    with pytest.raises(NotNow):
        transport.send(MAIL, make_message())

    assert len(sink.envelopes) == 2


def test_smtp_transport_writes_to_addresses_in_other_letters(
    smtp: tuple[Sink, SmtpTransport],
) -> None:
    sink, transport = smtp

    with pytest.raises(Rejected, match="ASCII"):
        transport.send(MAIL, make_message("澪@example.org"))
    with listening(enable_SMTPUTF8=True) as (other, url):
        second = SmtpTransport(smtp_server(url))
        second.send(MAIL, make_message("澪@example.org"))
        second.close()

    assert sink.envelopes == []
    assert other.envelopes[0].rcpt_tos == ["澪@example.org"]
    assert "To: 澪@example.org\r\n".encode() in (other.envelopes[0].original_content or b"")


def test_smtp_transport_says_when_nobody_is_there() -> None:
    with held_port() as port:
        transport = SmtpTransport(smtp_server(f"smtp://127.0.0.1:{port}"))

        with pytest.raises(Unreachable):
            transport.send(MAIL, make_message())


def test_smtp_transport_does_not_sign_in_or_send_without_the_encryption_it_was_promised() -> None:
    with listening() as (sink, url):
        for wish in ("?security=starttls", ""):
            named = url.replace("smtp://", "smtp://user:secret@") + wish
            with pytest.raises(Unreachable):
                SmtpTransport(smtp_server(named)).send(MAIL, make_message())

    assert sink.envelopes == []
