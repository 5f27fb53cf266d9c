"""How often somebody may try to sign in: counted in this process, bounded in memory."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from threading import Lock

WINDOW = timedelta(minutes=15)
MOST_FAILURES = 8
"""Failures in the window, for one account from one network address."""
MOST_KEPT = 10_000
"""Pairs of account and address remembered at once; the ones that failed longest ago go first."""

Who = tuple[str, str]


class Attempts:
    """Failed attempts of late, by account and network address."""

    def __init__(self, most_kept: int = MOST_KEPT) -> None:
        self._failures: OrderedDict[Who, deque[datetime]] = OrderedDict()
        self._most_kept = most_kept
        self._lock = Lock()

    def wait(self, email: str, address: str, now: datetime) -> timedelta | None:
        """Give how long to wait before the next attempt, None when it may be made now."""
        with self._lock:
            failures = self._failures.get(_who(email, address))
            while failures and failures[0] <= now - WINDOW:
                failures.popleft()
            if not failures or len(failures) < MOST_FAILURES:
                return None
            return failures[0] + WINDOW - now

    def failed(self, email: str, address: str, now: datetime) -> None:
        """Remember a failure."""
        who = _who(email, address)
        with self._lock:
            self._failures.setdefault(who, deque(maxlen=MOST_FAILURES)).append(now)
            self._failures.move_to_end(who)
            while len(self._failures) > self._most_kept:
                self._failures.popitem(last=False)

    def succeeded(self, email: str, address: str) -> None:
        """Forget the failures before a success."""
        with self._lock:
            self._failures.pop(_who(email, address), None)


def _who(email: str, address: str) -> Who:
    return email.strip().casefold()[:254], address
