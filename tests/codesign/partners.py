"""A session that a host and a counterpart make together, for tests."""

from typing import Any, NamedTuple

from eventapp.events.models import Event
from eventapp.programme.models import Session
from eventapp.speakers.models import Speaker
from tests.factories import make_appearance, make_session, make_speaker, make_stop


class Pair(NamedTuple):
    """A co-designed session with its partners, and somebody who only speaks in it."""

    event: Event
    session: Session
    host: Speaker
    counterpart: Speaker
    presenter: Speaker


def make_pair(event: Event, code: str = "S1", **values: Any) -> Pair:
    """Make a session about payment with a host in Tokyo and a counterpart in Stockholm."""
    stop = make_stop(event)
    defaults = {
        "kind": "codesigned",
        "title_en": f"Paying {code}",
        "title_sv": f"Betala {code}",
        "host_country_code": "JP",
        "guest_zone": "Asia/Tokyo",
    }
    session = make_session(stop, code, **defaults | values)
    host = make_speaker(event, f"{code}-H", given_name="Mio", country_code="JP", zone="Asia/Tokyo")
    counterpart = make_speaker(event, f"{code}-C", given_name="Alva")
    presenter = make_speaker(event, f"{code}-P", given_name="Rui")
    make_appearance(session, host, "host")
    make_appearance(session, counterpart, "counterpart")
    make_appearance(session, presenter)
    return Pair(event, session, host, counterpart, presenter)
