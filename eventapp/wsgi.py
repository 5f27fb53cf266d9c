"""The application as servers load it."""

from eventapp.app import create_app

app = create_app()
