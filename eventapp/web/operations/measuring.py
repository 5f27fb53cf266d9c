"""Figures for a monitor, in the text format of Prometheus; they tell of nobody."""

import hmac
from collections.abc import Iterable, Iterator
from itertools import accumulate
from urllib.parse import urlsplit

from flask import Response, abort, current_app, request

from eventapp.config import Settings
from eventapp.foundation.clock import utc_now
from eventapp.foundation.timezones import TZDATA_VERSION
from eventapp.foundation.version import software_version
from eventapp.operations.queries import SiteState, site_state
from eventapp.self_check import is_loopback
from eventapp.web.entrance import client_address
from eventapp.web.measures import BUCKETS, Measures, RouteTotals

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def show_metrics() -> Response:
    """Give the figures to who may have them; to others there is no such page."""
    if not _may_measure():
        abort(404)
    measures: Measures = current_app.extensions["measures"]
    lines = [*_requests(measures.totals()), *_gauges(site_state(now=utc_now()))]
    return Response("\n".join([*lines, ""]), content_type=CONTENT_TYPE)


def _may_measure() -> bool:
    """Tell whether who asks shows the token; without one, whether they sit at this very machine.

    A proxy of the same machine sits there too, for all the world. So a site with a public name
    gives figures for a token only, and nobody is taken for local who was forwarded.
    """
    settings: Settings = current_app.extensions["settings"]
    if settings.metrics_token:
        shown = request.headers.get("Authorization", "").encode()
        return hmac.compare_digest(shown, f"Bearer {settings.metrics_token}".encode())
    return (
        is_loopback(urlsplit(settings.base_url).hostname or "")
        and is_loopback(client_address())
        and not any(name in request.headers for name in FORWARDED)
    )


def _requests(totals: Iterable[RouteTotals]) -> Iterator[str]:
    """Give the counters of answers and the histograms of the time they took."""
    totals = list(totals)
    yield from _head("eventapp_requests_total", "counter", "Answers by route and status.")
    for row in totals:
        for status, count in row.by_status.items():
            yield f'eventapp_requests_total{{route="{row.route}",status="{status}"}} {count}'
    yield from _head("eventapp_request_seconds", "histogram", "Seconds until an answer was made.")
    for row in totals:
        route = f'route="{row.route}"'
        counts = list(accumulate(row.by_bucket))
        for end, count in zip((*BUCKETS, "+Inf"), counts, strict=True):
            yield f'eventapp_request_seconds_bucket{{{route},le="{end}"}} {count}'
        yield f"eventapp_request_seconds_sum{{{route}}} {row.seconds:.6f}"
        yield f"eventapp_request_seconds_count{{{route}}} {counts[-1]}"


def _gauges(state: SiteState) -> Iterator[str]:
    yield from _head("eventapp_info", "gauge", "What runs.")
    yield f'eventapp_info{{version="{software_version()}",tzdata="{TZDATA_VERSION}"}} 1'
    gauges = (
        ("eventapp_registrations", "Registrations that are not withdrawn.", state.registrations),
        ("eventapp_live_viewers", "Registrants on live pages now.", state.live_viewers),
        ("eventapp_mails_waiting", "Mails to be sent.", state.mails_waiting),
        ("eventapp_mails_given_up", "Mails that were given up or held.", state.mails_given_up),
    )
    for name, words, value in gauges:
        if value is not None:
            yield from _head(name, "gauge", words)
            yield f"{name} {value}"


def _head(name: str, kind: str, words: str) -> tuple[str, str]:
    return f"# HELP {name} {words}", f"# TYPE {name} {kind}"
