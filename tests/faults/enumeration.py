"""Does an answer tell a known address from an unknown one, by what it says or by its time?

    python -m tests.faults.enumeration [--tries 500]

serves each engine and sends each form as often for addresses that are known as for others, and
opens each kind of link as often with a token that was good once as with one that never was, in
random order on one connection. Status, headers and body must be the same but for tokens, and of the
times nobody must learn more than by tossing a coin: AUC is the chance that a known address takes
longer than an unknown one (Mann-Whitney), told as its distance from both sides, 0.5 to 1. The
controls are forms that leak, and must be found out. Ends with 1 when they are not, or when a form
of ours is.
"""

import argparse
import gc
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from eventapp.accounts.actions import HASHER
from eventapp.accounts.models import Account
from eventapp.accounts.rules import RESET
from eventapp.foundation.database import db
from eventapp.foundation.transaction import transaction
from tests.factories import NOON, make_event, make_registration
from tests.faults.form_client import Answer, FormClient
from tests.faults.ground import ENGINES, new_database, opened
from tests.faults.http_ground import APPLICATION, serving
from tests.faults.void_links import WAYS, unknown_token, void_links
from tests.registration.applicants import make_applicant

CONTROL = "tests.faults.leaking:app"
OWED = 0.55
FIRST, SECOND = "first", "second"
"""Two events, for whoever registers at one is known there from then on."""
_HIDDEN = re.compile(r'<input id="(csrf_token|key)" name="\w+" type="hidden" value="([^"]*)"')
_NEW = re.compile(r'(nonce|value)="[^"]*"|[\w-]{43}')
_CHANGES = re.compile(rb"\r\n(date|set-cookie|content-security-policy): [^\r]*", re.IGNORECASE)


class Found(NamedTuple):
    """What the answers of a form tell."""

    form: str
    auc: float
    differing: int
    """How many kinds of answers there are beyond the one that both should get."""

    @property
    def tells(self) -> bool:
        return self.auc > OWED or self.differing > 0

    def __str__(self) -> str:
        return f"{self.form:<15} AUC {self.auc:.3f}  other answers {self.differing}"


class Way(NamedTuple):
    """How a form is sent for somebody, or a link opened: where, and what is said."""

    page: str
    """What is opened before, once."""
    address: Callable[[str], str]
    fields: Callable[[str], dict[str, str]] | None
    """What the form says; None for a link."""


def _applicant(email: str) -> dict[str, str]:
    told = make_applicant("x", email=email)._asdict()
    return {name: value for name, value in told.items() if isinstance(value, str)}


def _ways(void: dict[str, dict[str, str]]) -> dict[str, Way]:
    """Give the forms and links; `void` are tokens that open nothing, by kind and address."""
    register, again = f"/events/{FIRST}/register", f"/events/{SECOND}/registered"
    asking, signing = "/organise/new-password", "/organise/sign-in"

    def to(kind: str) -> Callable[[str], str]:
        return lambda email: f"{WAYS[kind]}/{void[kind].get(email) or unknown_token(email)}"

    def only(email: str) -> dict[str, str]:
        return {"email": email}

    def wrong(email: str) -> dict[str, str]:
        return {"email": email, "password": "a password that is not theirs"}

    return {
        "register": Way(register, lambda _: register, _applicant),
        "ticket again": Way(again, lambda _: again, only),
        "new password": Way(asking, lambda _: asking, only),
        "sign in": Way(signing, lambda _: signing, wrong),
        "reset": Way(signing, to(RESET), lambda _: {"new_password": "x" * 20, "again": "x" * 20}),
        **{f"{kind} link": Way("/", to(kind), None) for kind in WAYS},
    }


def known_addresses(tries: int) -> list[str]:
    """Make registrations and accounts, and give their addresses."""
    events = [make_event(slug) for slug in (FIRST, SECOND)]
    password = HASHER.hash("a long enough password")
    emails = [f"known{number:05}@example.org" for number in range(tries)]
    for number, email in enumerate(emails):
        for event in events:
            make_registration(event, f"K{number}", email=email)
        with transaction():
            db.session.add(Account(email=email, password_hash=password, created_at=NOON))
    return emails


def ask(client: FormClient, way: Way, emails: Sequence[str]) -> Iterator[tuple[str, float, Answer]]:
    """Send a form for each address, from one browser, and give how long the answer took."""
    hidden = dict(_HIDDEN.findall(client.ask("GET", way.page).text))
    cookie = client.cookie
    for email in emails:
        method, body = "GET", ""
        if way.fields is not None:
            method, body = "POST", urlencode(way.fields(email) | hidden)
        address, client.cookie = way.address(email), cookie
        began = time.perf_counter()
        answer = client.ask(method, address, body)
        yield email, time.perf_counter() - began, answer


def said(answer: Answer, email: str) -> tuple[object, ...]:
    """Give what an answer says but for what is new in each, and what was sent."""
    head = _CHANGES.sub(b"", answer.head).decode()
    return answer.status, head, _NEW.sub("", answer.text.replace(email, ""))


def auc(ones: Sequence[float], others: Sequence[float]) -> float:
    """Give the chance to tell one from another by which is larger; 0.5 is a tossed coin."""
    ranked = sorted([(one, True) for one in ones] + [(other, False) for other in others])
    ranks = sum(place for place, (_time, is_one) in enumerate(ranked, 1) if is_one)
    share = (ranks - len(ones) * (len(ones) + 1) / 2) / (len(ones) * len(others))
    return max(share, 1 - share)


def try_form(client: FormClient, form: str, way: Way, known: Sequence[str]) -> Found:
    """Send a form for all known addresses and as many unknown ones, and compare."""
    unknown = [email.replace("known", "other") for email in known]
    emails = [*known, *unknown]
    random.Random(form).shuffle(emails)  # noqa: S311 -- no secret
    times: dict[bool, list[float]] = {True: [], False: []}
    answers: Counter[tuple[object, ...]] = Counter()
    gc.disable()
    try:
        for email, took, answer in ask(client, way, emails):
            times[email.startswith("known")].append(took)
            answers[said(answer, email)] += 1
    finally:
        gc.enable()
    return Found(form, auc(times[True], times[False]), len(answers) - 1)


def run(url: str, *, tries: int, application: str = APPLICATION) -> list[Found]:
    """Serve, and try all forms."""
    with opened(url):
        known = known_addresses(tries)
        void = void_links(known)
    with serving(url, workers=1, application=application) as site:
        client = FormClient(site.port, FIRST)
        ways = _ways(void)
        for way in ways.values():
            list(ask(client, way, ["first@example.org"] * 20))
        found = [try_form(client, form, way, known) for form, way in ways.items()]
        client.close()
    return found


def main() -> int:
    """Run on both engines, with the controls."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=500)
    wish = parser.parse_args()
    good = True
    for engine in ENGINES:
        for kind, application in (("ours", APPLICATION), ("control", CONTROL)):
            with new_database(engine) as url:
                for found in run(url, tries=wish.tries, application=application):
                    good &= found.tells == (kind == "control")
                    print(f"{engine:<10} {kind:<7} {found}", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
