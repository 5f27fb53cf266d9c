"""Who watched live: log-ins, viewers, watch minutes and peaks, counted in one pass of the rows."""

from array import array
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from eventapp.attendance.spans import Peak, Presence, Span, union
from eventapp.reports.curves import PresencePoint, presence_curve
from eventapp.reports.rounding import instant_text, rounded_minutes, rounded_share
from eventapp.reports.rows import SessionRow, StopRow
from eventapp.reports.sessions import SessionFigures, SessionViewing, is_counted

LogIns = Iterable[tuple[int, int, int, int | None]]


@dataclass(frozen=True)
class StopFigures:
    """What was watched of one stop; seconds are exact, None where nobody was there to measure."""

    code: str
    logins: int
    viewers: int
    peak: Peak
    peak_connections: int
    watch_seconds: int
    raw_seconds: int
    median_seconds: Fraction | None
    certificates: int
    presence: Sequence[PresencePoint]
    """The curve for a page; it is not printed in a report."""

    @property
    def peak_at(self) -> str | None:
        """The first instant of the peak, as text."""
        return None if self.peak.at is None else instant_text(self.peak.at)

    @property
    def watch_minutes(self) -> float:
        """Minutes of the unions, rounded."""
        return rounded_minutes(self.watch_seconds)

    @property
    def raw_minutes(self) -> float:
        """Minutes of all rows, rounded."""
        return rounded_minutes(self.raw_seconds)

    @property
    def mean_watch_minutes(self) -> float | None:
        """Mean over the viewers, rounded; None without any."""
        if not self.viewers:
            return None
        return rounded_minutes(Fraction(self.watch_seconds, self.viewers))

    @property
    def median_watch_minutes(self) -> float | None:
        """Median over the viewers, rounded; None without any."""
        return None if self.median_seconds is None else rounded_minutes(self.median_seconds)


@dataclass(frozen=True)
class ViewingFigures:
    """What was watched of an event."""

    logins: int
    registrants: int
    live_viewers: int
    live_viewer_countries: int
    person_days: int
    stops_attended: Mapping[int, int]
    """How many live viewers attended exactly so many stops."""
    per_stop: Sequence[StopFigures]
    per_session: Sequence[SessionFigures]

    @property
    def no_show_share(self) -> float | None:
        """One minus live viewers of registrants; None without registrants."""
        return rounded_share(self.registrants - self.live_viewers, self.registrants)

    @property
    def watch_minutes(self) -> float:
        """Minutes of the unions over all stops, rounded once."""
        return rounded_minutes(sum(stop.watch_seconds for stop in self.per_stop))

    @property
    def raw_minutes(self) -> float:
        """Minutes of all rows over all stops, rounded once."""
        return rounded_minutes(sum(stop.raw_seconds for stop in self.per_stop))


class StopViewing:
    """Sums up one stop, viewer by viewer."""

    def __init__(self, stop: StopRow, sessions: Iterable[SessionRow]) -> None:
        self._window = window = (stop.starts_at, stop.ends_at)
        self._sessions = SessionViewing(sessions)
        # Most people have rows that lie apart: those are counted once, as people and connections.
        self._rows_apart = Presence(window)
        self._unions = Presence(window)
        self._rows = Presence(window)
        self._watched = array("q")
        self._raw_seconds = 0
        self.code = stop.code
        self.logins = 0

    def add(self, rows: list[Span]) -> bool:
        """Add one registrant by all of their log-ins; tell whether they earn a certificate."""
        alone = len(rows) == 1 and rows[0][0] < rows[0][1]
        spans = rows if alone else union(rows)
        if len(spans) == len(rows):
            watched = self._rows_apart.add(spans)
            self._raw_seconds += watched
        else:
            watched = self._unions.add(spans)
            self._raw_seconds += self._rows.add(rows)
        self._watched.append(watched)
        return self._sessions.add(spans)

    def figures(self) -> StopFigures:
        """Give the figures of the stop."""
        people = self._rows_apart.together(self._unions)
        connections = self._rows_apart.together(self._rows)
        return StopFigures(
            code=self.code,
            logins=self.logins,
            viewers=len(self._watched),
            peak=people.peak(),
            peak_connections=connections.peak().most,
            watch_seconds=sum(self._watched),
            raw_seconds=self._raw_seconds,
            median_seconds=_median(sorted(self._watched)),
            certificates=self._sessions.certificates,
            presence=presence_curve(people, connections, self._window),
        )

    def session_figures(self) -> list[SessionFigures]:
        """Give the figures of the stop's sessions."""
        return self._sessions.figures()


