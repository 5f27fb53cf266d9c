"""The mail about a release: in its reader's words and zone, with the calendar that corrects."""

from email.message import EmailMessage

import sqlalchemy as sa
from flask import Flask
from icalendar import Calendar

from eventapp.events.actions import touch_event
from eventapp.events.models import Event
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.mail.actions import lease_mail, mark_sent
from eventapp.mail.delivery import message_bytes
from eventapp.mail.models import OutboxMail
from eventapp.programme.changing import cancel_session
from eventapp.programme.models import PendingSession, Session
from eventapp.registration.changing import withdraw
from eventapp.speaking.inviting import invite_speaker, token_of
from eventapp.web.letters import compose
from tests.counting import statements
from tests.factories import (
    NOON,
    make_appearance,
    make_event,
    make_registration,
    make_session,
    make_speaker,
    make_stop,
)
from tests.mail.sink import parsed
from tests.programme.wishes import ACTOR
from tests.releases.releasing import HOUR, LATER, move, release

TOKYO = {"language": "en", "zone": "Asia/Tokyo", "given_name": "Aiko", "family_name": "Mori"}


def make_talks() -> tuple[Event, Session, Session]:
    event = make_event("tour", name_en="World Tour", name_sv="Världsturnén", languages="sv en")
    stop = make_stop(event, "D1", title_en="East & West", title_sv="Öst & väst", hours=8)
    first = make_session(stop, "S1", title_en="Cells", title_sv="Celler")
    second = make_session(stop, "S2", starts_at=NOON + HOUR, title_en="Genes", title_sv="Gener")
    make_session(stop, "S3", starts_at=NOON + 4 * HOUR)
    release(event.id)
    return event, first, second


def next_message() -> EmailMessage | None:
    with transaction():
        mail = lease_mail(now=LATER, lease=HOUR)
    assert mail is not None
    message = compose(mail)
    with transaction():
        mark_sent(mail, now=LATER)
    return parsed(message_bytes(message)) if message else None


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_mail_tells_old_and_new_times_in_the_reader_s_zone(app: Flask) -> None:
    event, first, second = make_talks()
    make_registration(event, "P1", ticket_code="t-1", **TOKYO)
    move(first, 3 * HOUR)
    with transaction():
        cancel_session(second.id, actor=ACTOR, now=NOON)
    release(event.id, with_mails=True)

    message = next_message()

    assert message is not None
    assert message["Subject"] == "What changed in the programme of World Tour"
    assert message["Content-Language"] == "en"
    assert text_of(message) == (
        "Hello Aiko Mori,\n"
        "\n"
        "2 sessions of World Tour have changed. All times are in your time zone.\n"
        "\n"
        "Note\n"
        "\n"
        "Cancelled: Genes\n"
        "  Wednesday 15 May 2030, 22:00–22:45 Tokyo (UTC+9)\n"
        "\n"
        "Moved: Cells\n"
        "  before: Wednesday 15 May 2030, 21:00–21:45 Tokyo (UTC+9)\n"
        "  now: Thursday 16 May 2030, 00:00–00:45 Tokyo (UTC+9)\n"
        "\n"
        "The sessions are attached as a calendar file: open it, and your calendar shows the new "
        "times.\n"
        "\n"
        "Your ticket:\n"
        "http://localhost/tickets/t-1\n"
        "\n"
        "All changes:\n"
        "http://localhost/events/tour/changes\n"
    )
    html = message.get_body(("html",))
    assert html is not None
    before = '<span class="when">21:00–21:45</span> <span class="when">Tokyo (UTC+9)</span>'
    assert f"<s>Wednesday 15 May 2030, {before}</s>" in html.get_content()


def test_mail_leads_an_invited_speaker_to_their_page(app: Flask) -> None:
    event, first, _second = make_talks()
    invited = make_speaker(event, "A", email="a@example.org", language="en")
    other = make_speaker(event, "B", email="b@example.org", country_code="SE")
    for speaker in (invited, other):
        make_appearance(first, speaker)
    with transaction():
        secret = app.config["SECRET_KEY"]
        token = token_of(invite_speaker(invited.id, secret=secret, actor="", now=NOON), secret)
        db.session.execute(sa.delete(OutboxMail))
    move(first, 3 * HOUR)
    release(event.id, with_mails=True)

    texts = [text_of(message) for message in (next_message(), next_message()) if message]

    assert len(texts) == 2
    assert (
        "Confirm or decline the new times on your page:\n"
        f"http://localhost/speaking/{token}\n"
        "\n"
        "All changes:\n"
    ) in texts[0]
    assert "/speaking/" not in texts[1]
    assert "Hej" in texts[1]


