"""What templates say in the reader's language: countries, names of codes, times."""

from flask import Flask

from eventapp.foundation.countries import continent_name, country_name


def init_app(app: Flask) -> None:
    """Give templates the words for codes."""
    app.jinja_env.globals.update(country_name=country_name, continent_name=continent_name)
