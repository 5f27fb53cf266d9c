"""Moments and stretches as a reader is told them: day, time, city and offset."""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from eventapp.foundation.timezones import instant_text, local, offset_label
from eventapp.foundation.zone_names import city
from eventapp.web.day_words import day_words
from eventapp.web.local_span import LocalSpan, local_span


class Moment(NamedTuple):
    """A moment in somebody's zone; `iso` is the instant, for machines."""

    iso: str
    day: str
    time: str
    city: str
    offset: str

    @property
    def words(self) -> str:
        """All of it in a line of text; UTC, whose city and offset are one word, once."""
        where = self.city if self.city == self.offset else f"{self.city}\u00a0· {self.offset}"
        return f"{self.day}, {self.time} {where}"


def moment(instant: datetime, zone_name: str, language: str) -> Moment:
    """Give the words for an instant in a zone."""
    there = local(instant, zone_name)
    return Moment(
        iso=instant_text(instant),
        day=day_words(there.date(), language),
        time=f"{there:%H:%M}",
        city=city(zone_name, language),
        offset=offset_label(instant, zone_name),
    )


def span_in(starts_at: datetime, ends_at: datetime, zone_name: str, language: str) -> LocalSpan:
    """Give the stretch in a zone, its city named in the reader's language."""
    return local_span(starts_at, ends_at, zone_name, _city(zone_name, language))


@lru_cache(maxsize=2048)
def _city(zone_name: str, language: str) -> str:
    """Give the city; rows of a programme ask for the same few a thousand times."""
    return city(zone_name, language)


def has_another_clock(span: LocalSpan, other: LocalSpan) -> bool:
    """Tell whether two people read other times for the same stretch."""
    return (span.start, span.end, span.day, span.offset) != (
        other.start,
        other.end,
        other.day,
        other.offset,
    )


def later_offset(span: LocalSpan) -> str:
    """Give the offset at the end of a stretch where the clocks change inside it, else nothing."""
    if span.starts_at.utcoffset() == span.ends_at.utcoffset():
        return ""
    zone_name = str(span.ends_at.tzinfo)
    return offset_label(span.ends_at, zone_name)
