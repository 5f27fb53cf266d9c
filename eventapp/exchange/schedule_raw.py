"""A schedule in frab's exchange format as it stands in a file: texts only, nothing checked yet."""

from typing import NamedTuple

LONGEST_FILE = 32 * 1024 * 1024
MOST_TALKS = 20_000
MOST_PERSONS = 5 * MOST_TALKS


class RawPerson(NamedTuple):
    """Somebody in a session."""

    id: str
    guid: str
    name: str


class RawTalk(NamedTuple):
    """A session; `line` is that of the file, `place` says where it is when there are no lines.

    `day` is the date of the day under which it stands; `date` is its own.
    """

    line: int | None
    place: str
    id: str
    guid: str
    code: str
    url: str
    day: str
    date: str
    start: str
    duration: str
    room: str
    title: str
    subtitle: str
    track: str
    kind: str
    language: str
    abstract: str
    description: str
    persons: tuple[RawPerson, ...]


class RawSchedule(NamedTuple):
    """All that is read of a file: what made it, its zone, its sessions in the order they stand.

    `day_change` is the clock at which its days begin; blank for midnight.
    """

    generator: str
    zone: str
    day_change: str
    talks: tuple[RawTalk, ...]
