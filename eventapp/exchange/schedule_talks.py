"""The sessions of a schedule file, checked: every fault of every one is told."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from eventapp.exchange.columns import LONGEST_TEXT, long_text, text
from eventapp.exchange.problems import CellRefused, Problems, quoted
from eventapp.exchange.programme import LONGEST_TITLE, LONGEST_TRACK
from eventapp.exchange.schedule_json_in import read_json
from eventapp.exchange.schedule_raw import LONGEST_FILE, RawSchedule, RawTalk
from eventapp.exchange.schedule_xml_in import read_xml
from eventapp.exchange.sources import Source, Upload
from eventapp.foundation.codes import is_code
from eventapp.foundation.languages import language_tag
from eventapp.foundation.refusals import Refusal
from eventapp.foundation.timezones import day_of, is_zone, to_instant, to_wall

LONGEST_NAME = 240
LONGEST_LENGTH = timedelta(days=31)
NIGHT_ENDS = time(6)
"""What begins before may belong to the day before, also where a file names no change of days."""

_DURATION = re.compile(r"(?:([0-9]{1,2}):)?([0-9]{1,3}):([0-9]{2})")
_OWN_ADDRESS = re.compile(r"/sessions/([^/?#]+)$")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(:00)?")


class Person(NamedTuple):
    """Somebody in a session; `key` tells them from others of the file."""

    key: str
    guid: str
    name: str


class Talk(NamedTuple):
    """A session of the file; `code` is the one it is kept under when its guid is not ours.

    `day` is the day of the conference to which it belongs, also when it begins after midnight.
    """

    line: int | None
    place: str
    guid: str
    code: str
    day: date
    starts_at: datetime
    ends_at: datetime
    duration: timedelta
    room: str
    title: str
    track: str
    kind: str
    language: str
    abstract: str
    persons: tuple[Person, ...]


class Programme(NamedTuple):
    """What a file says: its zone, blank for none that is known, and its sessions."""

    zone: str
    talks: tuple[Talk, ...]


def read_schedule(path: Source, problems: Problems, *, zone: str) -> Programme:
    """Read a file, XML or JSON; `zone` is meant where it names none. Raises FileRefused."""
    content = _content(path, problems)
    is_xml = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or content[:2] in {
        b"\xff\xfe",
        b"\xfe\xff",
    }
    raw = read_xml(content, problems) if is_xml else read_json(content, problems)
    if raw.zone and not is_zone(raw.zone):
        problems.add(
            f"{quoted(raw.zone)} is no time zone — an IANA name is taken, for example Asia/Kolkata",
            column="time_zone_name",
        )
    own_zone = raw.zone if is_zone(raw.zone) else zone
    talks = tuple(_Reader(raw, own_zone, problems).talks())
    problems.check()
    return Programme(own_zone, talks)


def _content(path: Source, problems: Problems) -> bytes:
    if isinstance(path, Upload):
        return path.content
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST_FILE + 1)
    except OSError as error:
        problems.refuse(f"cannot be read: {error.strerror}")
    if len(content) > LONGEST_FILE:
        problems.refuse(f"is longer than {LONGEST_FILE // 1024 // 1024} MiB")
    return content


class _Reader:
    """Checks the sessions of a file one after the other."""

    def __init__(self, raw: RawSchedule, zone: str, problems: Problems) -> None:
        self._raw = raw
        self._zone = zone
        self._problems = problems
        self._is_ours = raw.generator == "eventapp"
        self._day_change = _clock(raw.day_change) or time()
        self._codes: dict[str, RawTalk] = {}

    def talks(self) -> Iterator[Talk]:
        for raw in self._raw.talks:
            talk = self._talk(raw)
            if talk:
                yield talk

    def _talk(self, raw: RawTalk) -> Talk | None:
        faults: list[tuple[str, str]] = []

        def read(column: str, read_one: object, cell: str) -> str:
            try:
                return str(read_one(cell))  # type: ignore[operator]  # a reader of columns.py
            except CellRefused as refused:
                faults.append((column, str(refused)))
                return ""

        title = read("title", text(LONGEST_TITLE, filled=True), raw.title)
        room = read("room", text(LONGEST_TRACK), raw.room)
        track = read("track", text(LONGEST_TITLE), raw.track)
        abstract = read("abstract", long_text, _abstract(raw))
        persons = tuple(
            Person(person.id or person.guid or name, person.guid, name)
            for person in raw.persons
            if (name := read("person", text(LONGEST_NAME, filled=True), person.name))
        )
        code = self._code(raw, faults)
        times = self._times(raw, faults)
        for column, reason in faults:
            where = f"{raw.place}.{column}" if raw.place else column
            self._problems.add(reason, line=raw.line, column=where)
        if faults or times is None:
            return None
        starts_at, duration = times
        language = language_tag(raw.language) or ""
        return Talk(
            raw.line, raw.place, raw.guid.casefold(), code, self._day(raw, starts_at), starts_at,
            starts_at + duration, duration, room, title, track, raw.kind, language, abstract,
            persons,
        )  # fmt: skip

    def _code(self, raw: RawTalk, faults: list[tuple[str, str]]) -> str:
        """Give the code under which a session is kept; it is the same at every reading.

        A talk that is held again has the id of the first time, and a guid of its own.
        """
        own = _OWN_ADDRESS.search(raw.url) if self._is_ours else None
        wishes = (own[1] if own else "", raw.code, f"E{raw.id}" if raw.id else "", raw.guid)
        codes = [wish for wish in wishes if wish and is_code(wish)]
        code = next(iter(codes), "")
        if code in self._codes and raw.guid in codes and self._codes[code].guid != raw.guid:
            code = raw.guid
        if not code:
            faults.append(("id", "is empty, as are guid and code — one of them is needed"))
        elif code in self._codes:
            first = self._codes[code]
            where = f"line {first.line}" if first.line else first.place
            faults.append(("id", f"{quoted(code)} stands at {where} already — it must be unique"))
        self._codes.setdefault(code, raw)
        return code

    def _times(
        self, raw: RawTalk, faults: list[tuple[str, str]]
    ) -> tuple[datetime, timedelta] | None:
        duration = _duration(raw.duration)
        if duration is None:
            wrong = f"{quoted(raw.duration)} is no length" if raw.duration else "is empty"
            faults.append(("duration", f"{wrong} — H:MM is taken, for example 0:45"))
        try:
            starts_at = self._instant(raw)
            end = starts_at + (duration or timedelta(0))
            for moment in (starts_at, end):
                to_wall(moment, self._zone)
        except Refusal as refused:
            faults.append(("date", f"{refused} — give another time"))
            return None
        except (ValueError, OverflowError):
            faults.append(_no_moment(raw))
            return None
        return (starts_at, duration) if duration else None

    def _instant(self, raw: RawTalk) -> datetime:
        """Give the start: a moment with its offset, or a day whose clock stands in `start`.

        Midnight is such a day too where `start` is another time.
        """
        if not raw.date or _is_day(raw.date):
            return to_instant(self._wall(raw), self._zone)
        moment = datetime.fromisoformat(raw.date).replace(microsecond=0)
        if moment.time() == time() != (_clock(raw.start) or time()):
            return to_instant(self._wall(raw), self._zone)
        if moment.tzinfo is None:
            return to_instant(moment, self._zone)
        return moment.astimezone(UTC)

    def _day(self, raw: RawTalk, starts_at: datetime) -> date:
        """Give the day under which a session stands, if it begins on it or in the night after it.

        A day's date that does not fit its sessions says nothing: then it is that of the calendar.
        Some files date their days in UTC, so that all of a day is told under the day before.
        """
        own = day_of(starts_at, self._zone)
        if to_wall(starts_at, self._zone).time() >= max(self._day_change, NIGHT_ENDS):
            return own
        try:
            told = date.fromisoformat(raw.day[:10])
        except ValueError:
            return own
        return told if own - told == timedelta(days=1) else own

    def _wall(self, raw: RawTalk) -> datetime:
        """Give the clock time of a session without a moment of its own. Raises ValueError.

        One that stands under a day and begins before the day changes is held in the night after it.
        """
        clock = _clock(raw.start)
        if clock is None:
            raise ValueError
        day = raw.date if _is_day(raw.date) else (raw.date or raw.day)[:10]
        wall = datetime.combine(date.fromisoformat(day), clock)
        is_night = not raw.date and clock < self._day_change
        return wall + timedelta(days=1) if is_night else wall


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _clock(written: str) -> time | None:
    """Give a clock time as it is written in these files, or None."""
    found = _CLOCK.fullmatch(written)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def _no_moment(raw: RawTalk) -> tuple[str, str]:
    """Say which field tells no moment, and what would."""
    if raw.date or not raw.day:
        return "date", f"{quoted(raw.date)} is no moment — 2021-04-19T08:30:00+02:00 is taken"
    if _clock(raw.start) is None:
        return "start", f"{quoted(raw.start)} is no clock time — 08:30 is taken"
    return "date", f"is empty, and its day {quoted(raw.day)} is no date — 2021-04-19 is taken"


def _duration(written: str) -> timedelta | None:
    found = _DURATION.fullmatch(written)
    if found is None:
        return None
    days, hours, minutes = (int(part or 0) for part in found.groups())
    if found[1] and hours > 23:
        # Hours, minutes and seconds: that is another thing than days, hours and minutes.
        return None
    length = timedelta(days=days, hours=hours, minutes=minutes)
    return length if timedelta(0) < length <= LONGEST_LENGTH else None


def _abstract(raw: RawTalk) -> str:
    """Give what is written of a session: subtitle, abstract and description, each once."""
    parts = dict.fromkeys(part for part in (raw.subtitle, raw.abstract, raw.description) if part)
    whole = "\n\n".join(parts)
    return whole if len(whole) <= LONGEST_TEXT else (raw.abstract or raw.description)
