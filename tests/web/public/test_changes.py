"""The changelog that everybody reads, and its feed."""

from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from eventapp.events.models import Event
from eventapp.foundation.transaction import transaction
from eventapp.programme.changing import add_session, cancel_session, change_session
from eventapp.programme.line_up import add_appearance
from eventapp.programme.models import Session
from tests.atom import ATOM, read_atom
from tests.counting import statements
from tests.factories import NOON, make_event, make_session, make_speaker, make_stop
from tests.programme.wishes import ACTOR, details_of, seen
from tests.releases.releasing import HOUR, LATER, move, release, to_edit

PUBLIC = (
    "/",
    "/events/tour",
    "/events/tour/programme",
    "/events/tour/sessions/S1",
    "/events/tour/speakers",
    "/events/tour/speakers/A",
    "/events/tour/changes",
    "/events/tour/changes.atom",
    "/events/tour/calendar.ics",
    "/events/tour/stops/D1.ics",
    "/events/tour/sessions/S1.ics",
    "/events/tour/schedule.json",
    "/events/tour/schedule.xml",
    "/sitemap.xml",
)


@pytest.fixture
def talk(app: Flask) -> Session:
    event = make_event("tour", name_en="World Tour", name_sv="Världsturnén", languages="en sv")
    stop = make_stop(event, "D1", title_en="East", title_sv="Öst", hours=8)
    make_speaker(event, "A", family_name="Berg")
    return make_session(stop, "S1", title_en="Cells <b>", title_sv="Celler")


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.text


def test_before_the_first_release_there_is_none_and_no_page_speaks_of_it(
    client: FlaskClient, talk: Session
) -> None:
    assert "Nothing has been released yet." in text(client, "/events/tour/changes")
    for address in ("/events/tour", "/events/tour/programme"):
        assert "changes" not in text(client, address)


def test_changelog_tells_old_and_new_in_the_reader_s_zone_and_language(
    client: FlaskClient, talk: Session
) -> None:
    release(talk.event_id)
    move(talk, 3 * HOUR)
    release(talk.event_id)

    page = text(client, "/events/tour/changes?lang=sv&zone=Asia/Tokyo")

    words = " ".join(page.split())
    assert "Version 2" in words
    assert "Flyttad" in words
    assert "onsdag 15 maj 2030" in words
    assert "torsdag 16 maj 2030" in words
    assert "Tokyo · UTC+9" in words
    assert "Notis" in words
    assert words.index("Version 2") < words.index("Version 1")


def test_pages_name_the_release_and_lead_to_feed_and_changes(
    client: FlaskClient, talk: Session
) -> None:
    release(talk.event_id)

    programme = text(client, "/events/tour/programme")

    line = 'Release 1, Tuesday 7 May 2030 · <a href="/events/tour/changes">What changed</a>'
    assert line in " ".join(programme.split())
    for address in ("/events/tour", "/events/tour/programme"):
        assert (
            '<link rel="alternate" type="application/atom+xml" '
            'href="http://localhost/events/tour/changes.atom?lang=en"' in text(client, address)
        )
    schedule: Any = client.get("/events/tour/schedule.json").json
    assert schedule["schedule"]["version"] == "1"
    assert "<version>1</version>" in text(client, "/events/tour/schedule.xml")


def feed(client: FlaskClient, language: str = "") -> ElementTree.Element:
    query = {"lang": language} if language else {}
    answer = client.get("/events/tour/changes.atom", query_string=query)
    assert answer.status_code == 200
    assert answer.mimetype == "application/atom+xml"
    return read_atom(answer.text)


def test_feed_is_valid_and_its_names_stay(client: FlaskClient, talk: Session) -> None:
    empty = feed(client)
    release(talk.event_id)
    first = feed(client)
    move(talk)
    release(talk.event_id)
    second = feed(client)
    swedish = feed(client, "sv")

    assert [len(one.findall(f"{ATOM}entry")) for one in (empty, first, second)] == [0, 1, 2]
    assert [one.findtext(f"{ATOM}title") for one in second.findall(f"{ATOM}entry")] == [
        "Release 2",
        "Release 1",
    ]
    assert [one.text for one in first.iter(f"{ATOM}id")][1:] == [
        one.text for one in second.iter(f"{ATOM}id")
    ][2:]
    assert swedish.findtext(f"{ATOM}title") == "Ändringar i programmet för Världsturnén"
    assert "Flyttad" in swedish.findtext(f"{ATOM}entry/{ATOM}content", "")
    content = second.findtext(f"{ATOM}entry/{ATOM}content", "")
    assert "Cells &lt;b&gt;" in content
    assert content == content.strip()
    assert "16:00–16:45" not in content
    assert "15:00–15:45 Stockholm (UTC+2)" in content
    assert ElementTree.fromstring(f"<div>{content.replace('<br>', '<br/>')}</div>") is not None  # noqa: S314


