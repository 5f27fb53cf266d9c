"""security.txt, as RFC 9116 wants it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from eventapp.foundation.clock import utc_now
from eventapp.web.operations.security import _expiry

ADDRESS = "/.well-known/security.txt"


def test_security_txt_names_whom_to_tell(demo_app: Flask) -> None:
    settings = demo_app.extensions["settings"]
    demo_app.extensions["settings"] = replace(settings, security_contact="mailto:s@example.org")

    answer = demo_app.test_client().get(ADDRESS)
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())

    assert answer.mimetype == "text/plain"
    assert fields["Contact"] == "mailto:s@example.org"
    assert fields["Canonical"] == f"http://localhost{ADDRESS}"
    assert datetime.fromisoformat(fields["Expires"]) > utc_now()


def test_site_that_named_nobody_has_none(demo_app: Flask) -> None:
    assert demo_app.test_client().get(ADDRESS).status_code == 404


@pytest.mark.parametrize(
    ("now", "expiry"), [((2030, 1, 31), (2030, 7, 1)), ((2030, 7, 1), (2031, 1, 1))]
)
def test_expiry_is_a_first_of_a_month_under_a_year_away(
    now: tuple[int, int, int], expiry: tuple[int, int, int]
) -> None:
    assert _expiry(datetime(*now, tzinfo=UTC)) == datetime(*expiry, tzinfo=UTC)
