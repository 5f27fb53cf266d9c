"""A schedule read from XML: plain elements, no document type, no entities but XML's own five."""

from collections import Counter
from collections.abc import Iterator
from typing import Never
from xml.parsers import expat

from eventapp.exchange.problems import Problems
from eventapp.exchange.schedule_raw import MOST_PERSONS, MOST_TALKS, RawPerson, RawSchedule, RawTalk

DEEPEST = 16
MOST_ELEMENTS = 1_000_000
_READ: dict[str, frozenset[str]] = {
    "schedule": frozenset({"conference", "day", "generator"}),
    "conference": frozenset({"day_change", "time_zone_name"}),
    "day": frozenset({"event", "room"}),
    "room": frozenset({"event"}),
    "event": frozenset(
        {"url", "date", "start", "duration", "room", "title", "subtitle", "track", "type"}
        | {"language", "abstract", "description", "persons"}
    ),
    "persons": frozenset({"person"}),
    "person": frozenset({"name", "public_name"}),
}
"""The elements that are read of each; a million others are let go as they are closed."""
_MANY = {"day": None, "event": MOST_TALKS, "person": MOST_PERSONS, "persons": None, "room": None}
"""The elements of which there may be several, and how many; of all others the first is read."""
_LET_GO_EMPTY = frozenset({("schedule", "day"), ("day", "room"), ("event", "persons")})
"""Elements, each after the one that it stands in, that mean nothing when they hold nothing."""


class _Refused(Exception):
    """What the file holds is never taken."""


class _Element:
    """An element with its text, its attributes, its children and the line it begins on."""

    __slots__ = ("attributes", "children", "line", "name", "texts")

    def __init__(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.name = name
        self.attributes = attributes
        self.line = line
        self.children: list[_Element] | None = None
        self.texts: list[str] | None = None

    @property
    def text(self) -> str:
        return "".join(self.texts or ()).strip()

    def takes(self, name: str) -> bool:
        """Tell whether another child of this name is read."""
        return name in _READ.get(self.name, ()) and (
            ((self.name, name) != ("event", "room") and name in _MANY) or not any(self.all(name))
        )

    def add(self, child: "_Element") -> None:
        self.children = self.children or []
        self.children.append(child)

    def all(self, name: str) -> Iterator["_Element"]:
        return (child for child in self.children or () if child.name == name)

    def text_of(self, name: str) -> str:
        return next((child.text for child in self.all(name)), "")

    def attribute(self, name: str) -> str:
        return self.attributes.get(name, "").strip()


class _Tree:
    """Builds the elements while expat reads, and refuses what could only do harm."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.EntityDeclHandler = self._refuse_doctype
        self.root: _Element | None = None
        self._open: list[_Element] = []
        self._count = 0
        self._counts: Counter[str] = Counter()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= DEEPEST:
            message = f"elements are nested deeper than {DEEPEST} — a schedule needs 7"
            raise _Refused(message)
        if self._count > MOST_ELEMENTS:
            message = f"there are more than {MOST_ELEMENTS} elements — split the file"
            raise _Refused(message)
        element = _Element(name, attributes, self.parser.CurrentLineNumber)
        if not self._open:
            self.root = element
        elif self._open[-1].takes(name):
            self._take(element)
        self._open.append(element)

    def _take(self, element: _Element) -> None:
        self._counts[element.name] += 1
        most = _MANY.get(element.name)
        if most and self._counts[element.name] > most:
            message = f"there are more than {most} elements {element.name} — split the file"
            raise _Refused(message)
        self._open[-1].add(element)

    def _end(self, name: str) -> None:
        element = self._open.pop()
        parent = self._open[-1] if self._open else element
        is_empty = (parent.name, name) in _LET_GO_EMPTY and not element.children
        if is_empty and parent.children and parent.children[-1] is element:
            parent.children.pop()

    def _text(self, text: str) -> None:
        element = self._open[-1]
        element.texts = element.texts or []
        element.texts.append(text)

    def _refuse_doctype(self, *_what: object) -> Never:
        message = "a document type is declared — leave out <!DOCTYPE …> with all entities"
        raise _Refused(message)


def read_xml(content: bytes, problems: Problems) -> RawSchedule:
    """Read a schedule. Raises FileRefused for what is no such XML."""
    tree = _Tree()
    try:
        tree.parser.Parse(content, True)  # noqa: FBT003 -- expat takes it by its place
    except expat.ExpatError as error:
        problems.refuse(f"is no XML: {expat.ErrorString(error.code)}", line=error.lineno)
    except (LookupError, ValueError) as error:
        problems.refuse(f"is in an encoding that cannot be read ({error}) — save it as UTF-8")
    except _Refused as refused:
        problems.refuse(str(refused), line=tree.parser.CurrentLineNumber)
    if tree.root is None or tree.root.name != "schedule":
        problems.refuse("is no schedule — the outermost element is called schedule")
    return _schedule(tree.root)


def _schedule(root: _Element) -> RawSchedule:
    conference = next(root.all("conference"), None)
    talks = tuple(
        _talk(event, room, day.attribute("date"))
        for day in root.all("day")
        for room in (day, *day.all("room"))
        for event in room.all("event")
    )
    return RawSchedule(
        generator=next((one.attribute("name") for one in root.all("generator")), ""),
        zone=conference.text_of("time_zone_name") if conference else "",
        day_change=conference.text_of("day_change") if conference else "",
        talks=talks,
    )


def _talk(event: _Element, room: _Element, day: str) -> RawTalk:
    return RawTalk(
        line=event.line,
        place="",
        id=event.attribute("id"),
        guid=event.attribute("guid"),
        code=event.attribute("code"),
        url=event.text_of("url"),
        day=day,
        date=event.text_of("date"),
        start=event.text_of("start"),
        duration=event.text_of("duration"),
        room=event.text_of("room") or room.attribute("name"),
        title=event.text_of("title"),
        subtitle=event.text_of("subtitle"),
        track=event.text_of("track"),
        kind=event.text_of("type"),
        language=event.text_of("language"),
        abstract=event.text_of("abstract"),
        description=event.text_of("description"),
        persons=tuple(
            _person(person) for persons in event.all("persons") for person in persons.all("person")
        ),
    )


def _person(person: _Element) -> RawPerson:
    name = person.text or person.text_of("public_name") or person.text_of("name")
    return RawPerson(person.attribute("id"), person.attribute("guid"), name)
