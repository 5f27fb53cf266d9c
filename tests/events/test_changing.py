"""Edits of series, events and stops by people, and what becomes of an event."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.audit.models import AuditEntry
from eventapp.events.changing import (
    add_event,
    add_series,
    add_stop,
    change_event,
    change_series,
)
from eventapp.events.life import archive, delete_draft, set_state, take_from_archive
from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug, series_by_slug, stops_of, versions_of
from eventapp.events.rules import (
    CodeTaken,
    EventDetails,
    FieldRefused,
    SeriesDetails,
    SlugTaken,
    StateImpossible,
    StillInUse,
    StopDetails,
)
from eventapp.foundation.database import db
from eventapp.foundation.edits import Seen, seen_of
from eventapp.foundation.refusals import StaleEdit
from eventapp.foundation.transaction import transaction
from tests.factories import NOON, make_event, make_series, make_stop
from tests.programme.wishes import ACTOR

NOW = NOON - timedelta(days=9)
FIELDS = tuple(name for name in EventDetails._fields if name != "slug")


def details_of(event: Event, **values: Any) -> EventDetails:
    stored = (getattr(event, name) for name in EventDetails._fields)
    return EventDetails(*stored)._replace(**values)


def change(event: Event, details: EventDetails, seen: Seen) -> None:
    with transaction():
        change_event(event.id, details, seen, actor=ACTOR, now=NOW)


def stored(slug: str = "tour") -> Event:
    db.session.expire_all()
    event = event_by_slug(slug)
    assert event is not None
    return event


def noted() -> list[str]:
    return list(db.session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id)))


def test_series_is_added_and_renamed(app: Flask) -> None:
    with transaction():
        series = add_series(SeriesDetails("tour", "Tour", "Turné"), actor=ACTOR, now=NOW)
        number = series.id
    make_event("first", series=series_by_slug("tour"))
    before = versions_of("first")

    with transaction():
        details = SeriesDetails("ignored", "World tour", "Turné")
        change_series(number, details, Seen(1), actor=ACTOR, now=NOW)
    with pytest.raises(SlugTaken), transaction():
        add_series(SeriesDetails("tour", "Other", ""), actor=ACTOR, now=NOW)

    renamed = series_by_slug("tour")
    assert renamed is not None
    assert (renamed.name_en, renamed.version) == ("World tour", 2)
    assert versions_of("first") != before
    assert noted() == ["series added", "series changed"]


def test_event_is_added_as_a_draft_with_an_address_of_its_own(app: Flask) -> None:
    details = details_of(make_event("tour"), description_en=None)
    series_id = make_series().id

    with transaction():
        add_event(series_id, details._replace(slug="next"), actor=ACTOR, now=NOW)
    for slug, refusal in (("tour", SlugTaken), ("No Slug", FieldRefused)):
        with pytest.raises(refusal), transaction():
            add_event(series_id, details._replace(slug=slug), actor=ACTOR, now=NOW)

    event = stored("next")
    assert (event.state, event.description_en, event.created_at) == ("draft", "", NOW)


def test_events_changes_of_other_fields_are_merged(app: Flask) -> None:
    event = make_event("tour")
    mine, seen = details_of(event, name_sv="Turné"), seen_of(event, FIELDS, counter="edit_version")
    change(event, details_of(event, name_en="Tour"), seen)

    change(event, mine, seen)

    assert (stored().name_en, stored().name_sv, stored().edit_version) == ("Tour", "Turné", 3)


def test_events_changes_of_one_field_are_told(app: Flask) -> None:
    event = make_event("tour")
    seen = seen_of(event, FIELDS, counter="edit_version")
    mine = details_of(event, capacity_online=9)
    change(event, details_of(event, capacity_online=8), seen)

    with pytest.raises(StaleEdit) as caught:
        change(event, mine, seen)

    assert [one.field for one in caught.value.differences] == ["capacity_online"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name_en": " ", "name_sv": ""}, "name_en"),
        ({"capacity_online": -1}, "capacity_online"),
        ({"capacity_onsite": 2**31}, "capacity_onsite"),
        (
            {"registration_opens_at": NOON, "registration_closes_at": NOON},
            "wall_registration_closes",
        ),
    ],
)
def test_event_refuses_what_none_can_be(app: Flask, values: dict[str, Any], field: str) -> None:
    event = make_event("tour")

    with pytest.raises(FieldRefused) as caught:
        change(event, details_of(event, **values), Seen(1))

    assert caught.value.field == field


def test_stop_is_added_with_the_next_free_code(app: Flask) -> None:
    event = make_event("tour")
    stop = make_stop(event, "D9")
    details = StopDetails(*(getattr(stop, name) for name in StopDetails._fields))

    with transaction():
        code = add_stop(event.id, details._replace(code=""), actor=ACTOR, now=NOW).code
    with pytest.raises(CodeTaken), transaction():
        add_stop(event.id, details, actor=ACTOR, now=NOW)
    with pytest.raises(FieldRefused), transaction():
        add_stop(event.id, details._replace(code="a b"), actor=ACTOR, now=NOW)

    assert code == "D10"
    assert {one.code for one in stops_of(event.id)} == {"D9", "D10"}


def test_event_is_published_cancelled_replaced_and_taken_back(app: Flask) -> None:
    event, other = make_event("tour", state="draft"), make_event("week")

    with transaction():
        assert set_state(event.id, "published", actor=ACTOR, now=NOW)
        assert not set_state(event.id, "published", actor=ACTOR, now=NOW)
        set_state(event.id, "cancelled", replaced_by_id=other.id, actor=ACTOR, now=NOW)
    replaced_by = stored().replaced_by
    with transaction():
        set_state(event.id, "published", actor=ACTOR, now=NOW)

    assert replaced_by is not None
    assert (replaced_by.slug, stored().replaced_by) == ("week", None)
    assert noted() == ["event published", "event cancelled", "event published"]


def test_event_does_not_replace_itself_or_become_a_draft_with_registrants(app: Flask) -> None:
    event = make_event("tour", taken_online=1)

    for values in ({"state": "draft"}, {"state": "cancelled", "replaced_by_id": event.id}):
        with pytest.raises(StateImpossible), transaction():
            set_state(event.id, actor=ACTOR, now=NOW, **values)


def test_event_is_put_away_and_taken_back(app: Flask) -> None:
    event = make_event("tour")

    with transaction():
        archive(event.id, actor=ACTOR, now=NOW)
        archive(event.id, actor=ACTOR, now=NOW)
    archived_at = stored().archived_at
    with transaction():
        take_from_archive(event.id, actor=ACTOR, now=NOW)

    assert (archived_at, stored().archived_at) == (NOW, None)
    assert noted() == ["event archived", "event taken from archive"]


def test_only_drafts_without_registrants_are_deleted(app: Flask) -> None:
    public, taken = make_event("public"), make_event("taken", state="draft", taken_online=1)
    draft = make_event("draft", state="draft")
    make_stop(draft)

    with pytest.raises(StateImpossible), transaction():
        delete_draft(public.id, actor=ACTOR, now=NOW)
    with pytest.raises(StillInUse), transaction():
        delete_draft(taken.id, actor=ACTOR, now=NOW)
    with transaction():
        delete_draft(draft.id, actor=ACTOR, now=NOW)

    assert event_by_slug("draft") is None
