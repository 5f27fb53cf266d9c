"""The demo tour, made once by the command, copied, and served by the production server."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from tests.ports import held_port

LONGEST_START = 120.0
COMMAND = [sys.executable, "-m", "eventapp"]
EVENT = "atmp-world-tour-2021"


class Demo(NamedTuple):
    """A demo that was made and is not served."""

    place: Path
    """Where its database lies."""
    coming: str
    """The short name in addresses of the edition that is live."""
    email: str
    password: str


class Site(NamedTuple):
    """A site that answers, and who may sign in there."""

    root: str
    coming: str
    """The short name in addresses of the edition that is live."""
    email: str
    password: str
    place: Path
    """Where its database and the letters lie."""

    def run(self, *arguments: str) -> str:
        """Run `eventapp …` on the site's database; give what it printed."""
        return subprocess.run(  # noqa: S603 -- our own command
            [*COMMAND, *arguments],
            env=_environment(self.place, self.root),
            capture_output=True,
            text=True,
            check=True,
        ).stdout


def _environment(place: Path, root: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    ours = {"EVENTAPP_DATA_DIR": str(place), "EVENTAPP_BASE_URL": root}
    inherited.pop("EVENTAPP_DATABASE_URL", None)
    return inherited | ours


def _word_after(name: str, printed: str) -> str:
    found = re.search(rf"{name}\s+(\S+)", printed)
    if found is None:
        message = f"the demo did not print its {name}"
        raise ValueError(message)
    return found[1]


def _wait_for(root: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and server.poll() is None:
        try:
            urlopen(root, timeout=LONGEST_START).close()  # noqa: S310 -- our own server
        except URLError:
            time.sleep(0.05)
        else:
            return
    message = "the server did not answer"
    raise TimeoutError(message)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def make_demo(place: Path) -> Demo:
    """Make the demo in a folder."""
    printed = subprocess.run(  # noqa: S603 -- our own command
        [*COMMAND, "demo", "--no-serve"],
        env=_environment(place, "http://127.0.0.1"),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    coming = _word_after("Live now", printed).rpartition("/")[2]
    return Demo(place, coming, _word_after("Sign in as", printed), _word_after("Password", printed))


@contextmanager
def served(demo: Demo, place: Path, host: str = "127.0.0.1") -> Iterator[Site]:
    """Serve a copy of a demo, made into a folder, for as long as it is needed.

    `host` is how the site calls itself: this machine by its number or its name.
    """
    shutil.copytree(demo.place, place, dirs_exist_ok=True)
    with held_port() as port:
        root = f"http://{host}:{port}"
        server = subprocess.Popen(  # noqa: S603 -- our own command
            [*COMMAND, "serve", "--port", str(port)],
            env=_environment(place, root),
            start_new_session=True,
        )
        try:
            _wait_for(root, server)
            yield Site(root, demo.coming, demo.email, demo.password, place)
        finally:
            _stop(server)
