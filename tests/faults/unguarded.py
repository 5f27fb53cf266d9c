"""The application without what guards the places: it looks for a place first and takes it then.

For the controls of the runs alone.
"""

from datetime import datetime

from eventapp.registration.rules import Applicant, Registered
from eventapp.web.public import registration
from eventapp.wsgi import app
from tests.faults.places import take_after_looking

__all__ = ["app"]


def looking_first(
    event_id: int,
    applicant: Applicant,
    *,
    now: datetime,
    key: str = "",
) -> Registered:
    """Register as one should not."""
    return Registered(take_after_looking(event_id, applicant), is_new=True)


vars(registration)["register"] = looking_first
