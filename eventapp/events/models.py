"""Tables of series, events and stops, of past editions and of measured numbers."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.events.rules import PUBLISHED
from eventapp.foundation.database import Model, WallTime


class Series(Model):
    """A brand with editions."""

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    name_en: Mapped[str] = mapped_column(sa.String(200))
    name_sv: Mapped[str] = mapped_column(sa.String(200))
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Rises with every edit."""


class Event(Model):
    """One edition: what people register for."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(sa.ForeignKey("series.id"), index=True)
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    name_en: Mapped[str] = mapped_column(sa.String(200))
    name_sv: Mapped[str] = mapped_column(sa.String(200))
    description_en: Mapped[str] = mapped_column(sa.Text, default="")
    description_sv: Mapped[str] = mapped_column(sa.Text, default="")
    kind: Mapped[str] = mapped_column(sa.String(40))
    format: Mapped[str] = mapped_column(sa.String(20))
    zone: Mapped[str] = mapped_column(sa.String(64))
    country_code: Mapped[str | None] = mapped_column(sa.String(2))
    languages: Mapped[str] = mapped_column(sa.String(200))
    """BCP 47 codes with a space between, the first is the event's own."""
    wall_registration_opens: Mapped[datetime | None] = mapped_column(WallTime())
    wall_registration_closes: Mapped[datetime | None] = mapped_column(WallTime())
    registration_opens_at: Mapped[datetime | None]
    registration_closes_at: Mapped[datetime | None]
    free_of_charge: Mapped[bool] = mapped_column(default=True)
    recordings_until_on: Mapped[date | None] = mapped_column(sa.Date)
    capacity_online: Mapped[int | None]
    capacity_onsite: Mapped[int | None]
    taken_online: Mapped[int] = mapped_column(default=0, server_default="0")
    """Registrations online that are not withdrawn; only `registration/places.py` writes it."""
    taken_onsite: Mapped[int] = mapped_column(default=0, server_default="0")
    version: Mapped[int] = mapped_column(default=1)
    """Rises with every change that a public page of the event could show."""
    figures_version: Mapped[int] = mapped_column(default=1)
    """Rises with every import of registrations, log-ins and plays."""
    edit_version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Rises with every edit of the event itself."""
    state: Mapped[str] = mapped_column(sa.String(12), default=PUBLISHED, server_default=PUBLISHED)
    replaced_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("event.id", ondelete="SET NULL"), index=True
    )
    archived_at: Mapped[datetime | None]
    """Since when organisers see it among the old ones only."""
    release_number: Mapped[int] = mapped_column(default=0, server_default="0")
    """The number of the last release of the programme; before the first, edits are public."""
    created_at: Mapped[datetime]

    series: Mapped[Series] = relationship()
    replaced_by: Mapped["Event | None"] = relationship(remote_side="Event.id")


class Stop(Model):
    """A dated part of an event with a zone of its own."""

    __tablename__ = "stop"
    __table_args__ = (sa.UniqueConstraint("event_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(sa.String(40))
    title_en: Mapped[str] = mapped_column(sa.String(200))
    title_sv: Mapped[str] = mapped_column(sa.String(200))
    zone: Mapped[str] = mapped_column(sa.String(64))
    wall_starts: Mapped[datetime] = mapped_column(WallTime())
    wall_ends: Mapped[datetime] = mapped_column(WallTime())
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    tzdata_version: Mapped[str] = mapped_column(sa.String(16))
    """The zone data from which starts_at and ends_at were derived."""
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Rises with every edit."""

    event: Mapped[Event] = relationship()


class PastEdition(Model):
    """An edition from before this system, typed in with its source."""

    __tablename__ = "past_edition"

    id: Mapped[int] = mapped_column(primary_key=True)
    series_slug: Mapped[str] = mapped_column(sa.String(80), index=True)
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    format: Mapped[str] = mapped_column(sa.String(20))
    starts_on: Mapped[str] = mapped_column(sa.String(10))
    """As known: YYYY, YYYY-MM or YYYY-MM-DD."""
    ends_on: Mapped[str] = mapped_column(sa.String(10))
    place: Mapped[str] = mapped_column(sa.String(200), default="")
    state: Mapped[str] = mapped_column(sa.String(20))
    replaced_by: Mapped[str] = mapped_column(sa.String(80), default="")
    participants: Mapped[int | None]
    approximate: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(sa.Text)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Rises with every edit."""


class Measurement(Model):
    """A number measured elsewhere on a day, quoted with its source."""

    __tablename__ = "measurement"
    __table_args__ = (sa.UniqueConstraint("metric", "measured_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    metric: Mapped[str] = mapped_column(sa.String(80))
    measured_on: Mapped[date] = mapped_column(sa.Date)
    value: Mapped[int] = mapped_column(sa.BigInteger)
    source: Mapped[str] = mapped_column(sa.Text)


class Counter(Model):
    """A number that only rises: `site` tells that any public page may have changed."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    value: Mapped[int] = mapped_column(default=1)
