"""When the demo's sessions are, worked out from its files by the standard library alone."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from eventapp.foundation.resources import folder


class Row(NamedTuple):
    """A session of the file."""

    code: str
    stop: str
    title: str
    theme: str
    starts: datetime
    ends: datetime

    def clock_in(self, zone: str) -> tuple[str, str]:
        """Give the day and the clock times of the session in a zone."""
        starts, ends = (moment.astimezone(ZoneInfo(zone)) for moment in (self.starts, self.ends))
        return f"{starts:%Y-%m-%d}", f"{starts:%H:%M}–{ends:%H:%M}"


def sessions() -> Iterator[Row]:
    """Give the sessions of the demo's programme."""
    text = (folder("demo") / "programme.csv").read_text(encoding="utf-8-sig")
    for row in csv.DictReader(text.splitlines()):
        starts, ends = (
            datetime.fromisoformat(row[edge]).replace(tzinfo=ZoneInfo(row["zone"])).astimezone(UTC)
            for edge in ("starts", "ends")
        )
        yield Row(row["code"], row["stop"], row["title_en"], row["theme"], starts, ends)
