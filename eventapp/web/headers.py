"""Headers of every answer: a strict content policy, and no more told to others than needed."""

import secrets
from typing import TYPE_CHECKING

from flask import Flask, Response, g
from werkzeug.datastructures import Headers

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
POLICY_OF_DATA = "default-src 'none'; frame-ancestors 'none'"
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class DecidedAnswer(Response):
    """An answer that brings all of its headers, its length too; nothing is added on its way."""

    default_mimetype = None

    def get_wsgi_headers(self, environ: "WSGIEnvironment") -> Headers:
        """Give the headers as they are."""
        del environ
        return self.headers


def csp_nonce() -> str:
    """Give the nonce of what is being rendered; scripts without it do not run."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def protect(response: Response) -> Response:
    """Add the headers; a kept page brings the policy it was rendered under."""
    if isinstance(response, DecidedAnswer):
        return response
    headers = response.headers
    for name, value in FIXED.items():
        headers.setdefault(name, value)
    if "Content-Security-Policy" not in headers:
        headers["Content-Security-Policy"] = POLICY.format(nonce=csp_nonce())
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "private, no-store"
    return response


def init_app(app: Flask) -> None:
    """Protect every answer and give templates their nonce."""
    app.after_request(protect)
    app.jinja_env.globals["csp_nonce"] = csp_nonce
