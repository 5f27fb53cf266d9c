"""What mails say, and what comes with them."""

import re
from email.message import EmailMessage
from io import BytesIO

import pytest
import zxingcpp
from flask import Flask
from icalendar import Calendar
from PIL import Image

from eventapp.foundation.transaction import transaction
from eventapp.mail.actions import lease_mail, mark_sent
from eventapp.mail.delivery import message_bytes
from eventapp.mail.rules import LeasedMail
from eventapp.registration.changing import change_registration, withdraw
from eventapp.registration.models import Registration
from eventapp.registration.queries import registration_by_id
from eventapp.web.letters import compose
from tests.counting import statements
from tests.factories import NOON, make_event, make_registration, make_session, make_stop
from tests.mail.sink import parsed
from tests.registration.applicants import make_applicant
from tests.registration.test_changing import make_change
from tests.registration.test_registering import apply

READING = ("GET", "HEAD", "OPTIONS")
LINK = re.compile(r"https?://[^\s\"<>]+")


def registered(**values: str) -> Registration:
    event = make_event("tour", name_en="World Tour", name_sv="Världsturnén", format="hybrid")
    stop = make_stop(event, title_en="Asia & Pacific", title_sv="Asien & Stilla havet")
    make_session(stop, title_en="Gene therapy")
    found = registration_by_id(apply(event.id, make_applicant(**values)).registration_id)
    assert found is not None
    return found


def leased() -> LeasedMail:
    with transaction():
        mail = lease_mail(now=NOON, lease=NOON - NOON)
    assert mail is not None
    return mail


def letter(kind: str, registration: Registration, recipient: str = "") -> EmailMessage:
    mail = LeasedMail(
        id=1,
        kind=kind,
        recipient=recipient or registration.email,
        language=registration.language,
        zone=registration.zone,
        name="4f6f",
        about={"registration": registration.id},
        created_at=NOON,
        attempts=1,
    )
    message = compose(mail)
    assert message is not None
    return parsed(message_bytes(message))


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_confirmation_is_in_the_language_and_zone_of_the_registrant(app: Flask) -> None:
    registration = registered()
    ticket = f"http://localhost/tickets/{registration.ticket_code}"

    message = letter("confirmation", registration)

    assert message["Subject"] == "Din plats på Världsturnén"
    assert message["From"] == "Världsturnén <no-reply@localhost>"
    assert message["To"] == "mio@example.org"
    assert message["Message-ID"] == "<4f6f@localhost>"
    assert message["Date"].datetime == NOON
    assert message["Auto-Submitted"] == "auto-generated"
    text = body(message, "plain")
    assert "Hej Mio Hoshikawa!" in text
    assert "Onsdag 15 maj 2030, 21:00–01:00 (+1 dag) Tokyo (UTC+9)" in text
    assert "Onsdag 15 maj 2030, 14:00–18:00 Stockholm (UTC+2)" in text
    assert "Asien & Stilla havet" in text
    assert ticket in text
    html = body(message, "html")
    assert "Asien &amp; Stilla havet" in html
    assert f'href="{ticket}"' in html
    assert '<span class="when">21:00–01:00 (+1 dag)</span>' in html
    assert '<span class="when">Tokyo (UTC+9)</span>' in html
    assert '<html lang="sv">' in html


def test_utc_is_named_once(app: Flask) -> None:
    message = letter("confirmation", registered(zone="UTC"))

    assert "12:00–16:00 UTC\r\n" in body(message, "plain")
    assert '12:00–16:00</span> <span class="when">UTC</span>' in body(message, "html")


def test_confirmation_brings_the_ticket_as_a_picture(app: Flask) -> None:
    registration = registered()
    message = letter("confirmation", registration)

    pictures = [part for part in message.walk() if part.get_content_type() == "image/png"]

    assert len(pictures) == 1
    assert pictures[0]["Content-ID"] == "<ticket-qr>"
    assert pictures[0].get_content_disposition() == "inline"
    assert 'src="cid:ticket-qr"' in body(message, "html")
    with Image.open(BytesIO(pictures[0].get_content())) as picture:
        found = zxingcpp.read_barcodes(picture.convert("L"))
    assert [code.text for code in found] == [registration.ticket_code]


