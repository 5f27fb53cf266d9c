"""Where the bytes of a file are: on a disk, or in what somebody's browser sent."""

import io
from pathlib import Path
from typing import NamedTuple


class Upload(NamedTuple):
    """A file that was sent, whole, with the name that it had there."""

    name: str
    content: bytes

    def opened(self) -> io.BytesIO:
        """Open it for reading."""
        return io.BytesIO(self.content)


Source = Path | Upload


def path_of(source: Source) -> Path:
    """Give the path of a file; of one that was sent its name alone."""
    return source if isinstance(source, Path) else Path(source.name)
