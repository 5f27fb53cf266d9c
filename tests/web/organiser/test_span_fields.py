"""Times of forms by the clock of a city: what is read agrees with its instants."""

from datetime import datetime

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from eventapp.foundation.timezones import wall_text
from eventapp.foundation.wall_spans import instants_of
from eventapp.web.organiser.span_fields import SpanFields
from tests.clock_times import MINUTE, agrees, clock_at, zoned_moments

folds = st.sampled_from(("", "0", "1", "2"))


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(zoned_moments(), st.integers(-60, 60), st.integers(-60, 600), folds, folds)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_times_that_are_read_agree_and_others_are_asked_about(
    app: Flask,
    where: tuple[str, datetime],
    minute: int,
    minutes: int,
    start_fold: str,
    end_fold: str,
) -> None:
    zone, moment = where
    wall_starts = clock_at(moment, zone) + minute * MINUTE
    wall_ends = wall_starts + minutes * MINUTE
    sent = {
        "zone": zone,
        "wall_starts": wall_text(wall_starts),
        "wall_ends": wall_text(wall_ends),
        "wall_starts_fold": start_fold,
        "wall_ends_fold": end_fold,
    }

    with app.test_request_context(method="POST", data=sent):
        form = SpanFields(MultiDict(sent))
        is_read = bool(form.validate() and form.read_span())

    meant = [
        instants[int(fold)] if len(instants) == 2 and fold in {"0", "1"} else only(instants)
        for instants, fold in (
            (instants_of(wall_starts, zone), start_fold),
            (instants_of(wall_ends, zone), end_fold),
        )
    ]
    starts_at, ends_at = meant
    assert is_read is bool(starts_at and ends_at and starts_at < ends_at)
    assert is_read is not bool(form.errors)
    if is_read:
        assert form.span == (zone, wall_starts, wall_ends, starts_at, ends_at)
        assert agrees(form.span)


def only(instants: tuple[datetime, ...]) -> datetime | None:
    return instants[0] if len(instants) == 1 else None
