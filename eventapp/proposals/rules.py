"""What a call asks for, what a proposal is made of, and what may become of it."""

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from eventapp.events.rules import check_fields, window_state
from eventapp.foundation.bilingual import LANGUAGES, Text
from eventapp.foundation.email_addresses import folded_email, is_email
from eventapp.foundation.genders import NOT_STATED
from eventapp.foundation.people import fitting_names, fitting_person
from eventapp.foundation.plain_letters import plain
from eventapp.foundation.refusals import Refusal
from eventapp.foundation.texts import is_line, is_text
from eventapp.programme.rules import KINDS
from eventapp.programme.themes import is_theme

PROPOSER = "proposer"
"""The actor of what people do with their own proposal."""

SUBMITTED, REVIEWING = "submitted", "reviewing"
ACCEPTED, WAITLISTED, REJECTED = DECISIONS = ("accepted", "waitlisted", "rejected")
CONFIRMED, DECLINED, WITHDRAWN = "confirmed", "declined", "withdrawn"
STATES = (SUBMITTED, REVIEWING, *DECISIONS, CONFIRMED, DECLINED, WITHDRAWN)
OPEN_STATES = frozenset({SUBMITTED, REVIEWING, *DECISIONS})
"""What organisers may still decide about; the rest the proposer has answered."""
IN_PROGRAMME = frozenset({ACCEPTED, CONFIRMED})

PROPOSED_KINDS = tuple(kind for kind in KINDS if kind not in {"opening", "break", "closing"})
"""What people may propose; the rest of a programme is the organisers'."""
FEWEST_MINUTES, MOST_MINUTES = 5, 480
MOST_LENGTHS = 8
MOST_THEMES = 3
MOST_CO_SPEAKERS = 4
LONGEST_TITLE = 200
LONGEST_ABSTRACT = 5_000
LONGEST_CALL_TEXT = 10_000
LONGEST_WORDS = 2_000
"""Of organisers' own in a letter."""


class CallDetails(NamedTuple):
    """What is told of a call: wall times in its zone, and the instants they mean.

    Kinds are codes, lengths whole minutes, both with a space between.
    """

    zone: str
    wall_opens: datetime | None
    wall_closes: datetime
    opens_at: datetime | None
    closes_at: datetime
    text_en: str
    text_sv: str
    is_blind: bool
    kinds: str
    lengths: str


class CoSpeaker(NamedTuple):
    """Somebody who would speak along with the proposer."""

    given_name: str
    family_name: str
    email: str
    country_code: str
    organisation: str


class ProposalDetails(NamedTuple):
    """What somebody proposes, as the form tells it; `checked` gives what is stored of it.

    `language` is the one in which they are written to; `themes` are codes with a space between;
    `answers` are by the number of the question.
    """

    given_name: str
    family_name: str
    email: str
    country_code: str
    zone: str
    sector: str
    language: str
    title_en: str
    title_sv: str
    abstract_en: str
    abstract_sv: str
    kind: str
    minutes: int
    organisation: str = ""
    gender: str = NOT_STATED
    themes: str = ""
    co_speakers: tuple[CoSpeaker, ...] = ()
    answers: tuple[tuple[int, str], ...] = ()


class CallNotOpen(Refusal):
    """The call opens later."""


class CallClosed(Refusal):
    """The deadline has passed."""


class ProposalSettled(Refusal):
    """The proposal is withdrawn or its proposer was told a decision, so it stays as it is."""


class OwnProposal(Refusal):
    """Nobody reviews what they have proposed themselves."""


class AlreadyInProgramme(Refusal):
    """There is a session of this proposal; `code` names it."""

    def __init__(self, code: str) -> None:
        """Name the session."""
        super().__init__(code)
        self.code = code


class NoFreeTime(Refusal):
    """A stop has no free stretch of so many minutes."""

    def __init__(self, minutes: int) -> None:
        """Tell how long it would be."""
        super().__init__(f"no {minutes} free minutes")
        self.minutes = minutes


def check_call_open(opens_at: datetime | None, closes_at: datetime, *, now: datetime) -> None:
    """Raise CallNotOpen or CallClosed."""
    state = window_state(opens_at, closes_at, now=now)
    if state == "early":
        raise CallNotOpen
    if state == "closed":
        raise CallClosed


