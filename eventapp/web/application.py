"""Flask as this application needs it: nothing is set up for a request that does not use it."""

from collections.abc import Callable
from types import TracebackType
from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_wtf.csrf import CSRFProtect
from itsdangerous import URLSafeTimedSerializer

from eventapp.web.request_log import request_number

ExceptionFacts = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class FormCookies(SecureCookieSessionInterface):
    """Flask's own cookie, without its signer where a request neither brings nor leaves one."""

    _made: tuple[object, URLSafeTimedSerializer | None] | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Give the signer of the application's keys, made only when they are others."""
        keys = (app.secret_key, app.config["SECRET_KEY_FALLBACKS"])
        made = self._made
        if made is None or made[0] != keys:
            self._made = made = (keys, super().get_signing_serializer(app))
        return made[1]

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Read the cookie, if there is one."""
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set the cookie, if anything was put into it; tell caches, if anything was looked up."""
        if session.modified:
            super().save_session(app, session, response)
        elif session.accessed and "Cookie" not in response.headers.get("Vary", ""):
            response.vary.add("Cookie")


class FormProtection(CSRFProtect):  # type: ignore[misc]  # flask_wtf is untyped
    """Flask-WTF's protection of forms; what only reads is let through before anything is asked."""

    def protect(self, *, apply_exemptions: bool = False) -> None:
        """Refuse a change whose form is not of this site (400)."""
        if request.method not in {"GET", "HEAD"}:
            super().protect(apply_exemptions=apply_exemptions)


class Application(Flask):
    """Flask, but for what it logs of an error, and without asking for coroutines."""

    session_interface = FormCookies()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Give the function itself: none of ours is a coroutine."""
        return func

    def log_exception(self, exc_info: ExceptionFacts) -> None:
        """Log the error under its route and the number of its request, not under its address."""
        facts = {"route": request.endpoint, "request": request_number()}
        self.logger.error("A page failed.", exc_info=exc_info, extra={"facts": facts})
