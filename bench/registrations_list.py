"""How long organisers wait for their registrations: a page, a search, the file.

    python -m bench.registrations_list [--engine sqlite] [REGISTRATIONS ...]

For each number of registrations (5,000 and 50,000 unless told) a fresh database is filled, and the
pages are opened three times as an organiser; the median is printed, and the most memory taken.
"""

import argparse
import multiprocessing
import resource
import statistics
import time
from datetime import timedelta

from flask.testing import FlaskClient

from eventapp.foundation.transaction import transaction
from eventapp.registration.actions import save_registrations
from eventapp.registration.rules import RegistrationDetails
from tests.factories import NOON, make_event
from tests.faults.ground import ENGINES, new_database, opened
from tests.signing_in import make_account, signed_in

NAMES = ("Åsa Ångström", "René O'Neill", "Bo Berg", "Aiko Hoshikawa", "Łucja Żuk")
COUNTRIES = ("SE", "JP", "FR", "US", "PL")
LIST = "/organise/events/big/registrations"
TIMES = 3


def details(number: int) -> RegistrationDetails:
    """Give one of many registrations."""
    given, family = NAMES[number % len(NAMES)].split()
    return RegistrationDetails(
        code=f"P{number}",
        given_name=given,
        family_name=f"{family} {number}",
        email=f"person.{number}@example.org",
        country_code=COUNTRIES[number % len(COUNTRIES)],
        zone="Europe/Stockholm",
        sector="academia",
        organisation="Västvågs universitet",
        gender="not_stated",
        language="sv",
        newsletter=number % 2 == 0,
        registered_at=NOON - timedelta(minutes=number),
        withdrawn_at=None,
        mode="online",
    )


def fill(url: str, rows: int) -> None:
    """Make an event with that many registrations."""
    with opened(url):
        event_id = make_event("big").id
        make_account("olga@example.org", "organiser")
        with transaction():
            save_registrations(event_id, [details(number) for number in range(rows)])


def seconds(client: FlaskClient, address: str, *, post: bool = False) -> tuple[float, int]:
    """Give the median time of an address, and the length of its answer."""
    taken, length = [], 0
    for _ in range(TIMES):
        begin = time.perf_counter()
        answer = client.post(address) if post else client.get(address)
        length = len(answer.get_data())
        taken.append(time.perf_counter() - begin)
        assert answer.status_code == 200, answer.status_code
    return statistics.median(taken), length


def measure(url: str, rows: int) -> None:
    """Open everything and print how long it took; in a process of its own, for its memory."""
    with opened(url) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        client = signed_in(app, "olga@example.org")
        client.get(LIST)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for name, address in (
            ("first page", LIST),
            ("by name", f"{LIST}?order=name"),
            ("search", f"{LIST}?q=angstrom+{rows - 5}"),
            ("search for what is not there", f"{LIST}?q=nobody"),
            ("overview", "/organise/events/big"),
        ):
            print(f"{rows:7,} {name:30} {1000 * seconds(client, address)[0]:7.0f} ms")
        took, length = seconds(client, f"{LIST}.csv", post=True)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(
            f"{rows:7,} {'file':30} {1000 * took:7.0f} ms, {length / 2**20:.1f} MiB;"
            f" memory {before // 1024} → {after // 1024} MiB at most"
        )


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("registrations", nargs="*", type=int, default=[5_000, 50_000])
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    wishes = parser.parse_args()
    spawn = multiprocessing.get_context("spawn")
    for rows in wishes.registrations:
        with new_database(wishes.engine) as url:
            for work in (fill, measure):
                process = spawn.Process(target=work, args=(url, rows))
                process.start()
                process.join()
                if process.exitcode:
                    raise SystemExit(process.exitcode)


if __name__ == "__main__":
    main()
