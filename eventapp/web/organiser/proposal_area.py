"""What all pages of an event's proposals share: who looks, what they may see, the tabs."""

from eventapp.accounts.rules import Place
from eventapp.events.models import Event
from eventapp.proposals.listing import Sight
from eventapp.proposals.models import ProposalCall
from eventapp.proposals.queries import call_of, number_to_tell
from eventapp.web.guards import present_visitor
from eventapp.web.organiser.event_area import event_page
from eventapp.web.policy import EDITORS


def is_organiser(event: Event) -> bool:
    """Tell whether the reader decides about proposals, and does not review them alone."""
    return present_visitor().reach.may(EDITORS, Place(event.id, event.series_id))


def sight_of(event: Event, call: ProposalCall | None) -> Sight:
    """Give what the reader sees: a reviewer no names of a blind call, and scores after their own.

    Without a call names are hidden too: what it would say is not known.
    """
    sees_all = is_organiser(event)
    is_blind = not sees_all and (call is None or call.is_blind)
    return Sight(present_visitor().account.id, is_blind, sees_all)


def proposals_page(template: str, event: Event, **values: object) -> str:
    """Write a page about proposals; its tabs tell how many decisions wait to be sent."""
    waiting = number_to_tell(event.id) if is_organiser(event) else 0
    return event_page(template, event, waiting=waiting, **values)


def call_and_sight(event: Event) -> tuple[ProposalCall | None, Sight]:
    """Give the event's call, and what the reader sees of its proposals."""
    call = call_of(event.id)
    return call, sight_of(event, call)
