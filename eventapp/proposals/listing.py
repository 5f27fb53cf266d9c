"""The proposals of an event as organisers and reviewers look through them.

Who may not see whose a proposal is gets rows in which names, addresses, organisations and
countries were never read, and is found nothing by them.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from eventapp.foundation.database import db
from eventapp.foundation.plain_letters import plain
from eventapp.proposals.models import (
    Proposal,
    ProposalAnswer,
    ProposalQuestion,
    ProposalReview,
    ProposalSpeaker,
)

PAGE = 50
NEWEST, BY_SCORE, FEWEST_REVIEWS = ORDERS = ("newest", "score", "reviews")
TO_REVIEW, REVIEWED = MINE = ("open", "done")
MOST_WORDS = 8


class Sight(NamedTuple):
    """Who looks: the account, whether names are hidden from it, whether it sees all scores.

    Who does not sees the scores of a proposal once they have given their own review.
    """

    account_id: int
    is_blind: bool
    sees_all_scores: bool


class Filters(NamedTuple):
    """What is looked for; an empty text asks for nothing. `mine` is open or done."""

    text: str = ""
    state: str = ""
    kind: str = ""
    theme: str = ""
    country_code: str = ""
    mine: str = ""


class Line(NamedTuple):
    """A proposal in a list; who it is of is blank where that is hidden."""

    id: int
    code: str
    state: str
    told_state: str
    title_en: str
    title_sv: str
    kind: str
    minutes: int
    themes: str
    given_name: str
    family_name: str
    organisation: str
    country_code: str
    email: str
    submitted_at: datetime
    reviews: int
    score: float | None
    own_review: int | None


class Choices(NamedTuple):
    """What the proposals of an event can be filtered by."""

    kinds: list[str]
    themes: list[str]
    countries: list[str]


class Told(NamedTuple):
    """A proposal as it is written into a file, with the answers in the order of the questions."""

    line: Line
    abstract_en: str
    abstract_sv: str
    co_speakers: str
    answers: tuple[str, ...]


PERSONAL = ("given_name", "family_name", "organisation", "country_code", "email")
"""The columns of a line that tell whose a proposal is."""


def page_of(
    event_id: int, sight: Sight, filters: Filters, order: str, *, page: int = 1
) -> list[Line]:
    """Give a page of the proposals that are looked for."""
    statement = _lines(event_id, sight, filters, order).limit(PAGE).offset((page - 1) * PAGE)
    return [Line(*row) for row in db.session.execute(statement)]


def number_of(event_id: int, sight: Sight, filters: Filters) -> int:
    """Give how many proposals are what is looked for."""
    own = _own_review(sight)
    counted = (
        sa.select(sa.func.count())
        .select_from(Proposal)
        .outerjoin(own, own.c.proposal_id == Proposal.id)
        .where(*_conditions(event_id, sight, filters, own))
    )
    return db.session.scalar(counted) or 0


def choices_of(event_id: int, *, is_blind: bool) -> Choices:
    """Give what the proposals can be filtered by, in one statement; no countries where hidden."""
    columns = [Proposal.kind, Proposal.themes] + ([] if is_blind else [Proposal.country_code])
    parts = [
        sa.select(sa.literal(place).label("place"), column.label("value"))
        .where(Proposal.event_id == event_id)
        .distinct()
        for place, column in enumerate(columns)
    ]
    found: list[set[str]] = [set(), set(), set()]
    for place, value in db.session.execute(sa.union_all(*parts)):
        found[place].update(value.split())
    return Choices(*map(sorted, found))


def told_proposals(
    event_id: int, sight: Sight, filters: Filters, questions: Sequence[int]
) -> Iterator[Told]:
    """Give what is looked for, the newest first, with the answers to the questions given."""
    lines = [Line(*row) for row in db.session.execute(_lines(event_id, sight, filters, NEWEST))]
    abstracts = _abstracts(event_id)
    speakers = {} if sight.is_blind else _co_speakers(event_id)
    answers = _answers(event_id, is_blind=sight.is_blind)
    for line in lines:
        given = tuple(answers.get((line.id, number), "") for number in questions)
        yield Told(line, *abstracts[line.id], speakers.get(line.id, ""), given)


def _lines(event_id: int, sight: Sight, filters: Filters, order: str) -> sa.Select[Any]:
    own, scores = _own_review(sight), _scores()
    seen = sa.true() if sight.sees_all_scores else own.c.id.is_not(None)
    score = sa.case((seen, scores.c.score))
    number = sa.func.coalesce(scores.c.reviews, 0)
    personal = [
        sa.literal("").label(name) if sight.is_blind else getattr(Proposal, name)
        for name in Line._fields
        if name in PERSONAL
    ]
    first = Line._fields.index(PERSONAL[0])
    ordered = {
        BY_SCORE: (score.desc().nulls_last(), Proposal.id),
        FEWEST_REVIEWS: (number, Proposal.id),
    }.get(order, (Proposal.id.desc(),))
    return (
        sa.select(
            *(getattr(Proposal, name) for name in Line._fields[:first]),
            *personal,
            Proposal.submitted_at,
            number,
            score,
            own.c.id,
        )
        .outerjoin(own, own.c.proposal_id == Proposal.id)
        .outerjoin(scores, scores.c.proposal_id == Proposal.id)
        .where(*_conditions(event_id, sight, filters, own))
        .order_by(*ordered)
    )


def _own_review(sight: Sight) -> sa.Subquery:
    return (
        sa.select(ProposalReview.id, ProposalReview.proposal_id)
        .where(ProposalReview.account_id == sight.account_id)
        .subquery()
    )


def _scores() -> sa.Subquery:
    return (
        sa.select(
            ProposalReview.proposal_id,
            sa.func.count().label("reviews"),
            sa.func.avg(sa.cast(ProposalReview.score, sa.Float)).label("score"),
        )
        .group_by(ProposalReview.proposal_id)
        .subquery()
    )


def _conditions(
    event_id: int, sight: Sight, filters: Filters, own: sa.Subquery
) -> Iterator[sa.ColumnElement[bool]]:
    yield Proposal.event_id == event_id
    if filters.state:
        yield Proposal.state == filters.state
    if filters.kind:
        yield Proposal.kind == filters.kind
    if filters.theme:
        yield Proposal.themes.contains(f" {filters.theme} ", autoescape=True)
    if filters.country_code and not sight.is_blind:
        yield Proposal.country_code == filters.country_code
    if filters.mine:
        yield own.c.id.is_(None) if filters.mine == TO_REVIEW else own.c.id.is_not(None)
    for word in plain(filters.text).split()[:MOST_WORDS]:
        found = Proposal.open_search.contains(word)
        yield found if sight.is_blind else found | Proposal.personal_search.contains(word)


def _abstracts(event_id: int) -> dict[int, tuple[str, str]]:
    rows = db.session.execute(
        sa.select(Proposal.id, Proposal.abstract_en, Proposal.abstract_sv).where(
            Proposal.event_id == event_id
        )
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _co_speakers(event_id: int) -> dict[int, str]:
    rows = db.session.execute(
        sa.select(
            ProposalSpeaker.proposal_id,
            ProposalSpeaker.given_name,
            ProposalSpeaker.family_name,
            ProposalSpeaker.email,
        )
        .join(Proposal, Proposal.id == ProposalSpeaker.proposal_id)
        .where(Proposal.event_id == event_id)
        .order_by(ProposalSpeaker.proposal_id, ProposalSpeaker.position)
    )
    found: dict[int, list[str]] = {}
    for number, given_name, family_name, email in rows:
        found.setdefault(number, []).append(f"{given_name} {family_name}".strip() + f" <{email}>")
    return {number: "; ".join(people) for number, people in found.items()}


def _answers(event_id: int, *, is_blind: bool) -> dict[tuple[int, int], str]:
    chosen = [ProposalQuestion.event_id == event_id]
    if is_blind:
        chosen.append(ProposalQuestion.is_personal.is_(False))
    rows = db.session.execute(
        sa.select(ProposalAnswer.proposal_id, ProposalAnswer.question_id, ProposalAnswer.text)
        .join(ProposalQuestion, ProposalQuestion.id == ProposalAnswer.question_id)
        .where(*chosen)
    )
    return {(row[0], row[1]): row[2] for row in rows}
