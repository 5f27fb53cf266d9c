"""The page on which organisers take programme files in: looked at first, stored then."""

import io
from html import unescape

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from eventapp.accounts.rules import EVERYWHERE
from eventapp.audit.models import AuditEntry
from eventapp.events.models import Event, Stop
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.programme.models import Appearance, Session
from eventapp.speakers.models import Speaker
from tests.counting import statements
from tests.factories import (
    make_appearance,
    make_event,
    make_session,
    make_speaker,
    make_stop,
)
from tests.page_rules import problems_of
from tests.web.organiser.filling import filled
from tests.web.organiser.sending import (
    ADA,
    MOVED,
    NEW,
    PAGE,
    SPEAKERS,
    csv_file,
    schedule,
    sent,
    sessions,
    stored,
    words,
)
from tests.web.organiser.signing import make_account, sign_in


@pytest.fixture
def talk(app: Flask) -> Session:
    event = make_event("tour")
    stop = make_stop(event, "D1", title_en="East")
    talk = make_session(stop, "S1", title_en="Cells", title_sv="Celler")
    make_appearance(talk, make_speaker(event, "T1", family_name="Wallner"))
    return talk


def test_file_is_looked_at_and_stored_then(organiser: FlaskClient, talk: Session) -> None:
    version = talk.stop.event.version

    page = sent(organiser, csv_file(MOVED, NEW), name="files/programme.csv")
    before = sessions()
    answer = stored(organiser, page.text)

    text = words(page.text)
    assert page.status_code == 200
    assert "programme.csv · Sessions (programme.csv) · 2 rows" in text
    assert "To be added 1 To be changed 1 Unchanged 0 Not in the file 0" in text
    assert "2 changes, and nothing is stored yet" in text
    assert "Kind Before: Talk Now: Panel discussion" in text
    assert (
        "Starts Before: Wednesday 15 May 2030, 14:00 Stockholm (UTC+2) "
        "Now: Wednesday 15 May 2030, 15:00 Stockholm (UTC+2)"
    ) in text
    assert "What you store is public at once" in text
    assert before == {"S1": ("talk", "published")}
    assert (answer.status_code, answer.location) == (303, "/organise/events/tour/timetable")
    assert sessions() == {"S1": ("panel", "published"), "S2": ("talk", "published")}
    assert "The file is taken in: 1 new, 1 changed." in organiser.get(answer.location).text
    entry = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.action, entry.subject) == ("import programme", "programme.csv")
    assert (entry.detail, entry.actor[:8]) == ("2 rows, 2 new or changed", "account:")
    assert db.session.scalars(sa.select(Event.version)).one() > version


def test_same_file_changes_nothing_the_second_time(organiser: FlaskClient, talk: Session) -> None:
    stored(organiser, sent(organiser, csv_file(MOVED)).text)

    again = sent(organiser, csv_file(MOVED))

    assert "Nothing would change" in again.text
    assert "Store these changes" not in again.text


def test_looking_stores_nothing_at_all(organiser: FlaskClient, talk: Session) -> None:
    with statements() as seen:
        sent(organiser, csv_file(MOVED, NEW))
        sent(organiser, schedule({}))

    assert [one for one in seen if not one.lstrip().upper().startswith("SELECT")] == []


def test_every_bad_row_is_named(organiser: FlaskClient, talk: Session) -> None:
    bad = NEW.replace("Europe/Stockholm", "Europe/Stokholm").replace("S2", "S 2")

    page = sent(organiser, csv_file(bad, NEW.replace("16:45", "15:00")))

    text = words(page.text)
    assert page.status_code == 422
    assert "3 things are wrong" in text
    assert "2 code 'S 2' is no code" in text
    assert "2 zone 'Europe/Stokholm' is no time zone" in text
    assert "3 ends 2030-05-15T15:00 is not after the start" in text
    assert 'lang="en" dir="ltr">' in page.text
    assert sessions() == {"S1": ("talk", "published")}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (csv_file(NEW), "Sessions (programme.csv)"),
        (f"{SPEAKERS}\n{ADA}\n", "Speakers (speakers.csv)"),
        ("\ufeffsession,speaker,role\nS1,T1,host\n", "Line-up (lineup.csv)"),
        (schedule({}), "Schedule of frab or pretalx"),
    ],
)
def test_kind_of_a_file_is_seen_by_its_first_line(
    organiser: FlaskClient, talk: Session, content: str, kind: str
) -> None:
    page = sent(organiser, content)

    assert page.status_code == 200
    assert kind in page.text
    assert stored(organiser, page.text).status_code == 303


def test_kind_is_asked_for_where_nothing_tells_it(organiser: FlaskClient, talk: Session) -> None:
    unknown = sent(organiser, "a,b\n1,2\n")
    wrong = sent(organiser, csv_file(NEW), "lineup")
    empty, none = sent(organiser, ""), sent(organiser, "", name="")

    assert [one.status_code for one in (unknown, wrong, empty, none)] == [422] * 4
    assert "Its first line does not tell what the file holds." in unknown.text
    assert "this column is missing" in wrong.text
    assert "The file is empty" in empty.text
    assert "Choose a file." in none.text


