"""The zones of those who take part from elsewhere."""

from datetime import timedelta

from flask import Flask

from eventapp.programme.queries import guest_zones
from tests.factories import NOON, make_event, make_session, make_stop


def test_guest_zones_are_in_order_of_their_sessions_each_once(app: Flask) -> None:
    event = make_event()
    first, second = make_stop(event), make_stop(event)
    for hours, zone_name in ((2, "Asia/Tokyo"), (1, "Asia/Seoul"), (3, "Asia/Seoul"), (0, "")):
        make_session(first, starts_at=NOON + timedelta(hours=hours), guest_zone=zone_name)
    make_session(second, guest_zone="Asia/Singapore", state="draft")

    assert guest_zones() == {first.id: ("Asia/Seoul", "Asia/Tokyo")}
