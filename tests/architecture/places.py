"""Where the project's own files are."""

from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("eventapp", "tests", "bench", ".ci")
NOT_OURS = {"node_modules", "__pycache__", "vendor"}


def relative(path: Path) -> str:
    """Give a path as people write it, from the project's folder."""
    return path.relative_to(ROOT).as_posix()


def files(folder: str, pattern: str) -> list[Path]:
    """Give the files of a folder and of those below it."""
    found = (ROOT / folder).rglob(pattern)
    return sorted(path for path in found if path.is_file() and not NOT_OURS & {*path.parts})


@cache
def python_files() -> list[Path]:
    """Give all Python files but the migrations, which are written once and never touched."""
    return [path for folder in CODE for path in files(folder, "*.py")]


@cache
def templates() -> list[Path]:
    """Give all templates."""
    return files("templates", "*.*")
