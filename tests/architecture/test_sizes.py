"""Files and functions stay small enough to be read whole."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.places import files, python_files, relative, templates

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
LONGEST_TEST = 65
"""A test may hold the whole document that it expects, and is then mostly data."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield node


def lines(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_are_short() -> None:
    written = [*python_files(), *templates(), *files("static", "*.js")]

    counted = {relative(path): len(path.read_bytes().splitlines()) for path in written}

    assert {name: size for name, size in counted.items() if size > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    counted = {
        f"{relative(path)}:{node.lineno} {node.name}": lines(node)
        for path in python_files()
        for node in functions(path)
    }

    def longest(name: str) -> int:
        return LONGEST_TEST if name.startswith("tests/") else LONGEST_FUNCTION

    assert {name: size for name, size in counted.items() if size > longest(name)} == {}


def test_imports_stand_at_the_top() -> None:
    inside = [
        f"{relative(path)}:{statement.lineno}"
        for path in python_files()
        for node in functions(path)
        for statement in ast.walk(node)
        if isinstance(statement, ast.Import | ast.ImportFrom)
    ]

    assert inside == []


@pytest.mark.parametrize("word", ["util", "helper", "common", "misc", "manager"])
def test_names_say_what_things_are(word: str) -> None:
    assert [relative(path) for path in python_files() if word in path.stem.split("_")] == []