def check_call(details: CallDetails) -> None:
    """Raise FieldRefused for what no call can be."""
    lengths = details.lengths.split()
    check_fields(
        {
            "wall_closes": details.opens_at is None or details.opens_at < details.closes_at,
            "text_en": is_text(details.text_en, LONGEST_CALL_TEXT),
            "text_sv": is_text(details.text_sv, LONGEST_CALL_TEXT),
            "kinds": bool(details.kinds) and set(details.kinds.split()) <= set(PROPOSED_KINDS),
            "lengths": 0 < len(lengths) <= MOST_LENGTHS and all(map(_is_length, lengths)),
        }
    )


def _is_length(text: str) -> bool:
    is_number = text.isascii() and text.isdecimal() and len(text) < 4
    return is_number and FEWEST_MINUTES <= int(text) <= MOST_MINUTES


def lengths_of(lengths: str) -> tuple[int, ...]:
    """Return the minutes that a call offers, the shortest first."""
    return tuple(sorted({int(length) for length in lengths.split()}))


def told(state: str, told_state: str) -> str:
    """Return the state that the proposer knows of: a decision only when it was sent."""
    if state in DECISIONS and state != told_state:
        return told_state or REVIEWING
    return state


def is_to_be_told(state: str, told_state: str) -> bool:
    """Tell whether there is a decision that the proposer does not know yet."""
    return state in DECISIONS and state != told_state


def letter_mark(state: str, words: str) -> str:
    """Return what tells one letter of a decision from another: the state, and which words."""
    return f"{state}-{sha256(words.encode()).hexdigest()[:16]}" if words else state


def checked(details: ProposalDetails) -> ProposalDetails:
    """Return the proposal as stored: trimmed, addresses folded. Raises FieldRefused."""
    trimmed = details._replace(
        email=folded_email(details.email),
        co_speakers=tuple(map(_trimmed_speaker, details.co_speakers)),
        **{name: getattr(details, name).strip() for name in _TRIMMED},
    )
    check_fields(_written(trimmed) | _fitting(trimmed))
    return trimmed


_TRIMMED = (
    "given_name",
    "family_name",
    "organisation",
    "title_en",
    "title_sv",
    "abstract_en",
    "abstract_sv",
)


def _trimmed_speaker(person: CoSpeaker) -> CoSpeaker:
    names = ("given_name", "family_name", "organisation")
    values = {name: getattr(person, name).strip() for name in names}
    return person._replace(email=folded_email(person.email), **values)


def _is_person(person: CoSpeaker) -> bool:
    return is_email(person.email) and all(fitting_names(person).values())


def _written(wish: ProposalDetails) -> dict[str, bool]:
    """Tell of titles and abstracts whether they fit: both in one language, and none alone."""
    fits: dict[str, bool] = {}
    has_one = bool(wish.title_en or wish.title_sv or wish.abstract_en or wish.abstract_sv)
    for language in LANGUAGES:
        title = getattr(wish, f"title_{language}")
        abstract = getattr(wish, f"abstract_{language}")
        needed = bool(title or abstract) or (not has_one and language == wish.language)
        fits[f"title_{language}"] = is_line(title, LONGEST_TITLE) and bool(title) >= needed
        fits[f"abstract_{language}"] = (
            is_text(abstract, LONGEST_ABSTRACT) and bool(abstract) >= needed
        )
    return fits


def _fitting(wish: ProposalDetails) -> dict[str, bool]:
    """Tell of each other field whether it can be stored."""
    themes = wish.themes.split()
    return fitting_person(wish) | {
        "email": is_email(wish.email),
        "language": wish.language in LANGUAGES,
        "themes": len(themes) <= MOST_THEMES and all(map(is_theme, themes)),
        "co_speakers": len(wish.co_speakers) <= MOST_CO_SPEAKERS
        and all(map(_is_person, wish.co_speakers)),
    }


def check_offered(
    details: ProposalDetails, kinds: Collection[str], lengths: Collection[int]
) -> None:
    """Raise FieldRefused for a kind or a length that is not offered."""
    check_fields({"kind": details.kind in kinds, "minutes": details.minutes in lengths})


def open_search_text(details: ProposalDetails, code: str) -> str:
    """Return what a proposal is found by when nobody may see whose it is."""
    titles = (details.title_en, details.title_sv, details.abstract_en, details.abstract_sv)
    return plain(" ".join((code, *titles)))


def personal_search_text(details: ProposalDetails) -> str:
    """Return what else it is found by: who proposes it and who would speak along."""
    people: list[ProposalDetails | CoSpeaker] = [details, *details.co_speakers]
    return plain(
        " ".join(
            f"{one.given_name} {one.family_name} {one.organisation} {one.email}" for one in people
        )
    )


def title_of(title_en: str, title_sv: str, language: str) -> str:
    """Return a title in a language, else in the other one."""
    return Text(title_en, title_sv).in_language(language)
