"""The self-check as the server runs it before it starts: in a process of its own."""

import subprocess
import sys


def check_before_serving(host: str) -> None:
    """End with status 1 and in words when the settings are unsafe; warnings are told.

    Done by a process of its own: the server's first process stays small when it does not load
    the application.
    """
    command = [sys.executable, "-m", "eventapp", "check", "settings", "--host", host]
    ended = subprocess.run(command, check=False, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own
    if ended.returncode:
        sys.exit(1)
