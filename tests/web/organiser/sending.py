"""Programme files that tests send to the page that takes them in."""

import io
import json
import re
from html import unescape
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient

from eventapp.foundation.database import db
from eventapp.programme.models import Session
from tests.exchange.test_schedule_import import TALK
from tests.page_rules import problems_of
from tests.web.organiser.filling import filled

PAGE = "/organise/events/tour/import"
HEADER = "code,stop,kind,starts,ends,zone,title_en,title_sv,theme,host_country,guest_zone"
KNOWN = "S1,D1,talk,2030-05-15T14:00,2030-05-15T14:45,Europe/Stockholm,Cells,Celler,,,"
MOVED = "S1,D1,panel,2030-05-15T15:00,2030-05-15T15:45,Europe/Stockholm,Cells,Celler,,,"
NEW = "S2,D1,talk,2030-05-15T16:00,2030-05-15T16:45,Europe/Stockholm,Genes,Gener,,,"
SPEAKERS = "code,given_name,family_name,country,zone,gender,sector,organisation"
ADA = "T1,Ada,Wallner,JP,Asia/Tokyo,woman,region,Analytical"


def csv_file(*rows: str) -> str:
    return "\n".join([HEADER, *rows, ""])


def schedule(*talks: dict[str, Any]) -> str:
    rooms = {"Anamudi": [TALK | talk for talk in talks]}
    conference = {"time_zone_name": "Europe/Stockholm", "days": [{"rooms": rooms}]}
    return json.dumps({"schedule": {"conference": conference}})


def sent(
    client: FlaskClient, content: str | bytes, kind: str = "detect", name: str = "file.csv"
) -> Any:
    """Send a file as a browser does; give the page that answers, found sound."""
    content = content if isinstance(content, bytes) else content.encode()
    form = filled(client.get(PAGE).text)
    answer = client.post(
        PAGE, data=form | {"kind": kind, "do": "preview", "file": (io.BytesIO(content), name)}
    )
    assert answer.status_code < 500
    if answer.mimetype == "text/html":
        assert problems_of(answer.text) == []
    return answer


def stored(client: FlaskClient, page: str, **changed: str) -> Any:
    """Press the button of a preview."""
    return client.post(
        PAGE,
        data=filled(page) | {"do": "store"} | changed,
        content_type="multipart/form-data",
    )


def words(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def sessions() -> dict[str, tuple[str, str]]:
    db.session.rollback()
    return {row.code: (row.kind, row.state) for row in db.session.scalars(sa.select(Session))}
