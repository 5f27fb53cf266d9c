"""How tests fill in organisers' forms: as a browser does, with all that the page holds."""

import html
import re
from typing import Any

from flask.testing import FlaskClient

from tests.page_rules import problems_of

_FIELD = re.compile(r"<(input|textarea|select)\b([^>]*)>(?:(.*?)</\1>)?", re.DOTALL)
_NAMED = re.compile(r'([a-z-]+)(?:="([^"]*)")?')


def filled(page: str, number: int = 0) -> dict[str, str]:
    """Give what a browser would send of the page's first long form, unchanged."""
    forms = re.findall(r'<form class="form".*?</form>', page, re.DOTALL)
    values: dict[str, str] = {}
    for kind, attributes, inside in _FIELD.findall(forms[number]):
        named = {name: html.unescape(value) for name, value in _NAMED.findall(attributes)}
        if "name" not in named:
            continue
        value = _value(kind, named, inside)
        if value is not None:
            values[named["name"]] = value
    return values


def _value(kind: str, named: dict[str, str], inside: str) -> str | None:
    if kind == "textarea":
        return html.unescape(inside).removeprefix("\r\n").removeprefix("\n")
    if kind == "select":
        options = re.findall(r"<option ([^>]*)>", inside)
        chosen = next((one for one in options if "selected" in one), options[0] if options else "")
        return dict(_NAMED.findall(chosen)).get("value", "")
    if named.get("type") in {"checkbox", "radio"}:
        return named.get("value", "on") if "checked" in named else None
    return named.get("value", "")


def open_form(client: FlaskClient, address: str) -> dict[str, str]:
    """Open a page and give its form as it stands there."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    problems = problems_of(page.text)
    assert problems == [], problems
    return filled(page.text)


def send(client: FlaskClient, address: str, form: dict[str, str], **values: str) -> Any:
    """Send a form with some fields changed."""
    answer = client.post(address, data=form | values)
    if answer.mimetype == "text/html" and answer.status_code != 303:
        assert problems_of(answer.text) == []
    return answer
