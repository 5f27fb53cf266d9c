"""What imports tell the rest of the system."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.audit.models import AuditEntry
from eventapp.events.queries import site_version, versions_of
from eventapp.exchange.importing import EVENT_FILES, EventUnknown, take_event_file, take_site_file
from eventapp.foundation.database import db
from eventapp.foundation.resources import folder
from eventapp.foundation.transaction import transaction
from tests.exchange.files import Imports, on_sqlite, written
from tests.factories import NOON, make_event

SPEAKERS = (
    "code,given_name,family_name,country,zone,gender,sector,organisation\n"
    "X1,Ada,Öberg,SE,Europe/Stockholm,woman,region,\n"
)
LOG_INS = "login,stop,registration,joined_at,left_at\nL1,D1,R1,2030-05-15T12:00:00Z,\n"


def entries() -> list[tuple[str, str, str, str]]:
    columns = (AuditEntry.actor, AuditEntry.action, AuditEntry.subject, AuditEntry.detail)
    rows = db.session.execute(sa.select(*columns).order_by(AuditEntry.id))
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def test_import_that_changes_something_is_told_and_recorded(imports: Imports) -> None:
    event, version, figures = versions_of(imports.slug) or (0, 0, 0)
    site = site_version()

    imports.take("speakers", SPEAKERS)

    assert versions_of(imports.slug) == (event, version + 1, figures + 1)
    assert site_version() == site + 1
    assert entries() == [("test", "import speakers", "speakers.csv", "1 rows, 1 new or changed")]


def test_import_of_attendance_leaves_other_pages_as_they_are(imports: Imports) -> None:
    event, version, figures = versions_of(imports.slug) or (0, 0, 0)

    imports.take("logins", LOG_INS)

    assert versions_of(imports.slug) == (event, version, figures + 1)


def test_import_that_changes_nothing_tells_nobody(imports: Imports) -> None:
    imports.take("speakers", SPEAKERS)
    before = (versions_of(imports.slug), site_version(), entries())

    imports.take("speakers", SPEAKERS)
    imports.refused("speakers", SPEAKERS + "x\n")

    assert (versions_of(imports.slug), site_version(), entries()) == before


@on_sqlite
@pytest.mark.parametrize("kind", EVENT_FILES)
def test_header_alone_changes_nothing(imports: Imports, kind: str) -> None:
    with (folder("demo") / f"{kind}.csv").open(encoding="utf-8") as file:
        header = file.readline()

    assert imports.take(kind, header) == (0, 0)


def test_unknown_event_is_refused_with_those_that_are_known(app: Flask, tmp_path: Path) -> None:
    make_event("b")
    make_event("a")
    path = written(tmp_path, SPEAKERS)

    with pytest.raises(EventUnknown) as refused, transaction():
        take_event_file("speakers", "c", path, actor="test", now=NOON)
    assert (refused.value.slug, refused.value.known) == ("c", ("a", "b"))

    with pytest.raises(EventUnknown), transaction():
        take_site_file("metrics", path, slug="c", actor="test", now=NOON)
