"""Settings: read from `EVENTAPP_*` variables, each with a default that works at once."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

SECRET_FILE = "secret_key"  # noqa: S105 -- a file's name
UNREADABLE = -1
"""Stands for a number that was given but is none; the self-check refuses it."""


@dataclass(frozen=True)
class Settings:
    """What an installation is told from outside."""

    data_dir: Path
    database_url: str
    secret_key: str
    base_url: str
    smtp_url: str | None = None
    redis_url: str | None = None
    rate_limit: bool = True
    development: bool = False
    second_factor_required: bool = False
    """Whether everybody with a role must have a second factor; else it is offered."""
    mail_from: str = "no-reply@localhost"
    """The address that mails come from; answers go there too."""
    trusted_proxies: int = 0
    """How many proxies of our own stand before the server and name their client."""
    metrics_token: str | None = None
    """What a monitor from another machine shows; without it, only loopback may measure."""
    log_requests: bool = True
    security_contact: str | None = None
    """Where security.txt sends people who found a hole: `mailto:` or `https:`."""


def _database_url(given: str | None, data_dir: Path) -> str:
    """Give the address with the driver this project ships, or the SQLite file of `data_dir`."""
    if not given:
        return f"sqlite:///{data_dir / 'eventapp.sqlite'}"
    for prefix in ("postgres://", "postgresql://"):
        if given.startswith(prefix):
            return f"postgresql+psycopg://{given.removeprefix(prefix)}"
    return given


def _stored_secret(data_dir: Path) -> str:
    """Give the secret kept under `data_dir`; the first call makes it, readable by its owner.

    It appears whole or not at all: of several processes that start at once one makes it.
    """
    place = data_dir / SECRET_FILE
    if not place.exists():
        draft = data_dir / f"{SECRET_FILE}.{secrets.token_hex(8)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, place)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return place.read_text(encoding="ascii").strip()


def _number(given: str | None) -> int:
    if not given:
        return 0
    return int(given) if given.isdecimal() and len(given) < 4 else UNREADABLE


def _is_on(given: str | None) -> bool:
    return (given or "").lower() in {"1", "on", "yes"}


def _sender_of(base_url: str) -> str:
    """Give a sender at the site's own host, which needs a name for that."""
    host = urlsplit(base_url).hostname or ""
    named = "." in host and not host.rpartition(".")[2].isdigit() and ":" not in host
    return f"no-reply@{host if named else 'localhost'}"


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Read the settings from `environment`; makes the data folder when it is missing."""
    data_dir = Path(environment.get("EVENTAPP_DATA_DIR") or "eventapp-data").resolve()
    base_url = (environment.get("EVENTAPP_BASE_URL") or "http://127.0.0.1:5000").rstrip("/")
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Settings(
        data_dir=data_dir,
        database_url=_database_url(environment.get("EVENTAPP_DATABASE_URL"), data_dir),
        secret_key=environment.get("EVENTAPP_SECRET_KEY") or _stored_secret(data_dir),
        base_url=base_url,
        smtp_url=environment.get("EVENTAPP_SMTP_URL") or None,
        redis_url=environment.get("EVENTAPP_REDIS_URL") or None,
        rate_limit=environment.get("EVENTAPP_RATE_LIMIT", "").lower() != "off",
        # A word written wrong must not leave the doors open.
        second_factor_required=environment.get("EVENTAPP_SECOND_FACTOR", "").strip().lower()
        not in {"", "off", "offered"},
        mail_from=environment.get("EVENTAPP_MAIL_FROM") or _sender_of(base_url),
        development=_is_on(environment.get("EVENTAPP_DEVELOPMENT")),
        trusted_proxies=_number(environment.get("EVENTAPP_TRUSTED_PROXIES")),
        metrics_token=environment.get("EVENTAPP_METRICS_TOKEN") or None,
        log_requests=environment.get("EVENTAPP_LOG", "").lower() != "off",
        security_contact=environment.get("EVENTAPP_SECURITY_CONTACT") or None,
    )
