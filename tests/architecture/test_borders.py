"""Rules about where something may be done, as far as import-linter does not hold them."""

import re

import pytest

from tests.architecture.places import files, relative


def places(pattern: str, *, folder: str = "eventapp") -> set[str]:
    """Give the Python files of a folder in which a pattern is found."""
    return {
        relative(path)
        for path in files(folder, "*.py")
        if re.search(pattern, path.read_text(encoding="utf-8"))
    }


def test_one_file_commits() -> None:
    assert places(r"\.commit\(\)") == {"eventapp/foundation/transaction.py"}


def test_one_file_asks_the_clock() -> None:
    asking = places(r"\bdatetime\.(now|today|utcnow)\(|\btime\.time\(|\bdate\.today\(")

    assert asking == {"eventapp/foundation/clock.py"}


def test_data_packages_do_not_ask_the_clock() -> None:
    asking = places(r"\butc_now\(\)") - {"eventapp/foundation/clock.py"}

    assert [name for name in asking if not name.startswith(("eventapp/web", "eventapp/comm"))] == []


def test_templates_are_rendered_for_pages_only() -> None:
    rendering = places(r"\brender_template(_string)?\(")

    assert [name for name in rendering if not name.startswith("eventapp/web/")] == []


@pytest.mark.parametrize("kind", ["rules", "models", "queries", "actions"])
def test_files_of_a_data_package_import_leftwards(kind: str) -> None:
    order = ["rules", "models", "queries", "actions"]
    rightwards = "|".join(order[order.index(kind) + 1 :]) or "nothing_at_all"

    wrong = [
        relative(path)
        for path in files("eventapp", f"{kind}.py")
        if re.search(
            rf"^from eventapp\.{path.parent.name}\.({rightwards}) import",
            path.read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    ]

    assert wrong == []


def test_migrations_import_nothing_of_the_project() -> None:
    assert places(r"^\s*(from|import) eventapp", folder="migrations") == set()
