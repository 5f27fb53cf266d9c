"""What is wrong with a file, told so that whoever made it can put it right."""

from pathlib import Path
from typing import NamedTuple, Never

from eventapp.exchange.sources import Source, path_of
from eventapp.foundation.refusals import Refusal

MOST_LISTED = 1_000
_LONGEST_QUOTE = 60


class Problem(NamedTuple):
    """One fault of a file: the line (None: the whole file), the column or key, the reason."""

    line: int | None
    column: str
    reason: str


class FileRefused(Refusal):
    """A file has faults, so nothing of it is stored.

    `problems` lists the first of them by line; `unlisted` counts the rest.
    """

    def __init__(self, path: Path, problems: list[Problem], unlisted: int = 0) -> None:
        self.path = path
        self.problems = sorted(problems, key=lambda problem: problem.line or 0)
        self.unlisted = unlisted
        super().__init__(f"{path}: {len(problems) + unlisted} problems")

    def lines(self) -> list[str]:
        """Return each problem as `FILE:LINE: column: reason`."""
        return [_told(self.path, problem) for problem in self.problems]


class CellRefused(Refusal):
    """A cell or key does not hold what it should; the text says what, and what would be right."""


def _told(path: Path, problem: Problem) -> str:
    place = str(path) if problem.line is None else f"{path}:{problem.line}"
    return ": ".join(part for part in (place, problem.column, problem.reason) if part)


class Problems:
    """The faults found in a file so far."""

    def __init__(self, source: Source) -> None:
        self.path = path_of(source)
        self._listed: list[Problem] = []
        self._unlisted = 0

    def __bool__(self) -> bool:
        return bool(self._listed)

    def add(self, reason: str, *, line: int | None = None, column: str = "") -> None:
        """Note a fault; beyond the first thousand they are only counted."""
        if len(self._listed) < MOST_LISTED:
            self._listed.append(Problem(line, quoted_name(column), reason))
        else:
            self._unlisted += 1

    def check(self) -> None:
        """Raise FileRefused when there are any."""
        if self._listed:
            raise FileRefused(self.path, self._listed, self._unlisted)

    def refuse(self, reason: str, *, line: int | None = None) -> Never:
        """Note a fault with which reading ends, and raise FileRefused."""
        self.add(reason, line=line)
        raise FileRefused(self.path, self._listed, self._unlisted)


def quoted(text: str) -> str:
    """Return a text in quotes, short, and with all that a terminal would not show written out."""
    shown = text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
    return repr(shown)


def quoted_name(name: str) -> str:
    """Return the name of a column as it is, or in quotes when a terminal would not show it."""
    return name if name.isprintable() and len(name) <= _LONGEST_QUOTE else quoted(name)
