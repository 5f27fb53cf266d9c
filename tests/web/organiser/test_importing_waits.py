"""Programme files of an event with releases: what they change waits, as other edits do."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from eventapp.foundation.database import db
from eventapp.programme.models import Appearance, PendingAppearance, PendingSession, Session, Track
from tests.counting import statements
from tests.factories import (
    NOON,
    make_appearance,
    make_event,
    make_session,
    make_speaker,
    make_stop,
)
from tests.releases.releasing import release
from tests.web.organiser.sending import (
    HEADER,
    KNOWN,
    MOVED,
    NEW,
    csv_file,
    sent,
    sessions,
    stored,
    words,
)


@pytest.fixture
def talk(app: Flask) -> Session:
    event = make_event("tour")
    stop = make_stop(event, "D1", title_en="East")
    talk = make_session(stop, "S1", title_en="Cells", title_sv="Celler")
    make_appearance(talk, make_speaker(event, "T1", family_name="Wallner"))
    return talk


def test_after_a_release_a_file_waits(organiser: FlaskClient, talk: Session) -> None:
    event_id = talk.event_id
    release(event_id)
    rows = f"{MOVED},Blue\n{NEW},Blue\n"

    page = sent(organiser, f"{HEADER},track\n{rows}")
    stored(organiser, page.text)
    line_up = sent(organiser, "session,speaker,role\nS2,T1,host\nS1,T1,host\n")
    stored(organiser, line_up.text)
    again = sent(organiser, f"{HEADER},track\n{rows}")

    assert "wait for the next release" in page.text
    assert "Nothing would change" in again.text
    assert sessions() == {"S1": ("talk", "published"), "S2": ("talk", "draft")}
    waiting = {
        row.code: (row.kind, row.state) for row in db.session.scalars(sa.select(PendingSession))
    }
    assert waiting == {"S1": ("panel", "published"), "S2": ("talk", "published")}
    assert [row.role for row in db.session.scalars(sa.select(Appearance))] == ["presenter"]
    roles = [row.role for row in db.session.scalars(sa.select(PendingAppearance))]
    assert sorted(roles) == ["host", "host", "presenter"]
    release(event_id)
    assert sessions() == {"S1": ("panel", "published"), "S2": ("talk", "published")}
    assert len(db.session.scalars(sa.select(Appearance)).all()) == 3
    assert db.session.scalars(sa.select(Track.name)).all() == ["Blue"]


def test_file_as_everybody_sees_it_forgets_what_waits(
    organiser: FlaskClient, talk: Session
) -> None:
    release(talk.event_id)
    stored(organiser, sent(organiser, csv_file(MOVED)).text)

    back = stored(organiser, sent(organiser, csv_file(KNOWN)).text)

    assert back.status_code == 303
    db.session.rollback()
    assert db.session.scalars(sa.select(PendingSession)).all() == []


def test_draft_of_what_was_released_is_refused(organiser: FlaskClient, talk: Session) -> None:
    make_session(talk.stop, "S2", starts_at=NOON + timedelta(hours=2), state="draft")
    release(talk.event_id)
    rows = f"{KNOWN},draft\n{NEW},draft\n"

    page = sent(organiser, f"{HEADER},state\n{rows}")
    at_once = stored(organiser, sent(organiser, csv_file(NEW.replace("talk", "panel"))).text)

    assert page.status_code == 422
    assert "2 state 'draft' comes too late" in words(page.text)
    assert "3 state" not in words(page.text)
    assert at_once.status_code == 303
    assert sessions()["S2"] == ("panel", "draft")


def test_drafts_are_written_at_once_after_a_release(organiser: FlaskClient, talk: Session) -> None:
    make_session(talk.stop, "S2", starts_at=NOON + timedelta(hours=2), state="draft")
    release(talk.event_id)
    row = NEW.replace("talk", "panel")

    stored(organiser, sent(organiser, f"{HEADER},state\n{row},draft\n").text)
    stored(organiser, sent(organiser, "session,speaker,role\nS2,T1,host\n").text)

    assert sessions()["S2"] == ("panel", "draft")
    assert db.session.scalars(sa.select(PendingSession)).all() == []
    assert len(db.session.scalars(sa.select(Appearance)).all()) == 2


def test_page_asks_as_often_for_one_session_as_for_many(
    organiser: FlaskClient, talk: Session
) -> None:
    rows = [NEW.replace("S2", f"A{one}") for one in range(30)]
    stored(organiser, sent(organiser, csv_file(*rows)).text)

    def asked(number: int, kind: str) -> tuple[int, int]:
        changed = [row.replace("talk", kind) for row in rows[:number]]
        with statements() as looking:
            page = sent(organiser, csv_file(*changed))
        with statements() as storing:
            assert stored(organiser, page.text).status_code == 303
        return len(looking), len(storing)

    few, many = asked(1, "panel"), asked(30, "workshop")
    release(talk.event_id)
    one_begins, others_begin = asked(1, "keynote"), asked(30, "training")
    one_waits, all_wait = asked(1, "panel"), asked(30, "break")

    assert few == many
    # One statement more for the one that waited already.
    assert (others_begin[0], others_begin[1] - 1) == one_begins
    assert one_waits == all_wait
