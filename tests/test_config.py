"""Settings as they are read from the environment."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from eventapp.config import SECRET_FILE, UNREADABLE, settings_from


def test_defaults_work_at_once_and_keep_their_secret(tmp_path: Path) -> None:
    place = tmp_path / "data"

    first = settings_from({"EVENTAPP_DATA_DIR": str(place)})
    second = settings_from({"EVENTAPP_DATA_DIR": str(place)})

    assert first == second
    assert first.database_url == f"sqlite:///{place}/eventapp.sqlite"
    assert len(first.secret_key) >= 48
    assert stat.S_IMODE((place / SECRET_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert [path.name for path in place.iterdir()] == [SECRET_FILE]


def test_processes_that_start_at_once_have_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        found = list(
            pool.map(lambda _: settings_from({"EVENTAPP_DATA_DIR": str(tmp_path)}), range(64))
        )

    assert len({settings.secret_key for settings in found}) == 1


@pytest.mark.parametrize(
    ("given", "read"),
    [("", 0), ("0", 0), ("2", 2), ("-1", UNREADABLE), ("two", UNREADABLE), ("9999", UNREADABLE)],
)
def test_number_of_proxies_is_read(tmp_path: Path, given: str, read: int) -> None:
    environment = {"EVENTAPP_DATA_DIR": str(tmp_path), "EVENTAPP_TRUSTED_PROXIES": given}

    assert settings_from(environment).trusted_proxies == read


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_address_of_postgresql_gets_the_driver(tmp_path: Path, scheme: str) -> None:
    environment = {
        "EVENTAPP_DATA_DIR": str(tmp_path),
        "EVENTAPP_DATABASE_URL": f"{scheme}://user@host/name",
    }

    assert settings_from(environment).database_url == "postgresql+psycopg://user@host/name"


@pytest.mark.parametrize(
    ("given", "required"),
    [
        ("", False),
        ("offered", False),
        ("off", False),
        ("required", True),
        ("Required ", True),
        ("require", True),
        ("on", True),
    ],
)
def test_second_factor_written_otherwise_is_asked_for(
    tmp_path: Path, given: str, *, required: bool
) -> None:
    environment = {"EVENTAPP_DATA_DIR": str(tmp_path), "EVENTAPP_SECOND_FACTOR": given}

    assert settings_from(environment).second_factor_required is required