def test_who_is_registered_and_speaks_gets_both_parts_in_one_mail(app: Flask) -> None:
    event, first, second = make_talks()
    make_registration(event, "P1", ticket_code="t-1", email="aiko@example.org", **TOKYO)
    speaker = make_speaker(event, "A", email="Aiko@example.org", given_name="Aiko")
    make_appearance(first, speaker, "moderator")
    with transaction():
        secret = app.config["SECRET_KEY"]
        token = token_of(invite_speaker(speaker.id, secret=secret, actor="", now=NOON), secret)
        db.session.execute(sa.delete(OutboxMail))
    move(first, 3 * HOUR)
    move(second)
    release(event.id, with_mails=True)

    message = next_message()

    assert db.session.query(OutboxMail).count() == 1
    assert message is not None
    text = text_of(message)
    assert (
        "Note\n"
        "\n"
        "Your sessions in your time:\n"
        "\n"
        "* Cells (Moderator)\n"
        "  Thursday 16 May 2030, 00:00–00:45 Tokyo (UTC+9)\n"
        "  Not answered yet.\n"
        "\n"
        "What changed:\n"
        "\n"
        "Moved: Genes\n"
    ) in text
    assert "Moved: Cells" in text
    assert "http://localhost/tickets/t-1" in text
    assert f"http://localhost/speaking/{token}" in text
    html = message.get_body(("html",))
    assert html is not None
    assert "<strong>Cells</strong> (Moderator)" in html.get_content()


def test_who_withdrew_and_speaks_is_told_as_a_speaker(app: Flask) -> None:
    event, first, _second = make_talks()
    registration = make_registration(
        event, "P1", ticket_code="t-1", email="aiko@example.org", **TOKYO
    )
    make_appearance(first, make_speaker(event, "A", email="aiko@example.org"))
    move(first)
    release(event.id, with_mails=True)
    with transaction():
        db.session.get_one(type(registration), registration.id).withdrawn_at = LATER

    message = next_message()

    assert message is not None
    assert "Your sessions in your time:" in text_of(message)
    assert "tickets" not in text_of(message)


def test_what_all_read_is_written_once_and_anew_after_a_change(app: Flask) -> None:
    event, first, _second = make_talks()
    event_id, code = event.id, first.code
    for number in range(3):
        make_registration(event, f"P{number}", ticket_code=f"t-{number}", **TOKYO)
    move(first)
    release(event_id, with_mails=True)

    asked, texts = [], []
    for number in range(3):
        if number == 2:
            with transaction():
                db.session.get_one(Event, event_id).name_en = "World <Tour>"
                touch_event(event_id)
        with statements() as ran:
            message = next_message()
        assert message is not None
        asked.append(len(ran))
        texts.append(text_of(message))

    assert code == "S1"
    assert asked[1] < asked[0] == asked[2]
    assert texts[0] == texts[1].replace("t-1", "t-0")
    assert "of World <Tour> has changed" in texts[2]


def test_kept_html_is_escaped_once(app: Flask) -> None:
    event, first, _second = make_talks()
    make_registration(event, "P1", **TOKYO)
    move(first)
    with transaction():
        db.session.query(PendingSession).one().title_en = "Cells <b> & more"
    release(event.id, with_mails=True)

    message = next_message()

    assert message is not None
    html = message.get_body(("html",))
    assert html is not None
    assert "<strong>Cells &lt;b&gt; &amp; more</strong>" in html.get_content()
    assert "Cells <b> & more" in text_of(message)


def test_attached_calendar_corrects_what_readers_have(app: Flask) -> None:
    event, first, second = make_talks()
    make_registration(event, "P1", **TOKYO)
    move(first, 3 * HOUR)
    with transaction():
        cancel_session(second.id, actor=ACTOR, now=NOON)
    release(event.id, with_mails=True)

    message = next_message()

    assert message is not None
    (attached,) = message.iter_attachments()
    assert attached.get_content_type() == "text/calendar"
    assert (attached.get_param("method"), attached.get_filename()) == ("PUBLISH", "tour.ics")
    calendar = Calendar.from_ical(attached.get_content())
    told = {
        str(one["SUMMARY"]): (int(str(one["SEQUENCE"])), str(one["STATUS"]), str(one["ORGANIZER"]))
        for one in calendar.walk("VEVENT")
    }
    sender = "mailto:" + message["From"].addresses[0].addr_spec
    assert calendar["METHOD"] == "PUBLISH"
    assert told == {
        "Cells": (1, "CONFIRMED", sender),
        "Cancelled: Genes": (1, "CANCELLED", sender),
    }


def test_speaker_is_told_in_the_event_s_language_and_their_own_zone(app: Flask) -> None:
    event, first, _second = make_talks()
    speaker = make_speaker(
        event, "A", email="a@example.org", zone="America/Lima", given_name="Ana", family_name="Ruiz"
    )
    make_appearance(first, speaker)
    move(first)
    release(event.id, with_mails=True)

    message = next_message()

    assert message is not None
    text = text_of(message)
    assert text.startswith("Hej Ana Ruiz!")
    assert "nu: onsdag 15 maj 2030, 08:00–08:45 Lima (UTC−5)" in text
    assert "tickets" not in text


def test_who_withdrew_meanwhile_is_not_written_to(app: Flask) -> None:
    event, first, _second = make_talks()
    registration = make_registration(event, "P1", **TOKYO)
    move(first)
    release(event.id, with_mails=True)
    with transaction():
        withdraw(registration.id, now=LATER)

    with transaction():
        mail = lease_mail(now=LATER, lease=HOUR)

    assert mail is not None
    assert mail.kind == "withdrawn" or compose(mail) is None
