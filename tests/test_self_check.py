"""The self-check: what is refused, what is warned of, what is fine."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eventapp.config import SECRET_FILE, Settings
from eventapp.self_check import (
    Found,
    is_public_host,
    problems_of,
    problems_of_database,
    problems_of_folder,
)

GOOD = Settings(
    data_dir=Path("data"),
    database_url="sqlite:///data/eventapp.sqlite",
    secret_key="Zk3-vX9_qLm2TtR7bWc5Hn8Jp4Ys6Df1",  # noqa: S106 -- of the tests
    base_url="https://events.example.org",
    smtp_url="smtp://mail.example.org",
    security_contact="mailto:security@example.org",
)
LOCAL = "http://127.0.0.1:5000"


def found(host: str = "127.0.0.1", **changes: Any) -> dict[str, bool]:
    """Give the codes of the problems of changed settings, and whether they are fatal."""
    problems = problems_of(replace(GOOD, **changes), listens_on=host)
    return {problem.code: problem.fatal for problem in problems}


def test_good_settings_have_no_problems() -> None:
    assert found() == {}
    assert found("0.0.0.0") == {}  # noqa: S104 -- nothing listens


@pytest.mark.parametrize(
    ("changes", "code", "fatal"),
    [
        ({"secret_key": "short-but-Mixed-9"}, "secret-short", True),
        ({"secret_key": "abcabcabcabcabcabcabcabcabcabcabcabc"}, "secret-weak", True),
        ({"secret_key": "change-me-please-0123456789-abcdefgh"}, "secret-example", True),
        ({"secret_key": "my-very-own-SECRET-KEY-0123456789-xyz"}, "secret-example", True),
        ({"development": True}, "development-public", True),
        ({"base_url": "http://events.example.org"}, "base-url-http", False),
        ({"base_url": "http://93.184.216.34"}, "base-url-http", False),
        ({"smtp_url": None}, "mail-to-files", False),
        ({"security_contact": None}, "security-contact-missing", False),
        ({"security_contact": "http://example.org"}, "security-contact-malformed", True),
        ({"rate_limit": False}, "rate-limit-off", False),
        ({"trusted_proxies": -1}, "trusted-proxies-malformed", True),
        ({"trusted_proxies": 11}, "trusted-proxies-malformed", True),
        ({"metrics_token": "guess-me"}, "metrics-token-short", True),
        ({"smtp_url": "mail.example.org"}, "smtp-url-malformed", True),
        ({"smtp_url": "smtp://mail.example.org:port"}, "smtp-url-malformed", True),
        ({"mail_from": "Events <events@example.org>"}, "mail-from-malformed", True),
        ({"mail_from": "events"}, "mail-from-malformed", True),
        ({"mail_from": "events@example.org\r\nBcc: x@y.z"}, "mail-from-malformed", True),
        ({"mail_from": "events@exämple.org"}, "mail-from-malformed", True),
        ({"database_url": "sqlite://"}, "database-in-memory", True),
        ({"database_url": "sqlite:///:memory:"}, "database-in-memory", True),
        ({"database_url": "mysql://root@localhost/x"}, "database-unknown", True),
    ],
)
def test_unsafe_settings_are_found(changes: dict[str, Any], code: str, *, fatal: bool) -> None:
    assert found(**changes) == {code: fatal}


@pytest.mark.parametrize(
    "base_url",
    [
        "",
        "events.example.org",
        "ftp://events.example.org",
        "https://",
        "https://events.example.org/path",
        "https://events.example.org?x=1",
        "https://user:word@events.example.org",
        "https://events.example.org:99999",
        "https://events.example.org:0",
        "https://events.example.org:port",
        "https://events example.org",
        "https://events.example.org\r\nX: y",
        "https://[::1",
        "https://évents.example.org",
    ],
)
def test_malformed_addresses_are_refused(base_url: str) -> None:
    assert found(base_url=base_url) == {"base-url-malformed": True}


def test_local_site_may_be_developed_and_needs_no_mail() -> None:
    assert found(base_url=LOCAL, development=True, smtp_url=None, security_contact=None) == {}


def test_local_address_told_to_others_is_warned_of() -> None:
    assert found("0.0.0.0", base_url=LOCAL) == {"base-url-local": False}  # noqa: S104 -- nothing listens


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("localhost", False),
        ("127.0.0.1", False),
        ("::1", False),
        ("10.1.2.3", False),
        ("192.168.0.5", False),
        ("site.localhost", False),
        ("events.example.org", True),
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
    ],
)
def test_public_hosts_are_told_from_local_ones(host: str, *, public: bool) -> None:
    assert is_public_host(host) is public


def test_secret_that_others_may_read_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / SECRET_FILE
    secret.write_text("x")
    secret.chmod(0o644)

    open_to_all = [problem.code for problem in problems_of_folder(tmp_path)]
    secret.chmod(0o600)

    assert open_to_all == ["secret-readable"]
    assert problems_of_folder(tmp_path) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    assert [problem.code for problem in problems_of_folder(tmp_path)] == ["data-dir-unwritable"]


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    missing = problems_of_folder(tmp_path / "missing")

    assert [problem.code for problem in missing] == ["data-dir-unwritable"]


def test_weakness_of_the_database_is_fatal_and_names_the_setting() -> None:
    (problem,) = problems_of_database([Found("synchronous", "1", "FULL")])

    assert problem.fatal
    assert "synchronous 1" in problem.words
    assert "FULL" in problem.words
