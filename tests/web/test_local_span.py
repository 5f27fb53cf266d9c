"""A stretch of time as somebody's clock shows it."""

from datetime import UTC, date, datetime

from eventapp.web.day_band import Mark, PartOfDay
from eventapp.web.local_span import local_span

STARTS = datetime(2021, 4, 19, 10, tzinfo=UTC)
ENDS = datetime(2021, 4, 19, 16, tzinfo=UTC)


def test_local_span_shows_clock_city_and_offset() -> None:
    span = local_span(STARTS, ENDS, "Asia/Kathmandu", "Kathmandu")

    assert (span.start, span.end) == ("15:45", "21:45")
    assert (span.city, span.offset) == ("Kathmandu", "UTC+5:45")
    assert span.day == date(2021, 4, 19)
    assert span.starts_at == STARTS
    assert span.band.parts == (PartOfDay.DAY, PartOfDay.EVENING)


def test_local_span_tells_the_days_between_two_calendars() -> None:
    lima = local_span(STARTS, ENDS, "America/Lima", "Lima")
    kiritimati = local_span(STARTS, ENDS, "Pacific/Kiritimati", "Kiritimati")

    assert kiritimati.days_from(lima) == 1
    assert lima.days_from(kiritimati) == -1
    assert lima.days_from(lima) == 0


def test_local_span_lies_under_its_sky_on_the_axis_of_others() -> None:
    berlin = local_span(STARTS, ENDS, "Europe/Berlin", "Berlin")
    lima = local_span(STARTS, ENDS, "America/Lima", "Lima")

    assert lima.on_axis_of(berlin).marks == (Mark("50%", "25%"),)
    assert berlin.on_axis_of(berlin).marks == (Mark("50%", "25%"),)
    assert lima.on_axis_of(berlin).x == "-70.83%"
    assert lima.on_axis_of(berlin).parts == (PartOfDay.NIGHT, PartOfDay.MORNING, PartOfDay.DAY)
