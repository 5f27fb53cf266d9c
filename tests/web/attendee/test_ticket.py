"""The ticket's page: who sees it, what it shows, and who is told of its address."""

import json
import re
from datetime import timedelta

import pytest
import zxingcpp
from flask.testing import FlaskClient
from PIL import Image, ImageDraw

from eventapp.attendance.queries import log_ins_of
from eventapp.foundation.timezones import instant_text
from eventapp.foundation.transaction import transaction
from tests.counting import statements
from tests.factories import (
    make_event,
    make_log_in,
    make_play,
    make_recording,
    make_registration,
    make_session,
    make_stop,
)
from tests.page_rules import problems_of
from tests.web.attendee.holding import PAGE, TICKET, make_holder, this_hour

PAGES = ("", "/change", "/withdraw", "/my-data.json", "/watch/D1")
STROKE = re.compile(r"M(\d+) (\d+)h(\d+)v1h-\d+z")


def drawn(path: str, side: int) -> Image.Image:
    """Give the picture that the page's path draws."""
    picture = Image.new("L", (side * 6, side * 6), 255)
    pen = ImageDraw.Draw(picture)
    for x, y, width in (tuple(map(int, found)) for found in STROKE.findall(path)):
        pen.rectangle([x * 6, y * 6, (x + width) * 6 - 1, y * 6 + 5], fill=0)
    return picture


def test_ticket_shows_the_place_in_the_registrants_time(client: FlaskClient) -> None:
    holder = make_holder(given_name="Mio", family_name="Hoshikawa")
    make_session(holder.stop, "S1", starts_at=holder.stop.starts_at, title_en="Viral vectors")

    answer = client.get(PAGE)

    assert answer.status_code == 200
    assert problems_of(answer.text) == []
    for words in ("World Tour", "Mio Hoshikawa", "Viral vectors", "Tokyo", "Watch now"):
        assert words in answer.text


def test_ticket_speaks_the_registrants_language(client: FlaskClient) -> None:
    make_holder(language="sv")

    own = client.get(PAGE).text
    chosen = client.get(f"{PAGE}?lang=en").text

    assert '<html lang="sv"' in own
    assert "Min biljett" in own
    assert "My ticket" in chosen


def test_language_of_another_country_falls_back(client: FlaskClient) -> None:
    make_holder(language="ja")

    assert '<html lang="en"' in client.get(PAGE).text


def test_qr_code_holds_the_ticket(client: FlaskClient) -> None:
    make_holder()
    text = client.get(PAGE).text
    side = int(re.search(r'class="qr" viewBox="0 0 (\d+)', text)[1])  # type: ignore[index]
    path = re.search(r'class="qr".*?<path d="([^"]+)"', text)[1]  # type: ignore[index]

    found = zxingcpp.read_barcodes(drawn(path, side))

    assert [code.text for code in found] == [TICKET]


@pytest.mark.parametrize("page", PAGES)
def test_address_of_a_ticket_is_told_to_nobody(client: FlaskClient, page: str) -> None:
    make_holder()

    for address in (PAGE + page, f"/tickets/unknown{page}"):
        headers = client.get(address).headers
        assert headers["Cache-Control"] == "private, no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in headers["X-Robots-Tag"]
        assert "Set-Cookie" not in headers


@pytest.mark.parametrize("page", PAGES)
def test_unknown_ticket_is_not_found(client: FlaskClient, page: str) -> None:
    make_holder()

    for code in ("unknown", TICKET[:-1], TICKET + "x", TICKET.upper(), "x" * 5000):
        answer = client.get(f"/tickets/{code}{page}")
        assert answer.status_code == 404
        assert "There is no such ticket." in answer.text
        assert problems_of(answer.text) == []


@pytest.mark.parametrize("page", [*PAGES, "/recordings/S1"])
def test_withdrawn_ticket_is_gone(client: FlaskClient, page: str) -> None:
    make_holder(withdrawn_at=this_hour())

    answer = client.get(PAGE + page)

    assert answer.status_code == 410
    assert "Your registration is withdrawn." in answer.text
    assert problems_of(answer.text) == []


