"""Where a role holds, in words and in forms: everywhere, at a series, at an event."""

from flask_babel import gettext as _

from eventapp.accounts.rules import EVERYWHERE, Reach, Scope
from eventapp.events.queries import all_events, all_series
from eventapp.foundation.bilingual import Text


class Scopes:
    """Every scope there is, each with its words and its value in forms."""

    def __init__(self, language: str) -> None:
        self.words: dict[Scope, str] = {EVERYWHERE: str(_("The whole site"))}
        self.values: dict[str, Scope] = {"everywhere": EVERYWHERE}
        self._series: dict[int, int] = {}
        for series in all_series():
            name = Text(series.name_en, series.name_sv).in_language(language)
            scope = Scope(series_id=series.id)
            self.words[scope] = str(_("All of the series %(name)s", name=name))
            self.values[f"series:{series.slug}"] = scope
        for event, _starts_at, _ends_at in all_events():
            scope = Scope(event_id=event.id)
            self.words[scope] = Text(event.name_en, event.name_sv).in_language(language)
            self.values[f"event:{event.slug}"] = scope
            self._series[event.id] = event.series_id

    def is_owned(self, reach: Reach, scope: Scope) -> bool:
        """Tell whether somebody is an owner of all that a scope covers."""
        return reach.owns(scope, self._series.get(scope.event_id or 0))

    def choices(self, reach: Reach) -> list[tuple[str, str]]:
        """Give values and words of the scopes that somebody owns, the narrowest first."""
        events_first = sorted(self.values, key=lambda value: value.partition(":")[0] != "event")
        return [
            (value, self.words[self.values[value]])
            for value in sorted(events_first, key="everywhere".__eq__)
            if self.is_owned(reach, self.values[value])
        ]


def scope_words(scope: Scope, language: str) -> str:
    """Give where a role holds, in words."""
    return Scopes(language).words[scope]
