"""The reader's language and time zone: asked for in the address, remembered, or negotiated."""

from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, abort, g, has_request_context, request
from flask_babel import Babel, Domain, get_locale
from flask_babel import gettext as _
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from eventapp.foundation.timezones import is_zone
from eventapp.foundation.zone_names import city

LANGUAGES = {"sv": "Svenska", "en": "English"}
DEFAULT_LANGUAGE = "en"
YEAR = 365 * 24 * 3600
LONGEST_WISH = 500
"""Signs of a header that are read; a browser's longest are a quarter of it."""

TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"


@cache
def catalogue(language: str) -> NullTranslations:
    """Give the translations of a language: the text files of its folder, one an audience."""
    merged = Catalog(locale=language)
    for place in sorted((TRANSLATIONS / language / "LC_MESSAGES").glob("*.po")):
        with place.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and not message.fuzzy:
                    merged[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return Translations(compiled)


class TextCatalogues(Domain):  # type: ignore[misc]  # flask_babel is untyped
    """Flask-Babel's domain, reading `.po` files: no compiled file can be stale or missing."""

    def get_translations(self) -> NullTranslations:
        """Give the translations of the request's language."""
        locale = get_locale()
        return catalogue(locale.language if locale else DEFAULT_LANGUAGE)


class TextBabel(Babel):  # type: ignore[misc]  # flask_babel is untyped
    """Flask-Babel with the catalogues above."""

    domain_instance = TextCatalogues()


def _asked_for(name: str) -> str | None:
    """Give what the address asks for; an address without a question is the common case."""
    return request.args.get(name) if request.query_string else None


def _remembered(name: str) -> str | None:
    """Give what the reader's browser kept."""
    cookies = request.cookies
    return cookies[name] if name in cookies else None  # noqa: SIM401 -- get() raises and catches


def reader_language() -> str:
    """Give `sv` or `en`: from `?lang=`, else remembered, else negotiated."""
    if "language" not in g:
        g.language = _language_asked_for() or _language_remembered() or _language_negotiated()
    return str(g.language)


def _language_asked_for() -> str | None:
    asked = _asked_for("lang")
    return asked if asked in LANGUAGES else None


def _language_remembered() -> str | None:
    kept = _remembered("lang")
    return kept if kept in LANGUAGES else None


def _language_negotiated() -> str:
    wish = request.environ.get("HTTP_ACCEPT_LANGUAGE", "")
    return _best_language(wish[:LONGEST_WISH])


@lru_cache(maxsize=1024)
def _best_language(wish: str) -> str:
    """Give the language that serves an Accept-Language header best (RFC 9110 12.5.4)."""
    wished = parse_accept_header(wish, LanguageAccept)
    return wished.best_match(list(LANGUAGES), DEFAULT_LANGUAGE)


def reader_zone() -> str | None:
    """Give the reader's zone: from `?zone=`, else remembered; None when it is not known."""
    if "zone" not in g:
        names = (_asked_for("zone"), _remembered("zone"))
        g.zone = next((name for name in names if name and is_zone(name)), None)
    return g.zone if g.zone is None else str(g.zone)


def refuse_unknown_choices() -> None:
    """Answer 400 in words when the address asks for a language or zone there is not."""
    if not request.query_string:
        return
    asked = _asked_for("lang")
    if asked is not None and asked not in LANGUAGES:
        abort(400, _("This site speaks Swedish (lang=sv) and English (lang=en)."))
    zone = _asked_for("zone")
    if zone and request.endpoint != "public.choose_zone" and not is_zone(zone):
        abort(400, _("There is no time zone of that name. Search for your city instead."))


def remember_choices(response: Response) -> Response:
    """Keep the language and zone that the address asked for; nothing else is kept."""
    if not request.query_string or response.cache_control.public:
        return response
    for name, chosen in (("lang", _asked_for("lang")), ("zone", _asked_for("zone"))):
        valid = chosen in LANGUAGES if name == "lang" else bool(chosen) and is_zone(str(chosen))
        if valid and chosen and _remembered(name) != chosen:
            response.set_cookie(
                name, chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure, path="/"
            )
    return response


def _locale_for_babel() -> str:
    return reader_language() if has_request_context() else DEFAULT_LANGUAGE


def init_app(app: Flask) -> None:
    """Let every page and text be in the reader's language."""
    TextBabel(app, locale_selector=_locale_for_babel)
    app.before_request(refuse_unknown_choices)
    app.after_request(remember_choices)
    app.jinja_env.globals.update(LANGUAGES=LANGUAGES, city=city)
    app.context_processor(
        lambda: {"language": reader_language(), "reader_zone": reader_zone()},
    )
