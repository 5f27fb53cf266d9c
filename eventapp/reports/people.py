"""Who registered and who speaks: by country, continent, sector, gender and language."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from eventapp.reports.rounding import rounded_share
from eventapp.reports.rows import (
    EarlierRow,
    PeopleRows,
    ProgrammeRows,
    RegistrationRow,
    SpeakerRow,
)

NOT_STATED = "not_stated"


@dataclass(frozen=True)
class GenderFigures:
    """Answers about gender; a count that may not be shown is None and stands in `merged`."""

    woman: int | None
    man: int | None
    other: int | None
    not_stated: int | None
    merged: int | None = None

    @property
    def stated(self) -> int | None:
        """The answers that were stated, None where one of the counts is not shown."""
        if self.woman is None or self.man is None or self.other is None:
            return None
        return None if self.not_stated is None else self.woman + self.man + self.other

    @property
    def women_share(self) -> float | None:
        """Women of the stated answers; None without any, or where a count is not shown."""
        return rounded_share(self.woman or 0, self.stated or 0)

    @property
    def balanced(self) -> bool | None:
        """Tell whether women are 40 to 60 % of the stated answers, both ends included, exactly."""
        if not self.stated:
            return None
        return 2 * self.stated <= 5 * (self.woman or 0) <= 3 * self.stated


def gender_figures(counts: Mapping[str, int]) -> GenderFigures:
    """Give the four answers with nobody as 0."""
    return GenderFigures(
        woman=counts.get("woman", 0),
        man=counts.get("man", 0),
        other=counts.get("other", 0),
        not_stated=counts.get(NOT_STATED, 0),
    )


@dataclass(frozen=True)
class RegistrantFigures:
    """The registrants in groups; `continent_by_country` covers their countries and is not shown."""

    registrants: int
    countries: int
    continents: int
    by_country: Mapping[str, int]
    by_continent: Mapping[str, int]
    by_sector: Mapping[str, int]
    by_gender: Mapping[str, int]
    by_language: Mapping[str, int]
    gender: GenderFigures
    returning: int | None
    continent_by_country: Mapping[str, str]


@dataclass(frozen=True)
class SpeakerFigures:
    """The speakers of an event; by stop whoever has a role in one of its sessions counts once."""

    speakers: int
    countries: int
    by_country: Mapping[str, int]
    gender: GenderFigures
    gender_by_stop: Mapping[str, GenderFigures]


def is_withdrawn(withdrawn_at: int | None, cut_off: int) -> bool:
    """Tell whether a registration was withdrawn at or before the cut-off."""
    return withdrawn_at is not None and withdrawn_at <= cut_off


def folded_email(email: str) -> str:
    """Give the form in which two addresses are compared: trimmed and case folded."""
    return email.strip().casefold()


class RegistrantCounter:
    """Reads registrations once and keeps of each registrant no more than the country."""

    def __init__(self, cut_off: int, earlier: Iterable[EarlierRow] | None) -> None:
        self.cut_off = cut_off
        self.country_of: dict[int, str] = {}
        """The country of each registrant by the id of the registration."""
        self._earlier = None if earlier is None else _addresses(earlier, cut_off)
        self._returning = 0
        self._sectors: Counter[str] = Counter()
        self._genders: Counter[str] = Counter()
        self._languages: Counter[str] = Counter()
        self._one_text: dict[str, str] = {}

    def add(self, registration: RegistrationRow) -> None:
        """Count the registration unless it was withdrawn."""
        if is_withdrawn(registration.withdrawn_at, self.cut_off):
            return
        # Rows bring equal texts as many objects; one of them is kept for all.
        country = self._one_text.setdefault(registration.country, registration.country)
        self.country_of[registration.id] = country
        self._sectors[registration.sector or NOT_STATED] += 1
        self._genders[registration.gender or NOT_STATED] += 1
        self._languages[registration.language or NOT_STATED] += 1
        if self._earlier is not None and folded_email(registration.email) in self._earlier:
            self._returning += 1

    def figures(self, continent_of: Callable[[str], str]) -> RegistrantFigures:
        """Give what was counted."""
        by_country = Counter(self.country_of.values())
        continents = {country: continent_of(country) for country in by_country}
        by_continent: Counter[str] = Counter()
        for country, count in by_country.items():
            by_continent[continents[country]] += count
        return RegistrantFigures(
            registrants=len(self.country_of),
            countries=len(by_country),
            continents=len(by_continent),
            by_country=largest_first(by_country),
            by_continent=largest_first(by_continent),
            by_sector=largest_first(self._sectors),
            by_gender=largest_first(self._genders),
            by_language=largest_first(self._languages),
            gender=gender_figures(self._genders),
            returning=None if self._earlier is None else self._returning,
            continent_by_country=continents,
        )


def count_registrants(
    people: PeopleRows, cut_off: int, continent_of: Callable[[str], str]
) -> tuple[RegistrantFigures, dict[int, str]]:
    """Give the figures of the registrants, and the country of each by the registration's id."""
    counter = RegistrantCounter(cut_off, people.earlier)
    for registration in people.registrations:
        counter.add(registration)
    return counter.figures(continent_of), counter.country_of


def count_speakers(programme: ProgrammeRows) -> SpeakerFigures:
    """Count the speakers; by stop those with any role in any of its sessions."""
    by_country = Counter(speaker.country for speaker in programme.speakers)
    return SpeakerFigures(
        speakers=len(programme.speakers),
        countries=len(by_country),
        by_country=largest_first(by_country),
        gender=_gender_of(programme.speakers),
        gender_by_stop=_gender_by_stop(programme),
    )


def largest_first(counts: Mapping[str, int]) -> dict[str, int]:
    """Give the groups that hold anybody, the largest first, equal ones by their key."""
    present = ((key, count) for key, count in counts.items() if count)
    return dict(sorted(present, key=lambda group: (-group[1], group[0])))


def _addresses(earlier: Iterable[EarlierRow], cut_off: int) -> set[str]:
    return {folded_email(row.email) for row in earlier if not is_withdrawn(row[1], cut_off)}


def _gender_of(speakers: Iterable[SpeakerRow]) -> GenderFigures:
    return gender_figures(Counter(speaker.gender or NOT_STATED for speaker in speakers))


def _gender_by_stop(programme: ProgrammeRows) -> dict[str, GenderFigures]:
    speaker_of = {speaker.id: speaker for speaker in programme.speakers}
    stop_of = {session.id: session.stop_id for session in programme.sessions}
    present: dict[int, set[SpeakerRow]] = {stop.id: set() for stop in programme.stops}
    for session_id, speaker_id in programme.appearances:
        present[stop_of[session_id]].add(speaker_of[speaker_id])
    stops = sorted(programme.stops, key=lambda stop: (stop.starts_at, stop.code))
    return {stop.code: _gender_of(present[stop.id]) for stop in stops}
