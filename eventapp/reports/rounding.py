"""Rounding, done once for each printed number and from its exact value.

The exact value becomes the nearest floating point number, and that is rounded by `round`: what
anybody gets who divides and rounds in one step. At an exact tie (a mean of 1.5 s is 0.025 minutes)
the floating point number decides, as it does for them.
"""

from datetime import UTC, datetime
from fractions import Fraction


def rounded_minutes(seconds: int | Fraction) -> float:
    """Give seconds as minutes, to 2 places."""
    return round(float(Fraction(seconds) / 60), 2)


def rounded_share(part: int, whole: int) -> float | None:
    """Give the fraction to 4 places, None where there is no denominator."""
    return round(part / whole, 4) if whole else None


def instant_text(instant: int) -> str:
    """Give the instant as `2021-04-19T06:30:00Z`."""
    return datetime.fromtimestamp(instant, UTC).isoformat().replace("+00:00", "Z")
