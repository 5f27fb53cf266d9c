"""Libraries that are loaded when they are used."""

import subprocess
import sys

import pytest

from eventapp.foundation.late import Late


def test_late_module_has_the_names_of_the_module() -> None:
    fractions = Late("fractions")

    assert fractions.Fraction(1, 2) == 0.5
    with pytest.raises(AttributeError):
        _ = fractions.nothing


LATE = {
    *("webauthn", "alembic", "PIL", "qrcode", "nh3", "markdown_it"),
    *("email_validator", "holidays"),
}


def test_server_starts_without_what_few_requests_need() -> None:
    code = f"import sys, eventapp.commands.serving; print({LATE} & set(sys.modules))"

    ended = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert ended.stdout == "set()\n"
