"""A reader who follows every link of the site, a few of each kind."""

from collections import Counter, deque
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

ENOUGH_OF_A_KIND = 4
HTML = "{http://www.w3.org/1999/xhtml}"


def endpoint_of(app: Flask, address: str) -> str | None:
    """Give the name of the view behind a local address; None when there is none."""
    try:
        endpoint, _values = app.url_map.bind("localhost").match(urlsplit(address).path)
    except RequestRedirect:
        return "a redirect"
    except HTTPException:
        return None
    return str(endpoint)


def links(page: TestResponse, address: str) -> list[str]:
    """Give the local addresses that a page leads to, in its order."""
    document = html5lib.parse(page.get_data(as_text=True))
    found = [
        element.get("href", "")
        for element in document.iter()
        if element.tag in {f"{HTML}a", f"{HTML}link"}
    ]
    whole = [urldefrag(urljoin(f"http://localhost{address}", href)).url for href in found if href]
    return [
        href.removeprefix("http://localhost") or "/"
        for href in whole
        if href.startswith("http://localhost/")
    ]


def crawl(client: FlaskClient, *starts: str) -> dict[str, TestResponse]:
    """Open pages and what they link to; give the answers by address."""
    app = client.application
    opened: dict[str, TestResponse] = {}
    kinds: Counter[tuple[str | None, bool]] = Counter()
    waiting = deque(starts)
    while waiting:
        address = waiting.popleft()
        kind = (endpoint_of(app, address), "?" in address)
        if address in opened or kinds[kind] >= ENOUGH_OF_A_KIND:
            continue
        kinds[kind] += 1
        answer = opened[address] = client.get(address)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            waiting.extend(links(answer, address))
    return opened
