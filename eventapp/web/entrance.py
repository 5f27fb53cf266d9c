"""What every request passes first: the site's own name, the client's address, the clock.

The name and the scheme of the site are those of the settings, whatever the Host header or a
forwarding header says: no link, no redirect and no check for the same origin can be led elsewhere.
Who asks is the one whose connection it is. Only when the settings say how many proxies of ours
stand before the server, the address is taken that the outermost of those has written.
"""

import ipaddress
import re
from collections.abc import Iterable
from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from eventapp.config import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

STARTED = "eventapp.started"
_WITH_PORT = re.compile(r"(?:([0-9.]+)|\[([0-9A-Fa-f:.]+)\])(?::[0-9]{1,5})?")


class Entrance:
    """The outermost layer of the application."""

    def __init__(self, inside: "WSGIApplication", base_url: str) -> None:
        parts = urlsplit(base_url)
        self._inside = inside
        self._host = parts.netloc
        self._scheme = parts.scheme

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer under the site's own name."""
        environ[STARTED] = perf_counter()
        environ["HTTP_HOST"] = self._host
        environ["wsgi.url_scheme"] = self._scheme
        return self._inside(environ, start_response)


def client_address() -> str:
    """Give the network address of who asks, for limits: of IPv6 the network of one customer."""
    return _customer(request.remote_addr or "")


@lru_cache(maxsize=4096)
def _customer(address: str) -> str:
    # Some proxies write the port too: 192.0.2.1:50000, [2001:db8::1]:50000.
    with_port = _WITH_PORT.fullmatch(address)
    if with_port:
        address = with_port[1] or with_port[2]
    if ":" not in address:
        return address
    try:
        there = ipaddress.IPv6Address(address.partition("%")[0])
    except ValueError:
        return ""
    if there.ipv4_mapped:
        return str(there.ipv4_mapped)
    return str(ipaddress.ip_network((there, 64), strict=False))


def init_app(app: Flask) -> None:
    """Put the entrance before the application."""
    settings: Settings = app.extensions["settings"]
    inside: WSGIApplication = app.wsgi_app
    if settings.trusted_proxies > 0:
        inside = ProxyFix(inside, x_for=settings.trusted_proxies, x_proto=0)
    app.wsgi_app = Entrance(inside, settings.base_url)  # type: ignore[method-assign]  # Flask's own way
