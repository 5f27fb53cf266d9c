"""Where the folders lie that travel with the package: templates, static files, migrations."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def folder(name: str) -> Path:
    """Give the folder `name`: inside the package in a wheel, beside it in a checkout.

    Raises FileNotFoundError when it is in neither.
    """
    for place in (PACKAGE / name, PACKAGE.parent / name):
        if place.is_dir():
            return place
    message = f"the folder {name!r} is missing from this installation"
    raise FileNotFoundError(message)
