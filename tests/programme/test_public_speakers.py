"""Who is announced."""

from flask import Flask
from flask.testing import FlaskClient

from eventapp.programme.public_speakers import public_speaker, public_speakers
from tests.factories import make_appearance, make_event, make_session, make_speaker, make_stop


def test_who_is_in_drafts_alone_is_not_public(app: Flask, client: FlaskClient) -> None:
    event = make_event("tour")
    stop = make_stop(event)
    draft, cancelled = make_session(stop, state="draft"), make_session(stop, state="cancelled")
    hidden = make_speaker(event, "T1", family_name="Hiddenkanary", country_code="NP")
    make_appearance(draft, hidden)
    both = make_speaker(event, "T2")
    make_appearance(draft, both)
    make_appearance(cancelled, both)
    make_speaker(event, "T3")
    make_speaker(make_event(), "T4")

    pages = [client.get(f"/events/tour{page}").text for page in ("", "/speakers", "/programme")]

    assert [one.code for one in public_speakers(event.id)] == ["T2", "T3"]
    assert public_speaker(event.id, "T1") is None
    assert public_speaker(event.id, "T2") is not None
    assert client.get("/events/tour/speakers/T1").status_code == 404
    assert not any("Hiddenkanary" in page or "Nepal" in page for page in pages)
