"""What tests propose: valid and dull unless they say otherwise."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

from flask import Flask

from eventapp.events.models import Event
from eventapp.foundation.database import db
from eventapp.foundation.timezones import to_wall
from eventapp.foundation.transaction import transaction
from eventapp.proposals.models import Proposal, ProposalCall, ProposalQuestion
from eventapp.proposals.proposing import propose
from eventapp.proposals.queries import proposal_by_code
from eventapp.proposals.rules import CoSpeaker, ProposalDetails
from tests.factories import NOON

SECRET = "a secret of the tests, long enough"  # noqa: S105 -- not a real one
WEEK = timedelta(days=7)
FAR_AWAY = datetime(2190, 1, 1, tzinfo=UTC)
"""So late that a deadline has not passed, whenever tests run."""


def make_call(event: Event, **values: Any) -> ProposalCall:
    """Make a call that is open for a week from NOON."""
    closes_at = values.pop("closes_at", NOON + WEEK)
    opens_at = values.pop("opens_at", None)
    defaults = {
        "zone": event.zone,
        "wall_opens": to_wall(opens_at, event.zone) if opens_at else None,
        "wall_closes": to_wall(closes_at, event.zone),
        "opens_at": opens_at,
        "closes_at": closes_at,
        "text_en": "",
        "text_sv": "",
        "is_blind": False,
        "kinds": "talk panel workshop",
        "lengths": "20 45",
    }
    with transaction():
        call = ProposalCall(event_id=event.id, **defaults | values)
        db.session.add(call)
        db.session.flush()
    return call


def make_question(event: Event, label: str = "Why?", **values: Any) -> ProposalQuestion:
    """Make a short question that need not be answered."""
    defaults = {
        "label_en": label,
        "label_sv": label,
        "kind": "short",
        "choices_en": "",
        "choices_sv": "",
        "is_required": False,
        "is_personal": False,
        "position": 0,
    }
    with transaction():
        question = ProposalQuestion(event_id=event.id, **defaults | values)
        db.session.add(question)
        db.session.flush()
    return question


def a_proposal(name: str = "Maya", **values: Any) -> ProposalDetails:
    """Give a proposal by somebody in Kathmandu."""
    defaults: dict[str, Any] = {
        "given_name": name,
        "family_name": "Gurung",
        "email": f"{name.casefold()}@example.org",
        "country_code": "NP",
        "zone": "Asia/Kathmandu",
        "sector": "academia",
        "organisation": "Patan hospital",
        "language": "en",
        "title_en": "Cell therapy at altitude",
        "title_sv": "",
        "abstract_en": "What we learnt.",
        "abstract_sv": "",
        "kind": "talk",
        "minutes": 20,
        "themes": "car_t health_data",
    }
    return ProposalDetails(**defaults | values)


def a_speaker(**values: str) -> CoSpeaker:
    """Give somebody in Chile who would speak along."""
    defaults = {
        "given_name": "Elena",
        "family_name": "Rojas",
        "email": "elena@example.org",
        "country_code": "CL",
        "organisation": "Clínica Sur",
    }
    return CoSpeaker(**defaults | values)


def make_proposal(
    event: Event, name: str = "Maya", *, now: datetime = NOON, **values: Any
) -> Proposal:
    """Let somebody propose; the event must have an open call."""
    event_id = event.id
    with transaction():
        propose(event_id, a_proposal(name, **values), key=name, secret=SECRET, now=now)
    found = db.session.query(Proposal).order_by(Proposal.id.desc()).first()
    assert found is not None
    return found


def make_coded_proposal(event: Event, code: str, title: str) -> Proposal:
    """Let somebody propose under a code, accepted and to be told."""
    proposal = make_proposal(event, title_en=title)
    with transaction():
        proposal.code, proposal.state = code, "accepted"
        db.session.flush()
    return proposal


def again(proposal: Proposal) -> Proposal:
    """Give a proposal as it is stored now."""
    event_id, code = proposal.event_id, proposal.code
    db.session.rollback()
    found = proposal_by_code(event_id, code)
    assert found is not None
    return found


def at_once(app: Flask, number: int, act: Callable[[], Any]) -> list[Any]:
    """Let several do the same in transactions of their own that begin together."""
    barrier = Barrier(number)

    def run(_number: int) -> Any:
        with app.app_context():
            barrier.wait()
            try:
                with transaction():
                    return act()
            except Exception as error:
                return type(error)
            finally:
                db.session.remove()

    db.session.rollback()
    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))
