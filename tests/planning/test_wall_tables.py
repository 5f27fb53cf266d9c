"""No column of wall times is forgotten by `check zones`."""

from datetime import datetime

import pytest
import sqlalchemy as sa
from flask import Flask

import eventapp.tables  # noqa: F401 -- every model is known then
from eventapp.foundation.database import Base, Model, UTCDateTime, WallTime
from eventapp.planning.wall_tables import TABLES, WallTable, clocked_rows
from tests.counting import statements
from tests.factories import make_event


def wall_columns() -> set[tuple[str, str]]:
    """Give every column of wall times with its table, by its type or its name."""
    return {
        (mapper.local_table.description, name)
        for mapper in Base.registry.mappers
        for name, column in mapper.columns.items()
        if isinstance(column.type, WallTime) or name.startswith("wall_")
    }


def table_name(model: type[Model]) -> str:
    return str(model.__tablename__)


def test_every_column_of_wall_times_is_derived_anew() -> None:
    told = {(table_name(table.model), column.wall) for table in TABLES for column in table.columns}

    assert len(told) == sum(len(table.columns) for table in TABLES)
    assert told == wall_columns()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.kind)
def test_each_has_its_instant_and_its_zone(table: WallTable) -> None:
    columns = sa.inspect(table.model).columns

    for column in table.columns:
        assert isinstance(columns[column.instant].type, UTCDateTime)
        assert columns[column.wall].nullable == columns[column.instant].nullable
    assert columns[table.zone].type.python_type is str
    assert not table.is_span or "tzdata_version" in columns


def test_no_instant_is_told_twice() -> None:
    told = [(table.kind, column.instant) for table in TABLES for column in table.columns]

    assert len(set(told)) == len(told)


def test_one_statement_a_table(app: Flask) -> None:
    make_event(wall_registration_opens=datetime(2030, 5, 1, 9))

    with statements() as seen:
        assert len(list(clocked_rows())) == 1

    assert len(seen) == len(TABLES)
