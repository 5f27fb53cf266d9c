"""The application as servers load it."""

from eventapp.app import create_app
from eventapp.foundation import logs
from eventapp.web import assets, request_log
from eventapp.web.attendee.beating import keep_writing

logs.begin()
app = create_app()
request_log.write_lines(app)
assets.keep_templates(app)
keep_writing(app)
