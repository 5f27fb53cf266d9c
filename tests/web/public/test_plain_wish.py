"""What is read of a form without making it: what the form would read, or nothing."""

from collections.abc import Collection
from typing import Any

import pytest
from flask import Flask

from eventapp.events.rules import FieldRefused
from eventapp.foundation.clock import utc_now
from eventapp.registration.rules import MODES, Applicant, checked
from eventapp.web.public.registration_form import RegistrationForm, Wish, plain_wish
from tests.web.public.test_registration import WISH

SENT = WISH | {"gender": "woman", "mode": "onsite"}
ODD = (
    *("", " ", "  Mio  ", "x" * 65, "x" * 121, "x" * 201, "x\x00", "a\u2028b", "a\nb", "ß", "İ"),
    *("mio", " Mio@Example.ORG ", "MIO@straße.example", "a@b", "a,b@example.org", "é@example.org"),
    *("jp", "JP ", "UK", "XK", "Asia/Calcutta", "asia/tokyo", "Factory", "UTC", "../etc/passwd"),
    *("de", "sv-FI", "SV", "academia", "man", "many", "online", "ONSITE", "y", "on", "false", "0"),
)


def read_both_ways(
    app: Flask, sent: dict[str, Any], modes: Collection[str] = MODES
) -> tuple[Wish | None, Wish | None]:
    """Give what is read without the form and by it, as it is stored; None for what is refused."""
    with app.test_request_context("/", method="POST", data=sent):
        return plain_wish(modes), stored(RegistrationForm(modes, "en", None, now=utc_now()).wish())


def stored(wish: Wish | None) -> Wish | None:
    try:
        return None if wish is None else wish._replace(applicant=checked(wish.applicant))
    except FieldRefused:
        return None


@pytest.mark.parametrize("field", [*SENT, "newsletter", "participant_list", "speaker_contact"])
def test_what_is_read_without_the_form_is_what_the_form_reads(app: Flask, field: str) -> None:
    read = 0
    for value in ODD:
        plain, by_form = read_both_ways(app, SENT | {field: value})
        if plain is not None:
            read += 1
            assert plain == by_form, value

    assert read > 0 or field in {"sector", "language"}


@pytest.mark.parametrize("field", SENT)
def test_what_is_missing_is_left_to_the_form_unless_it_may_be(app: Flask, field: str) -> None:
    sent = {name: value for name, value in SENT.items() if name != field}

    plain, by_form = read_both_ways(app, sent)

    assert plain in {None, by_form}
    assert (plain is not None) is (field in {"family_name", "organisation", "gender"})


@pytest.mark.parametrize("modes", [MODES, ("online",), ("onsite",)])
def test_usual_form_is_read_without_making_it(app: Flask, modes: Collection[str]) -> None:
    sent = SENT | {"newsletter": "y", "speaker_contact": ["", "y"]}

    plain, by_form = read_both_ways(app, sent, modes)

    assert plain is not None
    assert plain == by_form
    assert plain.applicant == Applicant(
        given_name="Mio",
        family_name="Hoshikawa",
        email="mio@example.org",
        country_code="JP",
        zone="Asia/Tokyo",
        sector="industry",
        organisation="Vector Works",
        gender="woman",
        language="sv",
        mode="onsite" if "onsite" in modes else "online",
        newsletter=True,
    )


def test_form_that_does_not_prove_its_browser_is_not_read(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True

    assert read_both_ways(app, SENT) == (None, None)
