"""How much there is of events, counted anew only where something has changed."""

from flask import Flask

from eventapp.events.actions import touch_event, touch_figures
from eventapp.foundation.transaction import transaction
from eventapp.reports.queries import Holdings
from eventapp.web.organiser.held import held_of
from tests.counting import statements
from tests.factories import make_event, make_registration, make_stop


def test_events_are_counted_once_in_one_statement(app: Flask) -> None:
    event, other = make_event(), make_event()
    make_registration(event)
    numbers = (event.id, other.id, event.version, other.version)

    with statements() as first:
        found = held_of([event, other])
    with statements() as second:
        again = held_of([event, other])

    assert found == again == {numbers[0]: Holdings(registrations=1), numbers[1]: Holdings()}
    assert (len(first), len(second)) == (1, 0)


def test_only_what_has_changed_is_counted_anew(app: Flask) -> None:
    event, other, third = make_event(), make_event(), make_event()
    held_of([event, other, third])
    make_registration(event)
    make_stop(other)
    with transaction():
        touch_figures(event.id)
        touch_event(other.id)
    events = [event, other, third]
    numbers = [(one.id, one.version) for one in events]

    with statements() as seen:
        found = held_of(events)

    assert len(seen) == 1
    assert [found[number] for number, _version in numbers] == [
        Holdings(registrations=1),
        Holdings(stops=1),
        Holdings(),
    ]
