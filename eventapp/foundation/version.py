"""The version of the software that runs."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def software_version() -> str:
    """Give the version of the installed package; "unknown" in a checkout that is not installed."""
    try:
        return version("eventapp")
    except PackageNotFoundError:
        return "unknown"
