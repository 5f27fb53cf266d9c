"""Applicants for tests."""

from typing import Any

from eventapp.registration.rules import Applicant


def make_applicant(name: str = "mio", **values: Any) -> Applicant:
    """Make an applicant from Tokyo who reads Swedish."""
    defaults = {
        "given_name": "Mio",
        "family_name": "Hoshikawa",
        "email": f"{name}@example.org",
        "country_code": "JP",
        "zone": "Asia/Tokyo",
        "sector": "academia",
        "organisation": "Japan Vector Works",
        "language": "sv",
    }
    return Applicant(**defaults | values)
