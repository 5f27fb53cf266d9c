"""A time that the clocks show twice is asked about in every form, and never taken by itself."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from eventapp.events.models import Event, Stop
from eventapp.foundation.database import db
from eventapp.programme.models import Session
from eventapp.proposals.models import ProposalCall
from eventapp.roster.models import Shift
from eventapp.web.organiser.span_fields import SpanFields
from tests.factories import make_event, make_session, make_shift, make_stop
from tests.proposals.wishes import make_call
from tests.web.organiser.filling import open_form, send
from tests.web.organiser.signing import make_account, sign_in
from tests.web.public.test_figures import words_of

EVENING = datetime(2030, 10, 26, 20, 0, tzinfo=UTC)
"""Stockholm turns its clocks back on the next night: 02:00 to 03:00 is there twice."""
TWICE = "2030-10-27T02:30"
FIRST, SECOND = (datetime(2030, 10, 27, hour, 30, tzinfo=UTC) for hour in (0, 1))
DOUBLED = [
    ("Europe/Stockholm", "2030-10-27T02:30", FIRST),
    ("America/St_Johns", "2030-11-03T01:15", datetime(2030, 11, 3, 3, 45, tzinfo=UTC)),
    ("Australia/Lord_Howe", "2030-04-07T01:45", datetime(2030, 4, 6, 14, 45, tzinfo=UTC)),
]
ASKED = "The clocks show this time twice. Say which one is meant."


class Form(NamedTuple):
    """A form of something that begins, its address, and when that begins as it is stored."""

    address: str
    model: Any
    later: str


FORMS = [
    pytest.param(Form("stops/D1/edit", Stop, "2030-10-27T12:00"), id="stop"),
    pytest.param(Form("sessions/S1/edit", Session, "2030-10-27T04:00"), id="session"),
    pytest.param(Form("shifts/R1/edit", Shift, "2030-10-27T04:00"), id="shift"),
]


@pytest.fixture
def organiser(client: FlaskClient) -> FlaskClient:
    stop = make_stop(make_event("tour"), "D1", starts_at=EVENING, hours=16)
    make_session(stop, "S1", starts_at=EVENING)
    make_shift(stop, "R1", starts_at=EVENING)
    make_account()
    sign_in(client)
    return client


def starts_at(model: Any) -> datetime:
    db.session.rollback()
    row = db.session.query(model).one()
    assert isinstance(row.starts_at, datetime)
    return row.starts_at


@pytest.mark.parametrize("form", FORMS)
def test_form_asks_which_one_is_meant(organiser: FlaskClient, form: Form) -> None:
    address = f"/organise/events/tour/{form.address}"
    opened = open_form(organiser, address)
    opened.pop("with_sessions", None)
    times = {"wall_starts": TWICE, "wall_ends": form.later}

    asked = send(organiser, address, opened, **times)
    unread = send(organiser, address, opened, **times, wall_starts_fold="2")
    before = starts_at(form.model)

    for answer in (asked, unread):
        assert answer.status_code == 422
        assert ASKED in words_of(answer.text)
        assert "the first time: 02:30 UTC+2" in words_of(answer.text)
        assert "the second time: 02:30 UTC+1" in words_of(answer.text)
    assert before == EVENING


@pytest.mark.parametrize(("fold", "expected"), [("0", FIRST), ("1", SECOND)])
def test_answer_is_what_is_stored(organiser: FlaskClient, fold: str, expected: datetime) -> None:
    address = "/organise/events/tour/sessions/S1/edit"
    times = {"wall_starts": TWICE, "wall_ends": "2030-10-27T04:00", "wall_starts_fold": fold}

    answer = send(organiser, address, open_form(organiser, address), **times)

    assert answer.status_code == 303
    assert starts_at(Session) == expected


@pytest.mark.parametrize(
    ("address", "field", "model", "column"),
    [
        ("call", "wall_opens", ProposalCall, "opens_at"),
        ("call", "wall_closes", ProposalCall, "closes_at"),
        ("edit", "wall_registration_opens", Event, "registration_opens_at"),
        ("edit", "wall_registration_closes", Event, "registration_closes_at"),
    ],
)
def test_when_something_opens_and_closes_is_asked_too(
    organiser: FlaskClient, address: str, field: str, model: Any, column: str
) -> None:
    make_call(db.session.query(Event).one())
    address = f"/organise/events/tour/{address}"
    times = {"wall_closes": "2030-12-01T12:00"} if field == "wall_opens" else {}
    times[field] = TWICE

    asked = send(organiser, address, open_form(organiser, address), **times)
    answers = [
        send(organiser, address, open_form(organiser, address), **times, **{f"{field}_fold": fold})
        for fold in "01"
    ]
    db.session.rollback()
    stored = getattr(db.session.query(model).one(), column)
    again = open_form(organiser, address)

    assert asked.status_code == 422
    assert ASKED in words_of(asked.text)
    assert [answer.status_code for answer in answers] == [303, 303]
    assert stored == SECOND
    assert again[f"{field}_fold"] == "1"


@pytest.mark.parametrize(("zone", "wall", "first"), DOUBLED)
@pytest.mark.parametrize("end", ["wall_starts", "wall_ends"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_neither_instant_is_taken_for_the_other(
    app: Flask, zone: str, wall: str, first: datetime, end: str
) -> None:
    moment = datetime.fromisoformat(wall)
    other = moment + timedelta(hours=6 if end == "wall_starts" else -6)
    walls = {"wall_starts": other, "wall_ends": other} | {end: moment}
    sent = {"zone": zone} | {name: f"{at:%Y-%m-%dT%H:%M}" for name, at in walls.items()}

    unasked, errors = _read(app, sent, lambda form: form.errors)
    taken = [_read(app, sent | {f"{end}_fold": fold}, _instants)[1] for fold in "01"]

    assert unasked is False
    assert list(errors) == [end]
    place = 0 if end == "wall_starts" else 1
    assert taken[0][place] == first
    assert taken[0][place] < taken[1][place]


def _read(app: Flask, sent: dict[str, str], give: Callable[[SpanFields], Any]) -> tuple[bool, Any]:
    with app.test_request_context(method="POST", data=sent):
        form = SpanFields(MultiDict(sent))
        is_read = bool(form.validate() and form.read_span())
        return is_read, give(form)


def _instants(form: SpanFields) -> tuple[datetime, datetime]:
    assert form.span is not None
    return form.span.starts_at, form.span.ends_at