def test_speakers_and_line_up_are_taken_in(organiser: FlaskClient, talk: Session) -> None:
    people = sent(organiser, f"{SPEAKERS}\n{ADA}\n{ADA.replace('T1', 'T2')}\n")
    done = stored(organiser, people.text)
    line_up = sent(organiser, "session,speaker,role\nS1,T2,host\nS1,T1,presenter\n")
    stored(organiser, line_up.text)

    assert "City whose clock is theirs Before: Stockholm Now: Tokyo" in words(people.text)
    assert "Country Before: Sweden Now: Japan" in words(people.text)
    assert done.location == "/organise/events/tour/speakers"
    assert "Place in the line-up Before: 1 Now: 2" in words(line_up.text)
    assert "Ada Wallner International host" in words(line_up.text)
    db.session.rollback()
    assert db.session.scalars(sa.select(Speaker.zone)).all() == ["Asia/Tokyo"] * 2
    places = {row.role: row.position for row in db.session.scalars(sa.select(Appearance))}
    assert places == {"host": 0, "presenter": 1}


def test_schedule_tells_which_stops_it_makes(organiser: FlaskClient, talk: Session) -> None:
    page = sent(organiser, schedule({"date": "2030-05-16T10:30:00+02:00"}), name="schedule.json")
    before = db.session.scalar(sa.select(sa.func.count()).select_from(Stop))
    stored(organiser, page.text)

    text = words(page.text)
    assert "Stop · day-2030-05-16 Thursday 16 May 2030" in text
    assert "1 new speaker gets the country and clock of the event" in text
    assert "Not in the file 1 They stay as they are." in text
    db.session.rollback()
    assert (before, sorted(db.session.scalars(sa.select(Stop.code)))) == (
        1,
        ["D1", "day-2030-05-16"],
    )
    assert sessions()["E35"] == ("talk", "published")


def test_other_programme_than_seen_is_shown_and_not_stored(
    organiser: FlaskClient, talk: Session
) -> None:
    page = sent(organiser, csv_file(MOVED))
    with transaction():
        db.session.get_one(Session, talk.id).kind = "keynote"

    stale = stored(organiser, page.text)
    then = stored(organiser, stale.text)

    assert stale.status_code == 409
    assert problems_of(stale.text) == []
    assert "The programme was changed after you looked at the file." in stale.text
    assert "Kind Before: Keynote Now: Panel discussion" in words(stale.text)
    assert then.status_code == 303
    assert sessions()["S1"] == ("panel", "published")


def test_pressing_twice_stores_once(organiser: FlaskClient, talk: Session) -> None:
    page = sent(organiser, csv_file(MOVED))

    first, second = stored(organiser, page.text), stored(organiser, page.text)

    assert (first.status_code, second.status_code) == (303, 303)
    taken = sa.select(AuditEntry.id).where(AuditEntry.action == "import programme")
    assert len(db.session.scalars(taken).all()) == 1


def test_two_files_seen_at_once_are_not_both_stored(organiser: FlaskClient, talk: Session) -> None:
    mine = sent(organiser, csv_file(MOVED))
    theirs = sent(organiser, csv_file(MOVED.replace("panel", "keynote")))

    answers = [stored(organiser, page.text).status_code for page in (mine, theirs)]

    assert answers == [303, 409]
    assert sessions() == {"S1": ("panel", "published")}


def test_other_file_than_seen_is_not_stored(organiser: FlaskClient, talk: Session) -> None:
    seen, other = sent(organiser, csv_file(MOVED)), sent(organiser, csv_file(MOVED, NEW))

    answer = stored(organiser, seen.text, packed=filled(other.text)["packed"])
    broken = stored(organiser, seen.text, packed="eJx" + filled(seen.text)["packed"])

    assert answer.status_code == 409
    assert "2 changes, and nothing is stored yet" in answer.text
    assert broken.status_code == 422
    assert sessions() == {"S1": ("talk", "published")}


def test_stop_that_is_gone_is_told(organiser: FlaskClient, talk: Session) -> None:
    page = sent(organiser, csv_file(NEW))
    with transaction():
        stop = db.session.get_one(Stop, talk.stop_id)
        stop.code = "D9"

    answer = stored(organiser, page.text)

    assert answer.status_code == 422
    assert "is no stop of this event" in unescape(answer.text)


@pytest.mark.parametrize(("role", "status"), [("analyst", 403), ("door", 403), (None, 404)])
def test_others_take_nothing_in(
    client: FlaskClient, talk: Session, role: str | None, status: int
) -> None:
    make_account(role, "x@example.org", EVERYWHERE)
    sign_in(client, "x@example.org")

    shown = client.get(PAGE)
    tried = client.post(PAGE, data={"file": (io.BytesIO(csv_file(NEW).encode()), "a.csv")})

    assert (shown.status_code, tried.status_code) == (status, status)
    assert sessions() == {"S1": ("talk", "published")}


def test_strangers_are_sent_to_sign_in(client: FlaskClient, talk: Session) -> None:
    large = client.post(PAGE, data=b"x" * 2_000_000, content_type="multipart/form-data; boundary=x")

    assert client.get(PAGE).status_code == 302
    assert large.status_code in {302, 413}


def test_page_speaks_swedish(organiser: FlaskClient, talk: Session) -> None:
    organiser.set_cookie("lang", "sv")

    page = sent(organiser, csv_file(MOVED))

    assert "1 ändring, och inget är sparat än" in page.text
    assert "Slag Före: Föredrag Nu: Paneldiskussion" in words(page.text)
