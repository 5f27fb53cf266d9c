"""The target of an event, and its log of decisions."""

import pytest
from flask import Flask

from eventapp.audit.queries import log_of
from eventapp.decisions.actions import note_decision, set_target
from eventapp.decisions.queries import decisions_of, target_of
from eventapp.decisions.rules import SESSION, About, Target, TargetImpossible
from eventapp.events.rules import FieldRefused
from eventapp.foundation.transaction import transaction
from tests.factories import NOON, make_event

OLGA = "account:1"


def test_target_is_that_of_the_figures_until_it_is_set(app: Flask) -> None:
    event, other = make_event(), make_event()

    with transaction():
        changed = [
            set_target(event.id, target, actor=OLGA, now=NOON)
            for target in (Target(40, 60), Target(45, 55), Target(45, 55))
        ]

    entries = log_of(event.id).entries
    assert changed == [False, True, False]
    assert (target_of(event.id), target_of(other.id)) == (Target(45, 55), Target(40, 60))
    assert [one.detail for one in entries] == ["40–60 % → 45–55 %"]


@pytest.mark.parametrize("target", [Target(60, 40), Target(-1, 50), Target(40, 101)])
def test_target_that_is_no_stretch_is_refused(app: Flask, target: Target) -> None:
    event = make_event()

    with pytest.raises(TargetImpossible), transaction():
        set_target(event.id, target, actor=OLGA, now=NOON)


def test_decisions_are_kept_the_newest_first(app: Flask) -> None:
    event = make_event()

    with transaction():
        note_decision(event.id, About(), " Ask two more women. ", actor=OLGA, now=NOON)
        note_decision(event.id, About(SESSION, "P1"), "Swap", actor=OLGA, now=NOON)

    kept = [(one.subject, one.code, one.text, one.actor) for one in decisions_of(event.id)]
    assert kept == [("session", "P1", "Swap", OLGA), ("event", "", "Ask two more women.", OLGA)]
    assert [one.action for one in log_of(event.id).entries] == ["decision noted"] * 2


@pytest.mark.parametrize(
    ("about", "text"), [(About(), " "), (About(), "x" * 2001), (About("moon"), "Swap")]
)
def test_decision_that_is_none_is_refused(app: Flask, about: About, text: str) -> None:
    event = make_event()

    with pytest.raises(FieldRefused), transaction():
        note_decision(event.id, about, text, actor=OLGA, now=NOON)
