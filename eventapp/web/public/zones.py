"""Choosing a time zone: by city or country, with or without JavaScript."""

from flask import Response, abort, jsonify, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import is_zone, local
from eventapp.foundation.zone_names import ZoneMatch, find_zones, zone_choices
from eventapp.web.locale import reader_language, reader_zone
from eventapp.web.public.addresses import Here, local_address, with_zone

LONGEST_QUERY = 80
MOST_MATCHES = 20


def choose_zone() -> AnyResponse | str:
    """Show the zones that answer a search; with a zone chosen, lead back to where it was asked."""
    after = _where_to()
    chosen = request.args.get("zone", "")
    if is_zone(chosen):
        return redirect(with_zone(after, chosen), 303)
    query = _query() or chosen[:LONGEST_QUERY]
    now, language = utc_now(), reader_language()
    matches = find_zones(query, language, now=now, limit=MOST_MATCHES) if query.strip() else []
    return render_template(
        "public/zones.html",
        here=_here(after, query),
        after=after,
        query=query,
        matches=[_with_address(match, after) for match in matches],
        groups=[]
        if matches
        else [
            (group.continent, [_with_address(match, after) for match in group.zones])
            for group in zone_choices(language, now=now)
        ],
        chosen=reader_zone(),
    )


def find_zone() -> Response:
    """Answer a search with the matching zones, as JSON."""
    query, language = _query(), reader_language()
    matches = find_zones(query, language, now=utc_now(), limit=MOST_MATCHES)
    return jsonify([match._asdict() for match in matches])


def _query() -> str:
    """Give what is searched for; answers 400 in words to what is too long for a name."""
    query = request.args.get("q", "")
    if len(query) > LONGEST_QUERY:
        abort(400, _("A search has at most %(count)s characters.", count=LONGEST_QUERY))
    return query


def _where_to() -> str:
    """Give the address to go back to; answers 400 in words to one that leads away."""
    after = local_address(request.args.get("next", "") or "/")
    if after is None:
        abort(400, _("The address to go back to is not one of this site."))
    return after


def _here(after: str, query: str) -> Here:
    filters = {"next": "" if after == "/" else after, "q": query}
    return Here("/zones", tuple(filters.items()), None)


def _with_address(match: ZoneMatch, after: str) -> tuple[ZoneMatch, str, str]:
    """Give a match with what its clocks show now, and the address that chooses it."""
    return match, f"{local(utc_now(), match.name):%H:%M}", with_zone(after, match.name)
