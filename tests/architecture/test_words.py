"""The repository speaks of the project alone, and pages load nothing from elsewhere."""

import re
import shutil
import subprocess

import pytest

from tests.architecture.places import ROOT, files, relative, templates

A_HOME = re.compile(r"(?<![\w.])/(root|work|home/\w+|Users/\w+)/")
ELSEWHERE = re.compile(r"""(?:url\(|@import)\s*["']?\s*(?:https?:)?//""")
LOADED = re.compile(r"""<(?:script|img|iframe|source|video|audio)\b[^>]*\ssrc="(?:https?:)?//""")
STYLED = re.compile(r"""<(?:style\b|[^>]*\sstyle=|[^>]*\son\w+=)""")


def tracked_files() -> list[str]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listing = subprocess.run(  # noqa: S603 -- git itself
        [git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    )
    return [name for name in listing.stdout.decode().split("\0") if name]


def test_no_file_names_somebodys_folder() -> None:
    naming = []
    for name in tracked_files():
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if b"\0" not in content and A_HOME.search(content.decode("utf-8", "replace")):
            naming.append(name)

    assert naming == []


def test_style_sheets_load_nothing_from_elsewhere() -> None:
    sheets = files("static", "*.css")

    assert [relative(path) for path in sheets if ELSEWHERE.search(path.read_text("utf-8"))] == []


def test_templates_load_nothing_from_elsewhere() -> None:
    assert [relative(path) for path in templates() if LOADED.search(path.read_text("utf-8"))] == []


def test_pages_hold_no_styles_nor_handlers() -> None:
    pages = [path for path in templates() if path.parent.name != "mail"]

    assert [relative(path) for path in pages if STYLED.search(path.read_text("utf-8"))] == []
