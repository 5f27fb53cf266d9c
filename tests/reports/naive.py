"""The figures counted the slow way: a set of single seconds for every registrant and stop."""

from collections import Counter
from statistics import median

from eventapp.reports.rows import LogInRow, SessionRow, StopRow
from tests.reports.builders import Tour

Counted = dict[str, object]


class Naive:
    """An independent count of one tour, for comparing small cases with."""

    def __init__(self, tour: Tour) -> None:
        self.tour = tour
        self.present = {
            row.id
            for row in tour.registrations
            if row.withdrawn_at is None or row.withdrawn_at > tour.cut_off
        }
        self.log_ins = [row for row in tour.log_ins if row.registration_id in self.present]

    def rows_at(self, stop: StopRow) -> dict[int, list[LogInRow]]:
        rows: dict[int, list[LogInRow]] = {}
        for row in self.log_ins:
            if row.stop_id == stop.id:
                rows.setdefault(row.registration_id, []).append(row)
        return rows

    def seconds(self, rows: list[LogInRow]) -> set[int]:
        return {
            second
            for row in rows
            if row.left_at is not None
            for second in range(row.joined_at, row.left_at)
        }

    def sessions_of(self, stop: StopRow) -> list[SessionRow]:
        return [
            session
            for session in self.tour.sessions
            if session.stop_id == stop.id and session.kind != "break"
        ]

    def per_stop(self, stop: StopRow) -> Counted:
        window = range(stop.starts_at, stop.ends_at)
        seconds = {who: self.seconds(rows) for who, rows in self.rows_at(stop).items()}
        inside = {who: seen & set(window) for who, seen in seconds.items()}
        rows = [row for mine in self.rows_at(stop).values() for row in mine]
        connections = Counter(s for row in rows for s in self.seconds([row]) if s in window)
        people = Counter(s for seen in inside.values() for s in seen)
        peak = max(people.values(), default=0)
        lengths = [len(seen) for seen in inside.values()]
        content = {
            s for each in self.sessions_of(stop) for s in range(each.starts_at, each.ends_at)
        }
        return {
            "code": stop.code,
            "logins": sum(row.stop_id == stop.id for row in self.tour.log_ins),
            "viewers": len(inside),
            "peak_viewers": peak,
            "peak_at": min((s for s in people if people[s] == peak), default=None),
            "peak_connections": max(connections.values(), default=0),
            "watch_minutes": round(sum(lengths) / 60, 2),
            "raw_minutes": round(connections.total() / 60, 2),
            "mean_watch_minutes": (
                round(sum(lengths) / (60 * len(lengths)), 2) if lengths else None
            ),
            "median_watch_minutes": round(median(lengths) / 60, 2) if lengths else None,
            "certificates": sum(
                bool(content) and 5 * len(seen & content) >= 4 * len(content)
                for seen in seconds.values()
            ),
        }

    def per_session(self, stop: StopRow, session: SessionRow) -> Counted:
        lasts = range(session.starts_at, session.ends_at)
        seen = [len(self.seconds(rows) & set(lasts)) for rows in self.rows_at(stop).values()]
        return {
            "code": session.code,
            "viewers": sum(each > 0 for each in seen),
            "viewers_5min": sum(each >= 300 for each in seen),
            "viewers_half": sum(each > 0 and 2 * each >= len(lasts) for each in seen),
            "viewers_80": sum(each > 0 and 5 * each >= 4 * len(lasts) for each in seen),
            "watch_minutes": round(sum(seen) / 60, 2),
        }

    def totals(self) -> Counted:
        days = {(row.registration_id, row.stop_id) for row in self.log_ins}
        attended = Counter(who for who, _ in days)
        viewers, registrants = len(attended), len(self.present)
        return {
            "registrants": registrants,
            "logins": len(list(self.tour.log_ins)),
            "live_viewers": viewers,
            "person_days": len(days),
            "no_show_share": round(1 - viewers / registrants, 4) if registrants else None,
            "stops_attended": {str(n): c for n, c in sorted(Counter(attended.values()).items())},
        }
