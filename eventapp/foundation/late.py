"""Libraries that are loaded when they are first used.

For what few requests need and every start would pay for. Where types are checked the library is
imported as any other:

    if TYPE_CHECKING:
        import webauthn
    else:
        webauthn = Late("webauthn")
"""

from importlib import import_module
from typing import Any


class Late:
    """A module that is loaded with the first of its names that is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        """Give what the module has under that name."""
        found = getattr(import_module(self._name), name)
        setattr(self, name, found)
        return found
