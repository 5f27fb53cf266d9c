"""The present moment."""

from datetime import timedelta

from eventapp.foundation.clock import utc_now


def test_utc_now_is_aware_and_goes_on() -> None:
    earlier = utc_now()

    assert earlier.utcoffset() == timedelta(0)
    assert utc_now() >= earlier