def test_feed_names_an_address_that_gives_it(client: FlaskClient, talk: Session) -> None:
    release(talk.event_id)

    for language in ("", "sv", "en"):
        root = feed(client, language)
        (own,) = root.findall(f"{ATOM}link[@rel='self']")
        again = read_atom(text(client, own.attrib["href"].removeprefix("http://localhost")))
        assert ElementTree.tostring(again) == ElementTree.tostring(root)
        for link in root.iter(f"{ATOM}link"):
            assert client.get(link.attrib["href"]).status_code == 200


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<updated>", "<updated>on "),
        ("<author>", "<writer/><author>"),
        ("&lt;p&gt;", "&lt;p&gt;&lt;script&gt;&lt;/script&gt;"),
        ('rel="self"', 'rel="alternate"'),
        ("<title>Release 1</title>", ""),
        ('xml:lang="en"', ""),
        ("</entry>", "<id>urn:uuid:another</id></entry>"),
    ],
)
def test_what_is_no_feed_is_told_from_one(
    client: FlaskClient, talk: Session, right: str, wrong: str
) -> None:
    release(talk.event_id)
    good = text(client, "/events/tour/changes.atom")
    assert right in good

    with pytest.raises((AssertionError, ValueError)):
        read_atom(good.replace(right, wrong))


def test_feed_is_not_sent_again_while_it_is_the_same(client: FlaskClient, talk: Session) -> None:
    release(talk.event_id)
    etag = client.get("/events/tour/changes.atom").headers["ETag"]

    same = client.get("/events/tour/changes.atom", headers={"If-None-Match": etag})
    move(talk)
    release(talk.event_id)
    other = client.get("/events/tour/changes.atom", headers={"If-None-Match": etag})

    assert (same.status_code, other.status_code) == (304, 200)


def test_nothing_that_waits_is_public_anywhere(client: FlaskClient, talk: Session) -> None:
    event_id, speaker = talk.event_id, make_speaker(talk.stop.event, "B", family_name="Hidden")
    release(event_id)
    before = {address: text(client, address) for address in PUBLIC}
    row = to_edit(event_id)
    with transaction():
        change_session(
            talk.id,
            details_of(row, title_en="Secret", title_sv="Hemlig", abstract_en="Secret"),
            seen(row),
            actor=ACTOR,
            now=LATER,
        )
        add_appearance(talk.id, speaker.id, "presenter", actor=ACTOR, now=LATER)
        add_session(event_id, details_of(row, code="S9"), actor=ACTOR, now=LATER)
    move(talk)
    with transaction():
        cancel_session(talk.id, actor=ACTOR, now=LATER)
    client.application.extensions["kept"].clear()

    after = {address: text(client, address) for address in PUBLIC}

    assert to_edit(event_id).title_en == "Secret"
    assert after == before
    assert client.get("/events/tour/sessions/S9").status_code == 404
    assert client.get("/events/tour/sessions/S9.ics").status_code == 404
    release(event_id)
    assert "Secret" in text(client, "/events/tour/programme")


def test_cancelled_session_stays_in_calendar_and_raises_its_sequence(
    client: FlaskClient, talk: Session
) -> None:
    def entry() -> tuple[str, int, str]:
        calendar = Calendar.from_ical(text(client, "/events/tour/calendar.ics"))
        (one,) = calendar.walk("VEVENT")
        return str(one["UID"]), int(str(one["SEQUENCE"])), str(one["STATUS"])

    release(talk.event_id)
    uid, sequence, status = entry()
    with transaction():
        cancel_session(talk.id, actor=ACTOR, now=LATER)
    waiting = entry()
    release(talk.event_id)

    assert waiting == (uid, sequence, status) == (uid, 0, "CONFIRMED")
    assert entry() == (uid, 1, "CANCELLED")


def test_page_asks_as_often_for_many_releases_as_for_one(
    client: FlaskClient, talk: Session
) -> None:
    def asked() -> int:
        with statements() as ran:
            text(client, "/events/tour/changes")
        return len(ran)

    release(talk.event_id)
    one = asked()
    for _time in range(3):
        move(talk)
        release(talk.event_id)

    assert asked() == one


def test_draft_has_no_changes(client: FlaskClient, app: Flask) -> None:
    event: Event = make_event("hidden", state="draft")
    make_stop(event, "D1", starts_at=NOON)

    for page in ("changes", "changes.atom"):
        assert client.get(f"/events/hidden/{page}").status_code == 404