@pytest.mark.parametrize(("state", "offered"), [("published", True), ("cancelled", False)])
def test_who_withdrew_is_asked_back_where_one_may_register(
    client: FlaskClient, state: str, *, offered: bool
) -> None:
    event = make_holder(withdrawn_at=this_hour()).event
    with transaction():
        event.state = state

    page = client.get(PAGE).text

    assert ("Register again" in page) is offered
    assert ("You may register again" in page) is offered
    assert "See all events" in page


@pytest.mark.parametrize("address", ["/change", "/withdraw", "/calendar", "/watch/D1"])
def test_withdrawn_ticket_changes_nothing(client: FlaskClient, address: str) -> None:
    holder = make_holder(withdrawn_at=this_hour())

    answer = client.post(PAGE + address, data={"wish": "renew"})

    assert answer.status_code == 410
    assert log_ins_of(holder.registration.id) == []


def test_pages_are_read_without_a_write(client: FlaskClient) -> None:
    holder = make_holder()
    session = make_session(holder.stop, "S1", starts_at=this_hour() - timedelta(hours=1))
    make_recording(session)

    with statements() as sent:
        for page in (*PAGES, "/recordings/S1"):
            assert client.get(PAGE + page).status_code == 200

    assert sent
    assert [text for text in sent if not text.startswith("SELECT")] == []


def test_ticket_asks_the_database_as_often_for_many_stops(client: FlaskClient) -> None:
    holder = make_holder()
    with statements() as few:
        client.get(PAGE)

    for number in range(3):
        stop = make_stop(holder.event, f"E{number}")
        make_recording(make_session(stop))
    with statements() as many:
        client.get(PAGE)

    assert len(few) == len(many) <= 8


def test_ticket_of_one_event_shows_nothing_of_another(client: FlaskClient) -> None:
    make_holder()
    other = make_event("other", name_en="Foreign")
    stop = make_stop(other, "X1", starts_at=this_hour() - timedelta(hours=2), hours=1)
    make_recording(make_session(stop, "XS", starts_at=stop.starts_at, title_en="Foreign talk"))

    assert "Foreign" not in client.get(PAGE).text
    assert client.get(f"{PAGE}/watch/X1").status_code == 404
    assert client.post(f"{PAGE}/watch/X1").status_code == 404
    assert client.get(f"{PAGE}/recordings/XS").status_code == 404


def test_post_from_another_site_is_refused(client: FlaskClient) -> None:
    make_holder()

    answer = client.post(f"{PAGE}/withdraw", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert client.get(PAGE).status_code == 200


def test_my_data_is_all_of_mine_and_none_of_others(client: FlaskClient) -> None:
    holder = make_holder(newsletter_consent_at=this_hour())
    other = make_registration(holder.event, "P2", email="foreign@example.org")
    session = make_session(holder.stop, "S1")
    joined = holder.stop.starts_at
    make_log_in(holder.stop, holder.registration, joined, joined + timedelta(minutes=5))
    make_log_in(holder.stop, other, joined)
    make_play(session, holder.registration)
    make_play(session, other)

    answer = client.get(f"{PAGE}/my-data.json")
    told = json.loads(answer.data)

    assert answer.headers["Content-Disposition"] == 'attachment; filename="my-data-tour.json"'
    assert told["registration"]["email"] == "mio@example.org"
    assert told["registration"]["newsletter_consent_at"] is not None
    assert [row["joined_at"] for row in told["log_ins"]] == [instant_text(joined)]
    assert told["check_ins"] == []
    assert [row["played_segments"] for row in told["plays"]] == ["0[.]600"]
    assert "foreign@example.org" not in answer.text


def test_page_tells_only_what_it_may(client: FlaskClient) -> None:
    make_holder()

    assert "Your changes are saved." in client.get(f"{PAGE}?told=changed").text
    assert "saved" not in client.get(f"{PAGE}?told=<b>saved</b>").text
