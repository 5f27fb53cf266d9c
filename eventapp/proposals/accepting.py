"""From a proposal to a session: a draft in the programme with its speakers, and back."""

from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from eventapp.audit.actions import record
from eventapp.events.models import Stop
from eventapp.events.rules import FieldRefused, StateImpossible
from eventapp.foundation.countries import country_name, country_of_zone
from eventapp.foundation.database import db
from eventapp.foundation.genders import NOT_STATED
from eventapp.foundation.timezones import to_instant
from eventapp.foundation.wall_spans import span_between
from eventapp.foundation.zone_names import find_zones
from eventapp.programme.changing import add_session, delete_draft_session
from eventapp.programme.line_up import add_appearance, delete_speaker
from eventapp.programme.models import Appearance, Session
from eventapp.programme.rules import DRAFT, PARKED, UNSEEN, SessionDetails
from eventapp.proposals.free_time import first_free
from eventapp.proposals.models import Proposal, ProposalSpeaker
from eventapp.proposals.proposing import locked_proposal
from eventapp.proposals.queries import speakers_of, taken_at
from eventapp.proposals.rules import IN_PROGRAMME, AlreadyInProgramme, NoFreeTime
from eventapp.speakers.changing import add_speaker
from eventapp.speakers.models import Speaker
from eventapp.speakers.rules import SpeakerDetails


class SlotWish(NamedTuple):
    """Where a session is to be: a stop, and when on its clocks; None: the first free time.

    One that is parked stands on the parking list, whatever time it has.
    """

    stop_id: int
    wall_starts: datetime | None
    is_parked: bool = False


def put_into_programme(proposal_id: int, wish: SlotWish, *, actor: str, now: datetime) -> Session:
    """Make a draft session of an accepted proposal, parked if wished, and speakers of its people.

    Whoever speaks at the event already, by their address, is that speaker. Raises StateImpossible,
    AlreadyInProgramme, FieldRefused, NoFreeTime, SessionOutsideStop and, of the time that was
    typed, what `to_instant` does.
    """
    proposal = locked_proposal(proposal_id)
    if proposal.session is not None:
        raise AlreadyInProgramme(proposal.session.code)
    if proposal.state not in IN_PROGRAMME:
        raise StateImpossible
    event_id = proposal.event_id
    session = add_session(event_id, _details(proposal, wish), actor=actor, now=now)
    made = []
    for details, role in _people(proposal, now):
        speaker = _speaker_of(event_id, details.email)
        if speaker is None:
            speaker = add_speaker(event_id, details, actor=actor, now=now)
            made.append(speaker.id)
        add_appearance(session.id, speaker.id, role, actor=actor, now=now)
    proposal.session_id = session.id
    proposal.made_speakers = " ".join(map(str, made))
    db.session.flush()
    _record(proposal, "proposal put into programme", session.code, actor=actor, now=now)
    return session


def take_out_of_programme(proposal_id: int, *, actor: str, now: datetime) -> None:
    """Remove the draft session of a proposal, and the speakers that were made with it.

    A speaker who is in another session by now stays. Raises StateImpossible for what is no draft.
    """
    proposal = locked_proposal(proposal_id)
    session = proposal.session
    if session is None or session.state not in UNSEEN:
        raise StateImpossible
    code, made = session.code, [int(number) for number in proposal.made_speakers.split()]
    proposal.session_id, proposal.made_speakers = None, ""
    db.session.flush()
    delete_draft_session(session.id, actor=actor, now=now)
    for number in made:
        if db.session.get(Speaker, number) is not None and not _appears(number):
            delete_speaker(number, actor=actor, now=now)
    _record(proposal, "proposal taken out of programme", code, actor=actor, now=now)


def _details(proposal: Proposal, wish: SlotWish) -> SessionDetails:
    stop = db.session.get(Stop, wish.stop_id)
    if stop is None or stop.event_id != proposal.event_id:
        field = "stop_id"
        raise FieldRefused(field)
    length = timedelta(minutes=proposal.minutes)
    starts_at = _start(stop, wish, length)
    span = span_between(starts_at, starts_at + length, stop.zone)
    return SessionDetails(
        code="",
        stop_id=stop.id,
        track="",
        kind=proposal.kind,
        state=PARKED if wish.is_parked else DRAFT,
        theme=next(iter(proposal.themes.split()), ""),
        host_country_code="",
        guest_zone="",
        language="",
        capacity=None,
        **span._asdict(),
        **{name: getattr(proposal, name) for name in _TEXTS},
    )


def _start(stop: Stop, wish: SlotWish, length: timedelta) -> datetime:
    """Give when the session begins; a parked one with its stop, which tells how long it is."""
    if wish.is_parked:
        return stop.starts_at
    if wish.wall_starts is not None:
        return to_instant(wish.wall_starts, stop.zone)
    free = first_free(stop.starts_at, stop.ends_at, taken_at(stop), length)
    if free is None:
        raise NoFreeTime(int(length / timedelta(minutes=1)))
    return free


_TEXTS = ("title_en", "title_sv", "abstract_en", "abstract_sv")


def _people(proposal: Proposal, now: datetime) -> list[tuple[SpeakerDetails, str]]:
    """Give who speaks, in which role; of co-speakers the city is that of their country."""
    leads, follows = (
        ("moderator", "panellist") if proposal.kind == "panel" else ("presenter", "presenter")
    )
    first = _speaker_details(
        proposal, zone=proposal.zone, gender=proposal.gender, sector=proposal.sector
    )
    others = [
        (
            _speaker_details(
                person,
                zone=_zone_in(person.country_code, proposal.zone, now),
                gender=NOT_STATED,
                sector="other",
            ),
            follows,
        )
        for person in speakers_of(proposal.id)
    ]
    return [(first, leads), *others]


def _speaker_details(
    person: Proposal | ProposalSpeaker, *, zone: str, gender: str, sector: str
) -> SpeakerDetails:
    return SpeakerDetails(
        code="",
        given_name=person.given_name,
        family_name=person.family_name,
        country_code=person.country_code,
        zone=zone,
        gender=gender,
        sector=sector,
        organisation=person.organisation,
        email=person.email,
        bio_en="",
        bio_sv="",
    )


def _zone_in(country_code: str, near: str, now: datetime) -> str:
    """Give a zone of a country: the one near by where it lies there, else its best known one."""
    if country_of_zone(near) == country_code:
        return near
    matches = find_zones(country_name(country_code, "en"), "en", now=now)
    names = (one.name for one in matches if country_of_zone(one.name) == country_code)
    return next(names, near)


def _speaker_of(event_id: int, email: str) -> Speaker | None:
    return db.session.scalar(
        sa.select(Speaker)
        .where(Speaker.event_id == event_id, sa.func.lower(Speaker.email) == email)
        .order_by(Speaker.id)
        .limit(1)
    )


def _appears(speaker_id: int) -> bool:
    rows = sa.select(Appearance.id).where(Appearance.speaker_id == speaker_id).limit(1)
    return db.session.scalar(rows) is not None


def _record(proposal: Proposal, action: str, detail: str, *, actor: str, now: datetime) -> None:
    record(actor, action, event_id=proposal.event_id, subject=proposal.code, detail=detail, now=now)
