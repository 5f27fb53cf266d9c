"""Reviews, decisions, telling of them, and sessions made of proposals."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from eventapp.events.models import Event
from eventapp.events.rules import FieldRefused, StateImpossible
from eventapp.foundation.database import db
from eventapp.foundation.refusals import StaleEdit
from eventapp.foundation.timezones import WallTimeTwice
from eventapp.foundation.transaction import transaction
from eventapp.mail.models import OutboxMail
from eventapp.programme.changing import publish_session
from eventapp.programme.models import Appearance, Session
from eventapp.programme.rules import SessionOutsideStop
from eventapp.proposals.accepting import SlotWish, put_into_programme, take_out_of_programme
from eventapp.proposals.deciding import decide, tell_decisions
from eventapp.proposals.models import Proposal, ProposalReview
from eventapp.proposals.queries import number_to_tell, reviews_of
from eventapp.proposals.reviewing import ReviewDetails, save_review
from eventapp.proposals.rules import AlreadyInProgramme, NoFreeTime, OwnProposal
from eventapp.speakers.models import Speaker
from tests.factories import NOON, make_event, make_session, make_speaker, make_stop
from tests.proposals.wishes import a_speaker, again, at_once, make_call, make_proposal
from tests.releases.releasing import move, release
from tests.signing_in import make_account

ACTOR = "account:1"


@pytest.fixture
def event(app: Flask) -> Event:
    made = make_event()
    make_call(made)
    return made


def in_transaction(act: Callable[[], Any]) -> Any:
    with transaction():
        return act()


def review(proposal: Proposal, account: int, score: int | None, version: int = 0) -> bool:
    number, details = proposal.id, ReviewDetails(score, "")
    with transaction():
        return save_review(number, account, details, version, actor=ACTOR, now=NOON)


def put(proposal: Proposal, state: str) -> bool:
    number = proposal.id
    with transaction():
        return decide(number, state, actor=ACTOR, now=NOON)


def scores(proposal: Proposal) -> list[int | None]:
    return [one.review.score for one in reviews_of(proposal.id)]


def test_a_review_is_stored_once_and_changed(event: Event) -> None:
    proposal, account = make_proposal(event), make_account("rolf@example.org").id

    results = [review(proposal, account, 4), review(proposal, account, 4)]
    results.append(review(proposal, account, None, 1))

    assert results == [True, False, True]
    assert scores(proposal) == [None]
    assert again(proposal).state == "reviewing"


def test_a_review_that_was_changed_meanwhile_is_not_lost(event: Event) -> None:
    proposal, account = make_proposal(event), make_account("rolf@example.org").id
    review(proposal, account, 4)

    with pytest.raises(StaleEdit):
        review(proposal, account, 2)

    assert scores(proposal) == [4]


@pytest.mark.parametrize("score", [0, 6, -1])
def test_a_review_has_a_score_of_one_to_five(event: Event, score: int) -> None:
    proposal, account = make_proposal(event), make_account("rolf@example.org").id

    with pytest.raises(FieldRefused):
        review(proposal, account, score)


def test_reviews_at_once_are_one(app: Flask, event: Event) -> None:
    number, account = make_proposal(event).id, make_account("rolf@example.org").id
    details = ReviewDetails(3, "")

    at_once(app, 3, lambda: save_review(number, account, details, 0, actor=ACTOR, now=NOON))

    assert db.session.scalar(sa.select(sa.func.count()).select_from(ProposalReview)) == 1


@pytest.mark.parametrize("email", ["maya@example.org", "elena@example.org"])
def test_nobody_reviews_their_own(event: Event, email: str) -> None:
    proposal = make_proposal(event, co_speakers=(a_speaker(),))
    account = make_account(email).id

    with pytest.raises(OwnProposal):
        review(proposal, account, 5)


def test_decisions_wait_until_they_are_sent(event: Event) -> None:
    event_id = event.id
    first, second = make_proposal(event, "Maya"), make_proposal(event, "Ryo")
    put(first, "accepted")
    put(second, "rejected")
    put(second, "waitlisted")
    waiting = number_to_tell(event_id)

    seen = {"F1": "accepted", "F2": "rejected"}
    sent = in_transaction(lambda: tell_decisions(event_id, seen, actor=ACTOR, now=NOON))
    repeated = in_transaction(lambda: tell_decisions(event_id, seen, actor=ACTOR, now=NOON))

    assert (waiting, sent, repeated, number_to_tell(event_id)) == (2, 1, 0, 1)
    mail = db.session.scalars(sa.select(OutboxMail).order_by(OutboxMail.id.desc())).first()
    assert mail is not None
    assert (mail.kind, mail.recipient) == ("proposal_decided", "maya@example.org")
    assert '"state": "accepted"' in mail.about


def test_decisions_sent_at_once_are_one_mail_each(app: Flask, event: Event) -> None:
    event_id, proposal = event.id, make_proposal(event)
    put(proposal, "accepted")

    results = at_once(
        app,
        3,
        lambda: tell_decisions(event_id, {"F1": "accepted"}, actor=ACTOR, now=NOON),
    )

    assert sorted(results) == [0, 0, 1]


def test_what_is_settled_is_not_decided(event: Event) -> None:
    proposal = make_proposal(event)
    put(proposal, "accepted")
    event_id = event.id
    in_transaction(lambda: tell_decisions(event_id, {"F1": "accepted"}, actor=ACTOR, now=NOON))

    with pytest.raises(StateImpossible):
        put(proposal, "reviewing")
    with pytest.raises(FieldRefused):
        put(proposal, "confirmed")


def schedule(proposal: Proposal, stop_id: int, wall_starts: Any = None) -> str:
    number = proposal.id
    with transaction():
        wish = SlotWish(stop_id, wall_starts)
        return put_into_programme(number, wish, actor=ACTOR, now=NOON).code


def test_an_accepted_proposal_becomes_a_draft_with_its_speakers(event: Event) -> None:
    stop = make_stop(event, starts_at=NOON + timedelta(days=30))
    make_session(stop, starts_at=stop.starts_at, minutes=30)
    known = make_speaker(event, "T7", email="Elena@example.org").id
    proposal = make_proposal(event, kind="panel", co_speakers=(a_speaker(),), gender="woman")
    put(proposal, "accepted")

    code = schedule(proposal, stop.id)

    session = db.session.scalars(sa.select(Session).where(Session.code == code)).one()
    assert (session.state, session.kind, session.title_en) == (
        "draft",
        "panel",
        "Cell therapy at altitude",
    )
    assert (session.starts_at - stop.starts_at, session.ends_at - session.starts_at) == (
        timedelta(minutes=30),
        timedelta(minutes=20),
    )
    assert (session.theme, again(proposal).session_id) == ("car_t", session.id)
    line_up = db.session.execute(
        sa.select(Appearance.speaker_id, Appearance.role).order_by(Appearance.position)
    ).all()
    maya = db.session.scalars(sa.select(Speaker).where(Speaker.family_name == "Gurung")).one()
    assert [tuple(row) for row in line_up] == [(maya.id, "moderator"), (known, "panellist")]
    assert (maya.zone, maya.gender, maya.email) == ("Asia/Kathmandu", "woman", "maya@example.org")


def test_the_first_free_half_hour_is_that_of_organisers(event: Event) -> None:
    stop = make_stop(event, starts_at=NOON + timedelta(days=30))
    make_session(stop, "P1", starts_at=stop.starts_at, state="parked")
    session = make_session(stop, "S1", starts_at=stop.starts_at, minutes=30)
    proposals = [make_proposal(event, name) for name in ("Maya", "Bo")]
    for proposal in proposals:
        put(proposal, "accepted")
    release(event.id)
    move(session, timedelta(hours=2))

    codes = [schedule(proposal, stop.id) for proposal in proposals]

    rows = db.session.scalars(sa.select(Session).where(Session.code.in_(codes)))
    assert sorted(one.starts_at - stop.starts_at for one in rows) == [
        timedelta(0),
        timedelta(minutes=30),
    ]


def test_a_time_may_be_chosen_on_the_clocks_of_the_stop(event: Event) -> None:
    stop = make_stop(event, zone="America/Santiago")
    proposal = make_proposal(event, co_speakers=(a_speaker(),))
    put(proposal, "accepted")

    code = schedule(proposal, stop.id, stop.wall_starts + timedelta(minutes=75))

    session = db.session.scalars(sa.select(Session).where(Session.code == code)).one()
    assert session.starts_at - stop.starts_at == timedelta(minutes=75)
    elena = db.session.scalars(sa.select(Speaker).where(Speaker.country_code == "CL")).one()
    assert elena.zone == "America/Santiago"


def test_a_time_that_the_clocks_show_twice_is_not_taken(event: Event) -> None:
    midnight = datetime(2030, 10, 27, tzinfo=UTC)
    stop = make_stop(event, zone="Europe/Stockholm", starts_at=midnight)
    proposal = make_proposal(event)
    put(proposal, "accepted")

    with pytest.raises(WallTimeTwice):
        schedule(proposal, stop.id, datetime(2030, 10, 27, 2, 30))

    assert again(proposal).session_id is None


def test_what_has_no_time_yet_is_parked_and_taken_out_again(event: Event) -> None:
    full = make_stop(event)
    make_session(full, starts_at=full.starts_at, minutes=240)
    proposal = make_proposal(event)
    put(proposal, "accepted")
    number, wish = proposal.id, SlotWish(full.id, None, is_parked=True)

    with transaction():
        made = put_into_programme(number, wish, actor=ACTOR, now=NOON)
        length = made.ends_at - made.starts_at
        assert (made.state, length) == ("parked", timedelta(minutes=proposal.minutes))
    with transaction():
        take_out_of_programme(number, actor=ACTOR, now=NOON)

    assert db.session.scalar(sa.select(sa.func.count()).select_from(Speaker)) == 0


def test_what_does_not_fit_leaves_nothing(event: Event) -> None:
    stop, full = make_stop(event), make_stop(event)
    foreign = make_stop(make_event())
    make_session(full, starts_at=full.starts_at, minutes=240)
    proposal = make_proposal(event)
    with pytest.raises(StateImpossible):
        schedule(proposal, stop.id)
    put(proposal, "accepted")

    with pytest.raises(NoFreeTime):
        schedule(proposal, full.id)
    with pytest.raises(SessionOutsideStop):
        schedule(proposal, stop.id, stop.wall_starts - timedelta(hours=1))
    with pytest.raises(FieldRefused):
        schedule(proposal, foreign.id)

    assert db.session.scalar(sa.select(sa.func.count()).select_from(Speaker)) == 0


def test_two_who_accept_at_once_make_one_session(app: Flask, event: Event) -> None:
    stop_id, proposal = make_stop(event).id, make_proposal(event)
    put(proposal, "accepted")
    number, wish = proposal.id, SlotWish(stop_id, None)

    results = at_once(app, 3, lambda: put_into_programme(number, wish, actor=ACTOR, now=NOON).code)

    assert sorted(map(str, results)) == [str(AlreadyInProgramme)] * 2 + ["S1"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Speaker)) == 1


def take_out(proposal: Proposal) -> None:
    number = proposal.id
    with transaction():
        take_out_of_programme(number, actor=ACTOR, now=NOON)


def test_a_draft_is_taken_back_with_the_speakers_made_for_it(event: Event) -> None:
    stop_id = make_stop(event).id
    known = make_speaker(event, "T7", email="elena@example.org").id
    proposal = make_proposal(event, co_speakers=(a_speaker(),))
    put(proposal, "accepted")
    schedule(proposal, stop_id)
    with pytest.raises(AlreadyInProgramme):
        put(proposal, "rejected")

    take_out(proposal)

    assert db.session.scalars(sa.select(Speaker.id)).all() == [known]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Session)) == 0
    assert put(proposal, "rejected")
    with pytest.raises(StateImpossible):
        take_out(proposal)


def test_what_was_published_stays(event: Event) -> None:
    stop_id, proposal = make_stop(event).id, make_proposal(event)
    put(proposal, "accepted")
    schedule(proposal, stop_id)
    session_id = again(proposal).session_id
    assert session_id is not None
    in_transaction(lambda: publish_session(session_id, actor=ACTOR, now=NOON))

    with pytest.raises(StateImpossible):
        take_out(proposal)


def test_a_session_that_was_deleted_leaves_its_proposal(event: Event) -> None:
    stop_id, proposal = make_stop(event).id, make_proposal(event)
    put(proposal, "accepted")
    schedule(proposal, stop_id)
    in_transaction(lambda: db.session.execute(sa.delete(Session)))

    assert again(proposal).session_id is None
    assert schedule(proposal, stop_id) == "S1"
