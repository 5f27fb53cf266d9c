"""Templates compile, and what they name exists."""

import ast
import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes

from eventapp.app import create_app
from tests.architecture.places import ROOT, python_files, relative, templates
from tests.conftest import settings_for

PAGES = [path for path in templates() if path.suffix == ".html"]


@pytest.fixture(scope="module")
def any_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(settings_for("sqlite://", tmp_path_factory.mktemp("templates")))


def named(app: Flask, path: Path) -> list[nodes.Call]:
    """Give all calls in a template."""
    return list(app.jinja_env.parse(path.read_text(encoding="utf-8")).find_all(nodes.Call))


def first_words(app: Flask, function: str) -> dict[str, str]:
    """Give what a function is called with in templates, with a place of each."""
    words = {}
    for path in PAGES:
        for call in named(app, path):
            is_it = isinstance(call.node, nodes.Name) and call.node.name == function
            if is_it and call.args and isinstance(call.args[0], nodes.Const):
                words[str(call.args[0].value)] = relative(path)
    return words


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_template_compiles(any_app: Flask, path: Path) -> None:
    name = path.relative_to(ROOT / "templates").as_posix()

    assert any_app.jinja_env.get_template(name).name == name


def test_templates_name_addresses_that_exist(any_app: Flask) -> None:
    named_in_templates = first_words(any_app, "url_for")

    missing = named_in_templates.keys() - any_app.view_functions.keys()

    assert {name: named_in_templates[name] for name in missing} == {}


def test_templates_name_static_files_that_exist(any_app: Flask) -> None:
    named_in_templates = first_words(any_app, "asset")

    missing = {
        name: place
        for name, place in named_in_templates.items()
        if not (ROOT / "static" / name).is_file()
    }

    assert missing == {}


def test_code_names_addresses_that_exist(any_app: Flask) -> None:
    missing = {}
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(ast.Name("url_for"), [ast.Constant(str(name)), *_]):
                    if name not in any_app.view_functions:
                        missing[name] = relative(path)
                case _:
                    pass

    assert missing == {}


def test_code_renders_templates_that_exist() -> None:
    missing = {}
    for path in python_files():
        text = path.read_text(encoding="utf-8")
        for name in re.findall(r"render_template\(\s*\"([\w/.-]+)\"", text):
            if not (ROOT / "templates" / name).is_file():
                missing[name] = relative(path)

    assert missing == {}


def test_every_template_is_used(any_app: Flask) -> None:
    quoted = "\n".join(
        path.read_text(encoding="utf-8")
        for path in [*templates(), *python_files()]
        if not relative(path).startswith("tests/")
    )
    names = [path.relative_to(ROOT / "templates").as_posix() for path in templates()]
    by_rule = re.compile(r"errors/\d{3}\.html|mail/.*")

    unused = [name for name in names if f'"{name}"' not in quoted and not by_rule.match(name)]

    assert unused == []
