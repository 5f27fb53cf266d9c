"""Try an installed `eventapp` as its user would: fill the demo, report, serve, open pages."""

import csv
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

COMMAND = str(Path(sys.executable).with_name("eventapp"))
EVENT = "atmp-world-tour-2021"
LONGEST_START = 30.0


def rows_of(name: str) -> list[dict[str, str]]:
    """Give the rows of a file of the demo, as the package brought it."""
    text = (resources.files("eventapp") / "demo" / name).read_text("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def expect(what: str, found: object, wanted: object) -> None:
    """End with a message unless `found` is what was `wanted`."""
    if found != wanted:
        sys.exit(f"{what}: found {found!r}, wanted {wanted!r}")
    print(f"{what}: {found}")


def run(*arguments: str) -> str:
    """Run the command and give what it printed."""
    done = subprocess.run([COMMAND, *arguments], stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def check_report() -> None:
    """Compare the report with what can be counted in the demo's files by hand."""
    report = json.loads(run("report", EVENT, "--format", "json"))
    registered = [row for row in rows_of("registrations.csv") if not row.get("withdrawn_at")]
    sessions = [row for row in rows_of("programme.csv") if row["kind"] != "break"]
    expect("registrants", report["registrants"], len(registered))
    expect("countries", report["countries"], len({row["country"] for row in registered}))
    expect("speakers", report["speakers"], len(rows_of("speakers.csv")))
    expect("sessions", report["sessions"], len(sessions))
    expect("log-ins", report["logins"], len(rows_of("logins.csv")))
    expect("plays", report["on_demand"]["plays"], len(rows_of("plays.csv")))
    expect("registrants by country", sum(report["by_country"].values()), len(registered))
    expect("stops", report["stops"], len(report["per_stop"]))


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def page(address: str) -> tuple[int, str]:
    """Open an address and give its status and text."""
    with urlopen(address, timeout=10) as answer:
        return answer.status, answer.read().decode()


@contextmanager
def served() -> Iterator[str]:
    """Serve what the demo made for as long as it is looked at."""
    root = f"http://127.0.0.1:{free_port()}"
    arguments = ["serve", "--port", root.rpartition(":")[2]]
    server = subprocess.Popen([COMMAND, *arguments], start_new_session=True)
    try:
        wait_for(f"{root}/", server)
        yield root
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and server.poll() is None:
        try:
            page(address)
        except URLError:
            time.sleep(0.1)
        else:
            return
    sys.exit("the server did not answer")


def check_pages() -> None:
    """Open the programme and the first style sheet it names."""
    with served() as root:
        status, text = page(f"{root}/events/{EVENT}/programme")
        expect("status of the programme", status, 200)
        missing = [row["code"] for row in rows_of("programme.csv") if row["title_en"] not in text]
        expect("sessions missing from the programme", missing, [])
        sheet = re.search(r'<link[^>]*href="([^"]+\.css)"', text)
        if sheet is None:
            sys.exit("the programme names no style sheet")
        status, text = page(root + sheet[1])
        expect(f"status of {sheet[1]}", (status, bool(text)), (200, True))


def main() -> None:
    """Run everything in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="eventapp-installed-") as place:
        os.environ["EVENTAPP_DATA_DIR"] = place
        os.environ.pop("EVENTAPP_DATABASE_URL", None)
        run("demo", "--no-serve")
        check_report()
        check_pages()


if __name__ == "__main__":
    main()
