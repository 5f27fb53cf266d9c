"""Which texts were translated before they were last changed."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from eventapp.foundation.transaction import transaction
from eventapp.programme.actions import save_sessions
from eventapp.programme.changing import change_session
from eventapp.programme.models import Session
from eventapp.programme.translating import confirm_translations
from eventapp.programme.translations import outdated_texts
from tests.factories import NOON, make_event, make_session, make_stop
from tests.programme.wishes import ACTOR, details_of, seen

NOW = NOON - timedelta(days=9)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def make_talk(languages: str = "en sv", **values: Any) -> Session:
    texts: dict[str, Any] = {
        "title_en": "Old",
        "title_sv": "Gammal",
        "abstract_en": "A",
        "abstract_sv": "B",
    }
    stop = make_stop(make_event(languages=languages), "D1")
    return make_session(stop, "S1", **texts | values)


def write(session: Session, days: int = 0, **texts: str) -> None:
    now = NOW + timedelta(days=days)
    with transaction():
        change_session(
            session.id, details_of(session, **texts), seen(session), actor=ACTOR, now=now
        )


def outdated(session: Session) -> dict[str, tuple[str, ...]]:
    return outdated_texts(session.event_id)


def test_a_change_of_the_source_makes_the_translation_old(app: Flask) -> None:
    session = make_talk()
    assert outdated(session) == {}

    write(session, title_en="New")
    write(session, abstract_en="New", days=1)

    assert outdated(session) == {"S1": ("title", "abstract")}
    write(session, title_sv="Ny", days=2)
    assert outdated(session) == {"S1": ("abstract",)}


@on_sqlite
def test_both_changed_at_once_is_up_to_date(app: Flask) -> None:
    session = make_talk()

    write(session, title_en="New", title_sv="Ny")

    assert outdated(session) == {}


@on_sqlite
@pytest.mark.parametrize(("languages", "own"), [("sv en", ""), ("en sv", "sv"), ("en", "sv-FI")])
def test_the_source_is_what_the_session_is_held_in(app: Flask, languages: str, own: str) -> None:
    session = make_talk(languages, language=own)

    write(session, title_en="New")
    assert outdated(session) == {}
    write(session, title_sv="Ny", days=1)

    assert outdated(session) == {"S1": ("title",)}


@on_sqlite
def test_a_text_without_translation_is_not_old(app: Flask) -> None:
    session = make_talk(title_sv="")

    write(session, title_en="New")

    assert outdated(session) == {}


@on_sqlite
def test_files_tell_of_changes_too(app: Flask) -> None:
    session = make_talk()

    with transaction():
        save_sessions(session.event_id, [details_of(session, title_en="New")], now=NOW)

    assert outdated(session) == {"S1": ("title",)}


def test_a_translation_that_holds_is_said_to(app: Flask) -> None:
    session = make_talk()
    write(session, title_en="New")
    number = session.id

    with transaction():
        confirmed = confirm_translations(number, actor=ACTOR, now=NOW + timedelta(days=1))
        again = confirm_translations(number, actor=ACTOR, now=NOW + timedelta(days=1))

    assert (confirmed, again) == (True, False)
    assert outdated(session) == {}
    write(session, days=2, title_en="Newer")
    assert outdated(session) == {"S1": ("title",)}
