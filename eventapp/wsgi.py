"""The application as servers load it."""

from eventapp.app import create_app
from eventapp.foundation import logs
from eventapp.web import request_log
from eventapp.web.attendee.beating import keep_writing

logs.begin()
app = create_app()
request_log.write_lines(app)
keep_writing(app)
