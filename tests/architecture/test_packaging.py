"""What is packed is what is there, and what is installed is pinned."""

import re
from configparser import ConfigParser

import pytest

from tests.architecture.places import ROOT, files, relative

LISTS = ("runtime", "development")


def setup_cfg() -> ConfigParser:
    parser = ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def lines_of(option: str) -> list[str]:
    return setup_cfg()["options"][option].split()


def pinned(name: str) -> set[str]:
    """Give the names of the packages that a list pins."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))


def test_packages_are_the_folders_on_disk() -> None:
    folders = {relative(path.parent) for path in files("eventapp", "*.py")}
    beside = {"eventapp.templates", "eventapp.static", "eventapp.migrations"}
    expected = {name.replace("/", ".") for name in folders} | beside

    listed = lines_of("packages")

    assert set(listed) == expected | {"eventapp.migrations.versions"}
    assert len(listed) == len(set(listed))


def test_packages_begin_with_a_file_that_says_what_they_are() -> None:
    folders = {path.parent for path in files("eventapp", "*.py")}

    assert [relative(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_data_files_are_packed() -> None:
    packed = setup_cfg()["options.package_data"]
    patterns = {
        f"{package.replace('.', '/')}/{pattern}"
        for package, listed in packed.items()
        for pattern in listed.split()
    }
    beside = [path for path in files("eventapp", "*") if path.suffix not in {".py", ".pyc"}]

    left_out = [
        relative(path)
        for path in beside
        if not any(path in ROOT.glob(pattern) for pattern in patterns)
    ]

    assert left_out == []


@pytest.mark.parametrize("name", LISTS)
def test_pinned_lists_name_hashes_and_no_place(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[\w-]+==)", text)[1:]

    assert re.findall(r"index-url|find-links|://|\s@\s", text) == []
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_pinned_lists_hold_what_the_project_asks_for() -> None:
    asked = {re.split(r"[<>=\[]", line)[0] for line in lines_of("install_requires")}

    assert asked - pinned("runtime") == set()
    assert pinned("runtime") - pinned("development") == set()


def test_pinned_lists_agree() -> None:
    runtime, development = (
        dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))
        for text in ((ROOT / "requirements" / f"{name}.txt").read_text("utf-8") for name in LISTS)
    )

    assert {name: development[name] for name in runtime} == runtime
