"""Edits of the people who speak."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.audit.models import AuditEntry
from eventapp.events.rules import CodeTaken, FieldRefused
from eventapp.foundation.database import db
from eventapp.foundation.edits import seen_of
from eventapp.foundation.refusals import StaleEdit
from eventapp.foundation.transaction import transaction
from eventapp.speakers.actions import save_speakers
from eventapp.speakers.changing import EDITED, add_speaker, change_speaker
from eventapp.speakers.models import Speaker
from eventapp.speakers.queries import speaker_by_code
from eventapp.speakers.rules import SpeakerDetails
from tests.factories import NOON, make_event, make_speaker
from tests.programme.wishes import ACTOR

NOW = NOON - timedelta(days=9)


def details_of(speaker: Speaker, **values: Any) -> SpeakerDetails:
    stored = (getattr(speaker, name) for name in SpeakerDetails._fields)
    return SpeakerDetails(*stored)._replace(**values)


def test_change_is_stored_and_noted_without_the_address(app: Flask) -> None:
    speaker = make_speaker(make_event(), "ada")
    details = details_of(speaker, organisation="Analytical", email="ada@example.org")
    seen = seen_of(speaker, EDITED)

    with transaction():
        change_speaker(speaker.id, details, seen, actor=ACTOR, now=NOW)

    stored = speaker_by_code(speaker.event_id, "ada")
    assert stored is not None
    assert (stored.organisation, stored.email, stored.version) == (
        "Analytical",
        "ada@example.org",
        2,
    )
    detail = db.session.scalars(sa.select(AuditEntry.detail)).one()
    assert "organisation: — → Analytical" in detail
    assert "example.org" not in detail


def test_file_that_changes_a_speaker_makes_an_edit_stale(app: Flask) -> None:
    speaker = make_speaker(make_event(), "ada")
    mine, seen = details_of(speaker, organisation="Mine"), seen_of(speaker, EDITED)
    with transaction():
        save_speakers(speaker.event_id, [details_of(speaker, organisation="Theirs")])

    with pytest.raises(StaleEdit) as caught, transaction():
        change_speaker(speaker.id, mine, seen, actor=ACTOR, now=NOW)

    assert caught.value.version == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("given_name", ""),
        ("country_code", "XX"),
        ("zone", "Mars/Olympus"),
        ("gender", "x"),
        ("sector", "x"),
        ("email", "x"),
    ],
)
def test_change_refuses_what_no_speaker_can_be(app: Flask, field: str, value: str) -> None:
    speaker = make_speaker(make_event(), "ada")
    details = details_of(speaker, family_name="", **{field: value})
    seen = seen_of(speaker, EDITED)

    with pytest.raises(FieldRefused) as caught, transaction():
        change_speaker(speaker.id, details, seen, actor=ACTOR, now=NOW)

    assert caught.value.field == field


def test_added_speaker_gets_the_next_free_code(app: Flask) -> None:
    speaker = make_speaker(make_event(), "T7")
    event_id, details = speaker.event_id, details_of(speaker, code="")

    with transaction():
        code = add_speaker(event_id, details, actor=ACTOR, now=NOW).code
    with pytest.raises(CodeTaken), transaction():
        add_speaker(event_id, details._replace(code="T7"), actor=ACTOR, now=NOW)
    with pytest.raises(FieldRefused), transaction():
        add_speaker(event_id, details._replace(code="a/b"), actor=ACTOR, now=NOW)

    assert code == "T8"
