"""What CSV files of sessions, speakers and the line-up would change."""

from collections import Counter
from collections.abc import Iterable, Iterator

from eventapp.exchange.lineup import Part, read_line_up
from eventapp.exchange.plans import (
    Before,
    Plan,
    hints_of,
    name_of,
    stored_sessions,
    stored_speakers,
    thing_of_session,
    thing_of_speaker,
    zones_of,
)
from eventapp.exchange.preview import PART, Compared, Preview, Thing, Values, compare
from eventapp.exchange.problems import Problems
from eventapp.exchange.programme import ReadSessions, on_own_clocks, read_programme
from eventapp.exchange.sources import Source
from eventapp.exchange.speakers import read_speakers
from eventapp.programme.rules import UNSEEN


def plan_programme(source: Source, before: Before) -> Plan:
    """Give what a file of sessions would change. Raises FileRefused."""
    problems = Problems(source)
    read = read_programme(source, before.stops, problems)
    if before.waits:
        _check_states(read, before, problems)
    codes = {stop.id: stop.code for stop in before.stops}
    own = on_own_clocks(read.sessions, before.sessions)
    sessions = [(codes[details.stop_id], details) for details in own]
    zones = zones_of(before.stops)
    things = (thing_of_session(stop, details, zones) for stop, details in sessions)
    compared = compare(stored_sessions(before), things, read.absent)
    preview = _preview("programme", len(sessions), compared, before)
    hints = hints_of(before, (details.code for _stop, details in sessions))
    return Plan(preview._replace(hints=hints), sessions=sessions, kept=read.absent)


def _check_states(read: ReadSessions, before: Before, problems: Problems) -> None:
    """Refuse drafts of what was released: it is cancelled, and does not vanish."""
    if "state" in read.absent:
        return
    seen = {session.code for session in before.sessions if session.state not in UNSEEN}
    for line, details in read.numbered:
        if details.state in UNSEEN and details.code in seen:
            reason = f"{details.state!r} comes too late, it was released — cancelled is taken"
            problems.add(reason, line=line, column="state")
    problems.check()


def plan_speakers(source: Source, before: Before) -> Plan:
    """Give what a file of speakers would change. Raises FileRefused."""
    speakers, absent = read_speakers(source)
    compared = compare(stored_speakers(before), map(thing_of_speaker, speakers), absent)
    preview = _preview("speakers", len(speakers), compared, before)
    # People are public at once, whatever waits.
    return Plan(preview._replace(waits=False), speakers=speakers, kept=absent)


def plan_line_up(source: Source, before: Before) -> Plan:
    """Give what a file of the line-up would change. Raises FileRefused."""
    names = {speaker.code: name_of(speaker) for speaker in before.speakers}
    parts = read_line_up(source, [session.code for session in before.sessions], names)
    compared = compare(_stored_parts(before), _things(parts, names))
    preview = _preview("lineup", len(parts), compared, before)
    hints = hints_of(before, (part.session for part in parts))
    return Plan(preview._replace(hints=hints), line_up=parts)


def _stored_parts(before: Before) -> dict[str, Values]:
    return {
        " ".join((session.code, person.code, person.role)): {"order": place}
        for session in before.sessions
        for place, person in enumerate(session.people, start=1)
    }


def _things(parts: Iterable[Part], names: dict[str, str]) -> Iterator[Thing]:
    places: Counter[str] = Counter()
    for part in parts:
        places[part.session] += 1
        yield Thing(PART, " ".join(part), names[part.speaker], "", {"order": places[part.session]})


def _preview(kind: str, rows: int, compared: Compared, before: Before) -> Preview:
    return Preview(
        kind, rows, compared.items, compared.unchanged, compared.omitted, waits=before.waits
    )
