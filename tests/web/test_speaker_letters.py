"""Letters to speakers: their own clock, the way to their page, their sessions as a calendar."""

from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from eventapp.foundation.transaction import transaction
from eventapp.mail.delivery import message_bytes
from eventapp.mail.rules import LeasedMail
from eventapp.speaking.inviting import letter_to, revoke_link
from eventapp.web.letters import compose
from tests.factories import NOON, make_session
from tests.mail.sink import parsed
from tests.web.speaker.asking import Invited, make_invited

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def composed(ana: Invited, kind: str) -> EmailMessage | None:
    letter = letter_to(ana.speaker, kind)._asdict()
    del letter["lane"]
    return compose(LeasedMail(id=1, name="4f6f", created_at=NOON, attempts=1, **letter))


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


@on_sqlite
@pytest.mark.parametrize("kind", ["invitation_to_speak", "reminder_to_speak"])
@pytest.mark.parametrize("language", ["en", "sv"])
def test_letter_tells_sessions_by_both_clocks(
    app: Flask, client: FlaskClient, kind: str, language: str
) -> None:
    ana = make_invited(language=language)
    make_session(ana.first.stop, "S9", title_en="Not hers")

    message = composed(ana, kind)

    assert message is not None
    text = text_of(parsed(message_bytes(message)))
    city = "Sao Paulo" if language == "en" else "São Paulo"
    assert f"09:00–09:45 {city} (UTC−3)" in text
    assert "14:00–14:45 Stockholm (UTC+2)" in text
    assert f"http://localhost{ana.page}" in text
    assert f'href="http://localhost{ana.page}"' in text_of(message, "html")
    assert client.get(ana.page).status_code == 200
    assert message["Content-Language"] == language
    files = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    entries = Calendar.from_ical(files[0].get_content()).walk("VEVENT")
    assert sorted(str(entry["summary"]) for entry in entries) == (
        ["Hearts", "Lungs"] if language == "en" else ["Hjärtan", "Lungor"]
    )


@on_sqlite
def test_line_breaks_in_a_name_make_no_header(app: Flask) -> None:
    ana = make_invited(given_name="Ana\r\nBcc: all@example.org")

    message = composed(ana, "invitation_to_speak")

    assert message is not None
    read = parsed(message_bytes(message))
    assert read["Bcc"] is None
    assert read["To"] == "ana@example.org"


@on_sqlite
def test_no_letter_is_written_for_a_revoked_link(app: Flask) -> None:
    ana = make_invited()
    with transaction():
        revoke_link(ana.speaker.id, actor="command", now=NOON)

    assert composed(ana, "invitation_to_speak") is None