def test_confirmation_brings_the_programme_as_a_calendar(app: Flask) -> None:
    registration = registered(language="en")
    message = letter("confirmation", registration)

    (attached,) = message.iter_attachments()

    assert attached.get_content_type() == "text/calendar"
    assert attached.get_filename() == "tour.ics"
    text = attached.get_content()
    assert registration.ticket_code not in text
    calendar = Calendar.from_ical(text)
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == ["Gene therapy"]


@pytest.mark.parametrize("kind", ["already_registered", "changed", "withdrawn"])
@pytest.mark.parametrize("language", ["sv", "en", "fi"])
def test_every_letter_parses_and_links_to_this_site_only(
    app: Flask, kind: str, language: str
) -> None:
    registration = registered(language=language, given_name="Åsa <b>", family_name='"Ö" & \\')

    message = letter(kind, registration)

    text, html = body(message, "plain"), body(message, "html")
    assert 'Åsa <b> "Ö" & \\' in text
    assert "<b>" not in html
    links = LINK.findall(text) + LINK.findall(html)
    assert links
    assert all(link.startswith("http://localhost/") for link in links)
    shows_ticket = registration.ticket_code in text + html
    assert shows_ticket is (kind != "withdrawn")
    assert message["Content-Language"] == ("sv" if language == "sv" else "en")


@pytest.mark.parametrize("kind", ["confirmation", "already_registered", "changed", "withdrawn"])
def test_a_name_that_is_an_address_becomes_no_link(app: Flask, kind: str) -> None:
    registration = registered(
        given_name="You won: https://evil.example/x",
        family_name="or www.evil.example a@evil.example",
    )

    message = letter(kind, registration)

    for part in ("plain", "html"):
        words = body(message, part)
        assert "You won" in words
        assert not re.search(r"https?://evil|evil\.example|www\.evil|@evil", words)


@pytest.mark.parametrize("kind", ["confirmation", "already_registered", "changed", "withdrawn"])
def test_opening_what_a_letter_links_to_changes_nothing(app: Flask, kind: str) -> None:
    message = letter(kind, registered())
    links = {*LINK.findall(body(message, "plain")), *LINK.findall(body(message, "html"))}
    scanner = app.test_client()

    with statements() as sent:
        answers = [scanner.open(link, method=how).status_code for link in links for how in READING]

    assert links
    assert set(answers) <= {200, 204}
    assert [one for one in sent if not one.lstrip().startswith("SELECT")] == []


@pytest.mark.parametrize("name", ["World\r\nBcc: eve@example.org", "World\nTour", "Wor\rld"])
def test_a_line_break_in_a_header_is_refused(app: Flask, name: str) -> None:
    event = make_event(name_en=name)
    registration = make_registration(event)

    with pytest.raises(ValueError, match=r"CR|LF|linefeed|carriage"):
        letter("withdrawn", registration)


def test_a_host_in_other_letters_is_written_in_ascii(app: Flask) -> None:
    message = letter("withdrawn", registered(), recipient="mio@höst.example")

    assert message["To"] == "mio@xn--hst-sna.example"


def test_a_letter_about_nothing_is_none(app: Flask) -> None:
    mail = LeasedMail(
        1, "changed", "a@example.org", "sv", "UTC", "x", {"registration": 99}, NOON, attempts=1
    )

    assert compose(mail) is None


def test_what_actions_queue_can_be_written(app: Flask) -> None:
    registration = registered()
    number, event_id = registration.id, registration.event_id
    apply(event_id, make_applicant(), key="again")
    with transaction():
        change_registration(number, make_change(zone="UTC"), 1, now=NOON)
    with transaction():
        withdraw(number, now=NOON)

    written = []
    for _ in range(4):
        mail = leased()
        written.append(mail.kind)
        assert compose(mail) is not None
        with transaction():
            mark_sent(mail, now=NOON)

    assert written == ["confirmation", "already_registered", "changed", "withdrawn"]
