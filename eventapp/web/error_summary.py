"""What is wrong with a form, summed up in the order in which its fields stand on the page."""

from collections.abc import Iterable

from flask import Flask
from wtforms import Field


def in_order_of(fields: Iterable[Field], markup: str) -> list[Field]:
    """Give fields in the order in which they stand in markup, then those that do not."""
    places = [(markup.find(f'id="{field.id}"'), field) for field in fields]
    placed = sorted((place for place in places if place[0] >= 0), key=lambda place: place[0])
    return [field for _place, field in placed] + [field for at, field in places if at < 0]


def init_app(app: Flask) -> None:
    """Let templates sum up what is wrong in the order of the page."""
    app.jinja_env.filters["in_order_of"] = in_order_of
