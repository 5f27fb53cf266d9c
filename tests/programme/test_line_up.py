"""Edits of the line-up by people."""

from datetime import timedelta

import pytest
from flask import Flask

from eventapp.events.rules import FieldRefused, StillInUse
from eventapp.foundation.transaction import transaction
from eventapp.programme.line_up import (
    add_appearance,
    delete_speaker,
    move_appearance_up,
    remove_appearance,
)
from eventapp.programme.models import Session
from eventapp.programme.queries import programme_of
from eventapp.speakers.queries import speakers_of
from tests.factories import NOON, make_event, make_session, make_speaker, make_stop
from tests.programme.wishes import ACTOR

NOW = NOON - timedelta(days=9)


def make_panel() -> tuple[Session, list[int]]:
    event = make_event("tour")
    session = make_session(make_stop(event), "P")
    return session, [make_speaker(event, code).id for code in ("ada", "bo", "cy")]


def line_up(session: Session) -> list[str]:
    (one,) = programme_of(session.event_id)
    return [f"{person.code} {person.role}" for person in one.people]


def test_speakers_are_put_in_ordered_and_taken_out(app: Flask) -> None:
    session, (ada, bo, cy) = make_panel()

    with transaction():
        for number in (ada, bo, cy):
            assert add_appearance(session.id, number, "panellist", actor=ACTOR, now=NOW)
        assert not add_appearance(session.id, ada, "panellist", actor=ACTOR, now=NOW)
    with transaction():
        assert move_appearance_up(session.id, cy, "panellist", actor=ACTOR, now=NOW)
        assert not move_appearance_up(session.id, ada, "panellist", actor=ACTOR, now=NOW)
        assert remove_appearance(session.id, bo, "panellist", actor=ACTOR, now=NOW)
        assert not remove_appearance(session.id, bo, "panellist", actor=ACTOR, now=NOW)

    assert line_up(session) == ["ada panellist", "cy panellist"]
    assert programme_of(session.event_id)[0].changed_at == NOW


def test_line_up_takes_speakers_and_roles_that_there_are(app: Flask) -> None:
    session, (ada, _bo, _cy) = make_panel()
    stranger = make_speaker(make_event("other"), "stranger").id

    for speaker, role in ((ada, "singer"), (stranger, "presenter"), (0, "presenter")):
        with pytest.raises(FieldRefused), transaction():
            add_appearance(session.id, speaker, role, actor=ACTOR, now=NOW)

    assert line_up(session) == []


def test_speaker_is_deleted_when_in_no_session(app: Flask) -> None:
    session, (ada, bo, _cy) = make_panel()
    with transaction():
        add_appearance(session.id, ada, "presenter", actor=ACTOR, now=NOW)

    with pytest.raises(StillInUse), transaction():
        delete_speaker(ada, actor=ACTOR, now=NOW)
    with transaction():
        delete_speaker(bo, actor=ACTOR, now=NOW)

    assert [one.code for one in speakers_of(session.event_id)] == ["ada", "cy"]
