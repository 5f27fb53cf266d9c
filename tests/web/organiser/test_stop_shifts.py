"""The page of a stop that has shifts: what moves along, and what is deleted with it."""

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.events.models import Stop
from eventapp.events.queries import stops_of
from eventapp.foundation.database import db
from eventapp.roster.queries import shifts_of
from tests.factories import make_event, make_shift, make_stop
from tests.web.organiser.filling import open_form, send
from tests.web.public.test_figures import words_of

FORM = "/organise/events/tour/stops/D1/edit"
DELETE = "/organise/events/tour/stops/D1/delete"


@pytest.fixture
def stop(app: Flask) -> Stop:
    return make_stop(make_event("tour"), "D1", title_en="East", title_sv="Öst")


def stops_left(event_id: int) -> int:
    db.session.rollback()
    return len(stops_of(event_id))


def starts_of(stop: Stop) -> list[datetime]:
    db.session.rollback()
    return [shift.wall_starts for shift in shifts_of(stop.event_id)]


def test_shifts_move_along_unless_that_is_unticked(organiser: FlaskClient, stop: Stop) -> None:
    make_shift(stop, "R1")
    later = {"wall_starts": "2030-05-16T14:00", "wall_ends": "2030-05-16T18:00"}
    form = open_form(organiser, FORM)
    send(organiser, FORM, form, **later)
    moved = starts_of(stop)

    form = open_form(organiser, FORM)
    back = {"wall_starts": "2030-05-15T14:00", "wall_ends": "2030-05-15T18:00"}
    alone = {name: value for name, value in form.items() if name != "with_shifts"}
    send(organiser, FORM, alone, **back)

    assert moved == [datetime(2030, 5, 16, 14)]
    assert starts_of(stop) == moved


def test_stop_without_shifts_asks_nothing_about_them(organiser: FlaskClient, stop: Stop) -> None:
    page, event_id = organiser.get(FORM).text, stop.event_id

    assert "with_shifts" not in page
    assert "shift" not in words_of(page)
    assert organiser.post(DELETE).status_code == 303
    assert stops_left(event_id) == 0


def test_shifts_are_named_before_they_are_deleted(organiser: FlaskClient, stop: Stop) -> None:
    make_shift(stop, "R1", name="Kim")
    page, event_id = organiser.get(FORM).text, stop.event_id
    make_shift(stop, "R2", name="")

    unasked = organiser.post(DELETE, follow_redirects=True)
    stale = organiser.post(DELETE, data={"shifts": "1"}, follow_redirects=True)
    kept = starts_of(stop)
    organiser.post(DELETE, data={"shifts": "2"})

    assert "1 shift of the roster is deleted with it: R1 · Kim" in words_of(page)
    assert '<input type="hidden" name="shifts" value="1">' in page
    for answer in (unasked, stale):
        assert "The roster has 2 shifts here now. Nothing was deleted" in words_of(answer.text)
    assert len(kept) == 2
    assert stops_left(event_id) == 0
