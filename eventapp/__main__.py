"""Lets `python -m eventapp` do what the `eventapp` command does."""

from eventapp.commands import main

main(prog_name="eventapp")
