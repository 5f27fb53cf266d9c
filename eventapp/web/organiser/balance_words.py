"""Groups of those who speak in words: who they are, where they lie, what one more would do."""

from typing import NamedTuple

from flask_babel import gettext as _

from eventapp.decisions.rules import EVENT, ROLE, SESSION, STOP, About, Target
from eventapp.foundation.bilingual import Text
from eventapp.foundation.genders import GENDERS
from eventapp.planning.balance import (
    IN_TARGET,
    SEVERAL,
    TOO_FEW,
    TOO_MANY,
    UNKNOWN,
    Balance,
    Group,
)
from eventapp.planning.plans import Planning
from eventapp.web.charts import stacked
from eventapp.web.display import ROLES, name_of
from eventapp.web.figure_groups import Bar, GenderPart, GenderShare, Grouping, bars
from eventapp.web.figure_words import (
    country_group,
    gender_group,
    number_words,
    sector_group,
    share_words,
)

MOST_NAMED = 8
"""So many countries and sectors of a stop are named; the rest are counted."""


class OneMore(NamedTuple):
    """The share of women with one more woman or man, and whether it lies in the target."""

    share: str
    is_in_target: bool


class GroupRow(NamedTuple):
    """A group in words."""

    subject: str
    name: str
    people: str
    counts: tuple[str, ...]
    share: str
    verdict: str
    is_outside: bool
    more: tuple[OneMore, OneMore]
    chart: GenderShare
    countries: Grouping
    sectors: Grouping

    @property
    def named(self) -> tuple[tuple[Bar, ...], int, tuple[Bar, ...]]:
        """The largest countries, how many more there are, and the sectors."""
        shown = self.countries.bars[:MOST_NAMED]
        return shown, len(self.countries.bars) - len(shown), self.sectors.bars


class BalanceWords:
    """Names the groups of an event in a language, and judges them by its target."""

    def __init__(self, planning: Planning, target: Target, language: str) -> None:
        """Know the stops and sessions by code."""
        self.language = language
        self._planning = planning
        self._target = target
        self._stops = {
            stop.code: Text(stop.title_en, stop.title_sv).in_language(language)
            for stop in planning.stops
        }
        self._sessions = {one.code: one.title(language) for one in planning.sessions}

    def about(self, about: About) -> str:
        """Name what a decision or a group is about."""
        if about.subject == EVENT:
            return _("The whole event")
        if about.subject == ROLE:
            return name_of(about.code, ROLES)
        titles = self._stops if about.subject == STOP else self._sessions
        title = titles.get(about.code, "")
        return f"{about.code}\u00a0· {title}" if title else about.code

    def subjects(self) -> dict[str, str]:
        """Give all that a decision may be about: values of a form and words."""
        subjects = [
            About(EVENT),
            *(About(STOP, code) for code in self._stops),
            *(About(ROLE, code) for code in ROLES),
            *(
                About(SESSION, one.code)
                for one in self._planning.sessions
                if len({person.code for person in one.people}) >= SEVERAL
            ),
        ]
        return {":".join(filter(None, one)): self.about(one) for one in subjects}

    def row(self, group: Group) -> GroupRow:
        """Say all of a group."""
        balance, name = group.balance, self.about(group.about)
        verdict = balance.judged(self._target)
        return GroupRow(
            subject=group.about.subject,
            name=name,
            people=number_words(group.people),
            counts=tuple(number_words(getattr(balance, gender)) for gender in GENDERS),
            share=share_words(balance.women_share, none="–"),
            verdict=self._verdict(verdict),
            is_outside=verdict in (TOO_FEW, TOO_MANY),
            more=(self._one_more(balance, "woman"), self._one_more(balance, "man")),
            chart=self._chart(balance, verdict),
            countries=Grouping(
                "countries",
                _("Countries"),
                _("Country"),
                "",
                bars(group.countries, country_group, self.language),
            ),
            sectors=Grouping(
                "sectors",
                _("Sectors"),
                _("Sector"),
                "",
                bars(group.sectors, sector_group, self.language),
            ),
        )

    def _one_more(self, balance: Balance, gender: str) -> OneMore:
        after = balance.with_one_more(gender)
        return OneMore(share_words(after.women_share), after.judged(self._target) == IN_TARGET)

    def _verdict(self, verdict: str) -> str:
        return {
            IN_TARGET: _("in the target"),
            TOO_FEW: _("too few women"),
            TOO_MANY: _("too few men"),
            UNKNOWN: _("nobody stated"),
        }[verdict]

    def _chart(self, balance: Balance, verdict: str) -> GenderShare:
        counts = {code: getattr(balance, code) for code in GENDERS}
        held = {code: count for code, count in counts.items() if count}
        places = zip(held.items(), stacked(list(held.values())), strict=True)
        share = share_words(balance.women_share, none="–")
        words = _(
            "%(share)s women of those who stated: %(verdict)s",
            share=share,
            verdict=self._verdict(verdict),
        )
        return GenderShare(
            parts=tuple(
                GenderPart(code, gender_group(code, self.language), number_words(count), x, width)
                for (code, count), (x, width) in places
            ),
            women=share,
            verdict=_("Nobody stated their gender.") if verdict == UNKNOWN else words,
        )
