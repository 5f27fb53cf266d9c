"""Settings: read from `EVENTAPP_*` variables, each with a default that works at once."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


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
    mail_from: str = "no-reply@localhost"
    """The address that mails come from; answers go there too."""


def _database_url(given: str | None, data_dir: Path) -> str:
    """Give the address with the driver this project ships, or the SQLite file of `data_dir`."""
    if not given:
        return f"sqlite:///{data_dir / 'eventapp.sqlite'}"
    for prefix in ("postgres://", "postgresql://"):
        if given.startswith(prefix):
            return f"postgresql+psycopg://{given.removeprefix(prefix)}"
    return given


def _stored_secret(data_dir: Path) -> str:
    """Give the secret kept under `data_dir`; the first call makes it, readable by its owner."""
    place = data_dir / "secret_key"
    try:
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return place.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        secret = secrets.token_urlsafe(48)
        file.write(secret)
    return secret


def _sender_of(base_url: str) -> str:
    """Give a sender at the site's own host, which needs a name for that."""
    host = urlsplit(base_url).hostname or ""
    named = "." in host and not host.rpartition(".")[2].isdigit() and ":" not in host
    return f"no-reply@{host if named else 'localhost'}"


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Read the settings from `environment`; makes the data folder when it is missing."""
    data_dir = Path(environment.get("EVENTAPP_DATA_DIR") or "eventapp-data").resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    base_url = (environment.get("EVENTAPP_BASE_URL") or "http://127.0.0.1:5000").rstrip("/")
    return Settings(
        data_dir=data_dir,
        database_url=_database_url(environment.get("EVENTAPP_DATABASE_URL"), data_dir),
        secret_key=environment.get("EVENTAPP_SECRET_KEY") or _stored_secret(data_dir),
        base_url=base_url,
        smtp_url=environment.get("EVENTAPP_SMTP_URL") or None,
        redis_url=environment.get("EVENTAPP_REDIS_URL") or None,
        rate_limit=environment.get("EVENTAPP_RATE_LIMIT", "").lower() != "off",
        development=environment.get("EVENTAPP_DEVELOPMENT", "").lower() in {"1", "on", "yes"},
        mail_from=environment.get("EVENTAPP_MAIL_FROM") or _sender_of(base_url),
    )
