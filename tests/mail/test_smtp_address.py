"""How the mail server is named."""

import pytest

from eventapp.mail.smtp_address import SmtpServer, smtp_server


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://localhost", SmtpServer("localhost", 25, "", "", "none")),
        ("smtp://127.0.0.1:2525", SmtpServer("127.0.0.1", 2525, "", "", "none")),
        ("smtp://mail.example.org", SmtpServer("mail.example.org", 587, "", "", "starttls")),
        ("smtp://u%40x:p%3A%2F@m.example", SmtpServer("m.example", 587, "u@x", "p:/", "starttls")),
        ("smtps://u:p@m.example", SmtpServer("m.example", 465, "u", "p", "tls")),
        ("smtp://m.example?security=none", SmtpServer("m.example", 25, "", "", "none")),
        ("smtp://localhost?security=starttls", SmtpServer("localhost", 587, "", "", "starttls")),
    ],
)
def test_smtp_server_reads_addresses(url: str, server: SmtpServer) -> None:
    assert smtp_server(url) == server


@pytest.mark.parametrize("url", ["mail.example.org", "http://x", "smtp://", "smtp://x?security=y"])
def test_smtp_server_refuses_what_is_none(url: str) -> None:
    with pytest.raises(ValueError, match=r"security|smtp"):
        smtp_server(url)
