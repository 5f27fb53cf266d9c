"""The reader's language and time zone: asked for in the address, remembered, or negotiated."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, abort, g, has_request_context, request
from flask_babel import Babel, Domain, get_locale
from flask_babel import gettext as _

from eventapp.foundation.timezones import is_zone
from eventapp.foundation.zone_names import city

LANGUAGES = {"sv": "Svenska", "en": "English"}
DEFAULT_LANGUAGE = "en"
YEAR = 365 * 24 * 3600
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


def reader_language() -> str:
    """Give `sv` or `en`: from `?lang=`, else remembered, else negotiated."""
    if "language" not in g:
        g.language = _language_asked_for() or _language_remembered() or _language_negotiated()
    return str(g.language)


def _language_asked_for() -> str | None:
    asked = request.args.get("lang")
    return asked if asked in LANGUAGES else None


def _language_remembered() -> str | None:
    kept = request.cookies.get("lang")
    return kept if kept in LANGUAGES else None


def _language_negotiated() -> str:
    return request.accept_languages.best_match(list(LANGUAGES), DEFAULT_LANGUAGE)


def reader_zone() -> str | None:
    """Give the reader's zone: from `?zone=`, else remembered; None when it is not known."""
    if "zone" not in g:
        asked = request.args.get("zone", "")
        kept = request.cookies.get("zone", "")
        g.zone = next((name for name in (asked, kept) if name and is_zone(name)), None)
    return g.zone if g.zone is None else str(g.zone)


def refuse_unknown_choices() -> None:
    """Answer 400 in words when the address asks for a language or zone there is not."""
    asked = request.args.get("lang")
    if asked is not None and asked not in LANGUAGES:
        abort(400, _("This site speaks Swedish (lang=sv) and English (lang=en)."))
    zone = request.args.get("zone")
    if zone and request.endpoint != "public.choose_zone" and not is_zone(zone):
        abort(400, _("There is no time zone of that name. Search for your city instead."))


def remember_choices(response: Response) -> Response:
    """Keep the language and zone that the address asked for; nothing else is kept."""
    for name, chosen in (("lang", _language_asked_for()), ("zone", request.args.get("zone"))):
        valid = chosen and (name == "lang" or is_zone(chosen))
        if valid and chosen and request.cookies.get(name) != chosen:
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
