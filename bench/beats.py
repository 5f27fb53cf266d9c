"""Signs of life of a live page, beside a bare route of the same server.

    python -m bench.beats [SECONDS] [ROUNDS]

Thousands of viewers of the demo's live stop send their beats from 8 kept connections, each with a
token of its own; every beat is checked, and written by the server within a second. A page may give
six signs of life in half a minute, so each round has pages of its own, as many as it takes to stay
below that. Load comes from wrk (Debian: apt-get install wrk). What counts is the ratio to the bare
route, measured in the same round; beside it stands that of the processor time. A last line tells
that the beats were written.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from itertools import cycle, islice
from math import ceil
from pathlib import Path
from statistics import median

import sqlalchemy as sa

from bench.load import CONNECTIONS, Load, rate_of
from bench.servers import Server, processor_seconds, server
from eventapp.app import create_app
from eventapp.attendance.beats import MOST_IN_AN_INTERVAL
from eventapp.attendance.live import log_in
from eventapp.attendance.models import LogIn
from eventapp.commands.application import upgrade
from eventapp.config import settings_from
from eventapp.exchange.demo import take_demo
from eventapp.foundation.clock import utc_now
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from eventapp.registration.models import Registration
from eventapp.registration.registering import add_registration
from eventapp.registration.rules import Applicant
from eventapp.web.attendee.beating import beat_token

VIEWERS = 3000
FASTEST = 10_000
"""Beats in a second that no machine of today answers; one that does needs more pages."""
OWED = 1 / 3
LUA = """local beats = { %s }
local turn = 0
function request()
  turn = turn %% #beats + 1
  local headers = {["Beat-Token"] = beats[turn][2], ["Content-Length"] = "0"}
  return wrk.format("POST", beats[turn][1], headers)
end
"""


def applicant(number: int) -> Applicant:
    """Give somebody who watches."""
    return Applicant(
        given_name="Ada",
        family_name=str(number),
        email=f"viewer{number}@example.org",
        country_code="SE",
        zone="Europe/Stockholm",
        sector="academia",
        organisation="",
        gender="not_stated",
        language="en",
        mode="online",
    )


def beats_of(variables: dict[str, str], pages: int) -> list[tuple[str, str]]:
    """Make the demo and its viewers with that many open pages; give each one's next beat.

    That is its path and its token.
    """
    app = create_app(settings_from(variables))
    upgrade(app)
    now = utc_now()
    with app.app_context(), transaction():
        take_demo(now=now)
        stop_id, event_id = db.session.execute(
            sa.text("SELECT id, event_id FROM stop ORDER BY starts_at DESC LIMIT 1")
        ).one()
        numbers = [
            add_registration(event_id, applicant(number), actor="bench", now=now)
            for number in range(VIEWERS)
        ]
        codes = db.session.scalars(
            sa.select(Registration.ticket_code)
            .where(Registration.id.in_(numbers))
            .order_by(Registration.id)
        ).all()
        beats = []
        for number, code in islice(cycle(zip(numbers, codes, strict=True)), pages):
            opened = log_in(event_id, stop_id, number, now=now)
            beats.append((f"/tickets/{code}/beat", token_of(code, opened, event_id, now)))
        return beats


def token_of(code: str, log_in_id: int, event_id: int, now: datetime) -> str:
    """Give the token of a beat; it holds for as long as the load lasts."""
    until = int((now + timedelta(hours=1)).timestamp())
    return beat_token(code, log_in_id, event_id, until, until)


def written_beats(beats: list[tuple[str, str]]) -> str:
    """Give the script by which wrk sends the beats in turn."""
    return LUA % ", ".join(f'{{"{path}", "{token}"}}' for path, token in beats)


def rate_of_beats(running: Server, script: Path, seconds: float) -> float:
    """Give the beats answered in a second."""
    wrk = shutil.which("wrk")
    if wrk is None:
        sys.exit("wrk is needed: apt-get install wrk")
    length, address = f"-d{round(seconds)}s", f"http://127.0.0.1:{running.port}/"
    done = subprocess.run(
        [wrk, "-t1", f"-c{CONNECTIONS}", length, "-s", str(script), address],
        capture_output=True,
        text=True,
        check=True,
    )
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    if rate is None or "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise RuntimeError(done.stdout)
    return float(rate[1])


def written(variables: dict[str, str]) -> int:
    """Give the log-ins whose end is known, that is, for which a beat was written."""
    with create_app(settings_from(variables)).app_context():
        number = db.session.scalar(
            sa.select(sa.func.count()).where(LogIn.left_at > LogIn.joined_at)
        )
        return number or 0


def measure(folder: Path, seconds: float, rounds: int) -> None:
    """Make everything, and print the rates and the ratio."""
    variables = {"EVENTAPP_DATA_DIR": str(folder), "EVENTAPP_LOG": "off"}
    pages = ceil(seconds * FASTEST / MOST_IN_AN_INTERVAL)
    beats = beats_of(variables, pages * rounds)
    script = folder / "beats.lua"
    arguments = ("serve", "--workers", "2", "--port")
    before = written(variables)
    pairs = []
    with server("eventapp", *arguments, **variables) as running, server("bench.bare") as bare:
        rate_of(Load(bare.port, "/", 1))
        for begin in range(0, pages * rounds, pages):
            script.write_text(written_beats(beats[begin : begin + pages]))
            spent = processor_seconds(running.process)
            rate = rate_of_beats(running, script, seconds)
            spent = processor_seconds(running.process) - spent
            bare_spent = processor_seconds(bare.process)
            bare_rate = rate_of(Load(bare.port, "/", seconds))
            bare_spent = processor_seconds(bare.process) - bare_spent
            pairs.append((rate, bare_rate, (bare_spent / bare_rate) / (spent / rate)))
    ratio = median(rate / bare_rate for rate, bare_rate, _cheapness in pairs)
    rate, bare_rate, cheapness = (median(values) for values in zip(*pairs, strict=True))
    verdict = "ok" if max(ratio, cheapness) >= OWED else "MISSED"
    print(
        f"beats: {rate:,.0f}/s of {bare_rate:,.0f}/s = {ratio:.2f}; cpu {cheapness:.2f}"
        f"   owed ≥ {OWED:.2f}   {verdict}"
    )
    print(f"log-ins with a beat written: {written(variables) - before} of {len(beats)}")


if __name__ == "__main__":
    given = [float(argument) for argument in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name), given[0] if given else 3, int(given[1]) if len(given) > 1 else 3)
