"""The speakers of an event by country: a map, a table, and the people of each country."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from flask import Response, abort, render_template, request
from flask_babel import gettext as _

from eventapp.events.queries import event_by_slug, versions_of
from eventapp.foundation.sectors import sector_name
from eventapp.programme.public_speakers import public_speakers
from eventapp.programme.queries import programme_of
from eventapp.reports.people import largest_first
from eventapp.speakers.models import Speaker
from eventapp.web.display import ROLES, country_words, name_of
from eventapp.web.errors import found
from eventapp.web.figure_groups import country_grouping
from eventapp.web.kept import Page, kept
from eventapp.web.locale import reader_language, reader_zone
from eventapp.web.public.addresses import Here, event_path
from eventapp.web.public.event_frame import event_frame
from eventapp.web.world_map import world_map

LONGEST_FILTER = 40


class Wanted(NamedTuple):
    """What the list is filtered by; an empty filter filters nothing."""

    country: str = ""
    role: str = ""

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Give the filters that filter, with their names in addresses."""
        return tuple((name, value) for name, value in self._asdict().items() if value)


class SpeakerRow(NamedTuple):
    """A speaker as the list shows them."""

    given_name: str
    family_name: str
    line: str
    roles: str
    href: str


class CountryPart(NamedTuple):
    """A country and its speakers."""

    code: str
    name: str
    speakers: tuple[SpeakerRow, ...]


def show_speakers(slug: str) -> Response:
    """Show the speakers of the event by country."""
    versions = found(versions_of(slug))
    wanted = Wanted(*(request.args.get(name, "") for name in Wanted._fields))
    if any(len(value) > LONGEST_FILTER for value in wanted):
        abort(400, _("There is no speaker like that; the filters offer what there is."))
    return kept(lambda: _page(slug, wanted), versions.version, wanted)


def _page(slug: str, wanted: Wanted) -> Page:
    event = found(event_by_slug(slug))
    language = reader_language()
    speakers = public_speakers(event.id)
    roles = _roles_by_speaker(event.id)
    counts = largest_first(Counter(speaker.country_code for speaker in speakers))
    offered = {role for taken in roles.values() for role in taken}
    _check(wanted, counts, offered)
    shown = [
        speaker
        for speaker in speakers
        if wanted.country in ("", speaker.country_code)
        and (not wanted.role or wanted.role in roles.get(speaker.code, ()))
    ]
    text = render_template(
        "public/speakers.html",
        event=event,
        frame=event_frame(event, language),
        here=Here(event_path(slug, "speakers"), wanted.pairs(), reader_zone()),
        wanted=wanted,
        country_options=sorted(
            ((code, country_words(code, language)) for code in counts), key=lambda one: one[1]
        ),
        role_options=[(role, name_of(role, ROLES)) for role in ROLES if role in offered],
        total=len(speakers),
        shown=len(shown),
        map=world_map(counts),
        countries=country_grouping(
            counts, str(_("Speakers by country")), "speaker_countries", language
        ),
        parts=_parts(slug, shown, roles, language),
    )
    return Page(text)


def _check(wanted: Wanted, countries: dict[str, int], roles: set[str]) -> None:
    """Answer 400 in words where a filter is nothing that the event has."""
    if wanted.country and wanted.country not in countries:
        abort(400, _("No speaker of this event comes from there."))
    if wanted.role and wanted.role not in roles:
        abort(400, _("Nobody in this programme has that role."))


def _roles_by_speaker(event_id: int) -> dict[str, list[str]]:
    """Give the roles of each speaker in the published programme, in the order of a line-up."""
    taken: dict[str, set[str]] = {}
    for session in programme_of(event_id):
        for person in session.people:
            taken.setdefault(person.code, set()).add(person.role)
    return {code: [role for role in ROLES if role in roles] for code, roles in taken.items()}


def _parts(
    slug: str, speakers: Sequence[Speaker], roles: dict[str, list[str]], language: str
) -> list[CountryPart]:
    """Give the countries in the order of their names, each with its speakers."""

    def country(speaker: Speaker) -> tuple[str, str]:
        return country_words(speaker.country_code, language), speaker.country_code

    return [
        CountryPart(
            code,
            name,
            tuple(
                SpeakerRow(
                    speaker.given_name,
                    speaker.family_name,
                    "\u00a0· ".join(
                        part
                        for part in (speaker.organisation, sector_name(speaker.sector, language))
                        if part
                    ),
                    ", ".join(name_of(role, ROLES) for role in roles.get(speaker.code, ())),
                    event_path(slug, "speakers", speaker.code),
                )
                for speaker in group
            ),
        )
        for (name, code), group in groupby(sorted(speakers, key=country), key=country)
    ]
