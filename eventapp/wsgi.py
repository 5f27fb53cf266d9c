"""The application as servers load it."""

from eventapp.app import create_app
from eventapp.web.attendee.beating import keep_writing

app = create_app()
keep_writing(app)
