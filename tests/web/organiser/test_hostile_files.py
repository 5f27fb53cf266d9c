"""No programme file that is sent does more than be refused, and then nothing of it is stored."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from eventapp.app import create_app
from eventapp.exchange.demo import DEMO_EVENT, take_demo
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.web.organiser.import_form import LARGEST_FILE, packed, short_name, unpacked
from tests.conftest import FreshClient, settings_for
from tests.exchange.test_fuzz import MUTATIONS, Mutation, contents, fuzzed, mutated, sample
from tests.exchange.test_schedule_import import TALK
from tests.factories import NOON
from tests.page_rules import problems_of
from tests.web.organiser.filling import filled
from tests.web.organiser.signing import make_account, sign_in

PAGE = f"/organise/events/{DEMO_EVENT}/import"
KINDS = ("programme", "speakers", "lineup", "json", "xml")


@pytest.fixture(scope="module")
def organiser(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FlaskClient]:
    """Give an organiser who has signed in, and a site with the demo tour."""
    place = tmp_path_factory.mktemp("hostile")
    shutil.copy(sqlite_template, place / "hostile.sqlite")
    app: Flask = create_app(settings_for(f"sqlite:///{place / 'hostile.sqlite'}", place))
    with app.app_context():
        with transaction():
            take_demo(now=NOON)
        make_account()
        app.config["WTF_CSRF_ENABLED"] = False
        app.test_client_class = FreshClient
        client = app.test_client()
        sign_in(client)
        yield client
        db.session.remove()
        db.engine.dispose()


def file_of(client: FlaskClient, kind: str) -> bytes:
    """Give a file that is taken, for hypothesis to break."""
    if kind in {"xml", "json"}:
        return client.get(f"/events/{DEMO_EVENT}/schedule.{kind}").data[:20_000]
    return sample(kind)


def multipart(content: bytes, **fields: str) -> dict[str, Any]:
    """Give a form with a file, written by hand: any bytes may be in it."""
    mark = b"7f3b1c9d5e"
    parts = [
        b'Content-Disposition: form-data; name="%s"\r\n\r\n%s' % (name.encode(), value.encode())
        for name, value in fields.items()
    ]
    named = b'Content-Disposition: form-data; name="file"; filename="file.csv"\r\n\r\n'
    parts.append(named + content)
    body = b"".join(b"--%s\r\n%s\r\n" % (mark, part) for part in parts)
    return {
        "data": body + b"--%s--\r\n" % mark,
        "content_type": f"multipart/form-data; boundary={mark.decode()}",
    }


def stored_now() -> list[object]:
    """Give a digest of all that is stored, as of now."""
    db.session.rollback()
    return contents()


def check_whole_or_refused(client: FlaskClient, kind: str, content: bytes) -> int:
    """Send a file, and store it if it may be; it is stored whole, or refused without a trace."""
    before = stored_now()
    answer = client.post(PAGE, **multipart(content, kind=kind, do="preview"))
    assert answer.status_code in {200, 400, 413, 422}
    assert stored_now() == before
    assert problems_of(answer.text) == []
    if answer.status_code == 200 and "Store these changes" in answer.text:
        form = filled(answer.text) | {"do": "store"}
        stored = client.post(PAGE, data=form, content_type="multipart/form-data")
        assert stored.status_code == 303
        assert stored_now() != before
    return answer.status_code


@pytest.mark.parametrize("kind", KINDS)
def test_broken_files_are_stored_whole_or_refused(organiser: FlaskClient, kind: str) -> None:
    content = file_of(organiser, kind)
    told = "schedule" if kind in {"json", "xml"} else kind

    @fuzzed(15)
    @given(MUTATIONS, st.sampled_from([told, "detect"]))
    def check(mutations: list[Mutation], chosen: str) -> None:
        check_whole_or_refused(organiser, chosen, mutated(content, mutations))

    check()


@pytest.mark.parametrize("kind", ["programme", "speakers", "lineup", "schedule", "detect"])
def test_bytes_at_random_are_refused(organiser: FlaskClient, kind: str) -> None:
    @fuzzed(10)
    @given(st.binary(min_size=1, max_size=300))
    def check(content: bytes) -> None:
        assert check_whole_or_refused(organiser, kind, content) == 422

    check()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=9),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside),
    max_leaves=6,
)


def test_schedules_of_any_values_are_stored_whole_or_refused(organiser: FlaskClient) -> None:
    @fuzzed(25)
    @given(st.dictionaries(st.sampled_from(sorted(TALK)), ANYTHING, max_size=3))
    def check(values: dict[str, Any]) -> None:
        talk = TALK | {"date": "2021-04-19T08:30:00+02:00"} | values
        rooms = {str(values.get("room", "Anamudi")): [talk]}
        conference = {"time_zone_name": "Europe/Stockholm", "days": [{"rooms": rooms}]}
        content = json.dumps({"schedule": {"conference": conference}})
        check_whole_or_refused(organiser, "schedule", content.encode())

    check()


BOMB = b'<!DOCTYPE schedule [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><schedule>&b;</schedule>'
OUTSIDE = b'<!DOCTYPE schedule SYSTEM "file:///etc/passwd"><schedule/>'
LURKING = b'{"schedule":{"conference":{"days":[{"rooms":{"\\ud800":[{"id":"\\ud800"}]}}]}}}'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BOMB, "a document type is declared"),
        (OUTSIDE, "a document type is declared"),
        (b"[" * 1_000_000, "nested too deeply"),
        (b'{"a":' * 500_000, "nested too deeply"),
        (b"<a>" * 500_000, "nested deeper than 16"),
        (b"session,speaker,role\n" + b"x" * 2_000_000, "is longer than 120000 characters"),
        (b"session,speaker,role\n\0,T1,host\n", "is no session of this event"),
        (b"session,speaker,role\n\xff,T1,host\n", "is no session of this event"),
        ("session,speaker,role\nD1-1,T1,host\n".encode("utf-16"), "is UTF-16"),
        (b'session,speaker,role\n"D1-1,T1,host\n', "never closed"),
        (LURKING, "is empty"),
        (b"session,speaker,role\n" + b"x,y,z\n" * 100_000, "and 299000 more"),
    ],
)
def test_hostile_files_are_refused(organiser: FlaskClient, content: bytes, words: str) -> None:
    before = stored_now()

    answer = organiser.post(PAGE, **multipart(content, kind="detect", do="preview"))

    assert answer.status_code == 422
    assert words in answer.text.replace("&#39;", "'")
    assert stored_now() == before


def test_large_files_are_refused(organiser: FlaskClient) -> None:
    little = organiser.post(PAGE, **multipart(b"x" * (LARGEST_FILE + 1), kind="lineup"))
    much = organiser.post(PAGE, **multipart(b"[" * 7_000_000, kind="schedule"))

    assert (little.status_code, much.status_code) == (422, 413)
    assert "The file is larger than 4 MB." in little.text


def test_many_rows_are_refused(organiser: FlaskClient) -> None:
    row = "{0},Ada,W,SE,Europe/Stockholm,woman,region,"
    rows = "\n".join(row.format(f"X{number}") for number in range(5_001))
    header = "code,given_name,family_name,country,zone,gender,sector,organisation"

    answer = organiser.post(
        PAGE, **multipart(f"{header}\n{rows}\n".encode(), kind="speakers", do="preview")
    )

    assert answer.status_code == 422
    assert "has 5001 rows — at most 5000 are taken here" in answer.text


def test_packed_files_come_back_and_grow_to_no_more_than_is_taken() -> None:
    bomb = packed(b"0" * (20 * LARGEST_FILE))

    assert unpacked(packed(b"a\0b")) == b"a\0b"
    assert len(bomb) < 200_000
    assert len(unpacked(bomb)) == LARGEST_FILE + 1
    assert [unpacked(text) for text in ("", "é", "\ud800", "a", "AAAA", "====")] == [b""] * 6


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\my files\\programme.csv", "programme.csv"),
        ("/a/b/speakers.csv", "speakers.csv"),
        ("a\u202eb\0c\n.csv", "abc.csv"),
        ("x" * 300 + ".csv", "x" * 76 + ".csv"),
        ("", "file"),
        ("a/", "file"),
    ],
)
def test_names_of_files_are_short_and_plain(name: str, shown: str) -> None:
    assert short_name(name) == shown