def count_viewing(
    stops: Iterable[StopRow],
    sessions: Sequence[SessionRow],
    log_ins: LogIns,
    country_of: Mapping[int, str],
) -> tuple[ViewingFigures, Container[int]]:
    """Count the log-ins of an event; give the figures and the ids of the live viewers.

    `country_of` holds the country of each registrant by the registration's id. Raises
    ValueError when the log-ins are not sorted by stop and registration.
    """
    viewing = _viewing_by_stop(stops, sessions)
    attended: Counter[int] = Counter()
    for stop_id, registration_id, rows in by_registrant(log_ins):
        stop = viewing[stop_id]
        stop.logins += len(rows)
        if registration_id in country_of:
            stop.add(rows)
            attended[registration_id] += 1
    found = ViewingFigures(
        logins=sum(stop.logins for stop in viewing.values()),
        registrants=len(country_of),
        live_viewers=len(attended),
        live_viewer_countries=len({country_of[viewer] for viewer in attended}),
        person_days=attended.total(),
        stops_attended=dict(sorted(Counter(attended.values()).items())),
        per_stop=[stop.figures() for stop in viewing.values()],
        per_session=[each for stop in viewing.values() for each in stop.session_figures()],
    )
    return found, attended.keys()


def certified_registrations(
    stops: Iterable[StopRow],
    sessions: Sequence[SessionRow],
    log_ins: LogIns,
    registrants: Container[int],
) -> dict[str, list[int]]:
    """Give, by the code of each stop, the ids of the registrants who earn its certificate."""
    viewing = _viewing_by_stop(stops, sessions)
    certified: dict[str, list[int]] = {stop.code: [] for stop in viewing.values()}
    for stop_id, registration_id, rows in by_registrant(log_ins):
        stop = viewing[stop_id]
        if registration_id in registrants and stop.add(rows):
            certified[stop.code].append(registration_id)
    return certified


def by_registrant(log_ins: LogIns) -> Iterator[tuple[int, int, list[Span]]]:
    """Gather the rows of each registrant at each stop; one of no known length ends as it begins.

    Raises ValueError when they are not sorted by stop and registration.
    """
    present_stop = present_registration = -1
    rows: list[Span] = []
    for stop_id, registration_id, joined_at, left_at in log_ins:
        if registration_id != present_registration or stop_id != present_stop:
            if (stop_id, registration_id) < (present_stop, present_registration):
                message = "log-ins must be sorted by stop and registration"
                raise ValueError(message)
            if rows:
                yield present_stop, present_registration, rows
            present_stop, present_registration, rows = stop_id, registration_id, []
        rows.append((joined_at, joined_at if left_at is None else left_at))
    if rows:
        yield present_stop, present_registration, rows


def _viewing_by_stop(
    stops: Iterable[StopRow], sessions: Sequence[SessionRow]
) -> dict[int, StopViewing]:
    counted: dict[int, list[SessionRow]] = {}
    for session in sessions:
        if is_counted(session):
            counted.setdefault(session.stop_id, []).append(session)
    in_order = sorted(stops, key=lambda stop: (stop.starts_at, stop.code))
    return {stop.id: StopViewing(stop, counted.get(stop.id, [])) for stop in in_order}


def _median(rising: Sequence[int]) -> Fraction | None:
    if not rising:
        return None
    upper = len(rising) // 2
    lower = upper if len(rising) % 2 else upper - 1
    return Fraction(rising[lower] + rising[upper], 2)
