"""The forms of a call for sessions and of its own questions."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from eventapp.events.models import Event
from eventapp.foundation.edits import Seen, seen_of
from eventapp.foundation.refusals import Refusal, StaleEdit
from eventapp.foundation.timezones import to_wall
from eventapp.proposals.answers import (
    CHOICE,
    LONG,
    LONGEST_LABEL,
    NUMBER,
    SHORT,
    QuestionDetails,
)
from eventapp.proposals.models import ProposalCall, ProposalQuestion
from eventapp.proposals.rules import (
    FEWEST_MINUTES,
    LONGEST_CALL_TEXT,
    MOST_LENGTHS,
    MOST_MINUTES,
    PROPOSED_KINDS,
    CallDetails,
)
from eventapp.web.choices import MultiCheckboxField
from eventapp.web.display import SESSION_KINDS
from eventapp.web.organiser.edit_fields import WallTimeField, line, lines
from eventapp.web.organiser.edit_form import EditForm
from eventapp.web.organiser.span_fields import ClockFields
from eventapp.web.public.registration_form import OpenForm
from eventapp.web.refusals import field_meant, tell_in
from eventapp.web.revisions import read_revision

USUAL_KINDS = ("talk", "panel", "workshop")
USUAL_LENGTHS = "20 45"
QUESTION_KINDS = {
    SHORT: _l("One line"),
    LONG: _l("Several lines"),
    CHOICE: _l("A choice"),
    NUMBER: _l("A whole number"),
}


class CallForm(EditForm, ClockFields):
    """Asks when sessions can be proposed, and what."""

    PARTS = (
        (_l("When"), (("wall_opens", "wall_closes"),)),
        (_l("What it says"), (("text_en", "text_sv"),)),
        (_l("What can be proposed"), ("kinds", "lengths")),
        (_l("Review"), ("is_blind",)),
    )
    COLUMNS = {
        "wall_opens": ("wall_opens", "opens_at"),
        "wall_closes": ("wall_closes", "closes_at"),
    }

    wall_opens = WallTimeField(_l("Opens"), needed=False)
    wall_closes = WallTimeField(_l("Deadline"))
    text_en = lines(_l("Text in English"), longest=LONGEST_CALL_TEXT)
    text_sv = lines(_l("Text in Swedish"), longest=LONGEST_CALL_TEXT)
    kinds = MultiCheckboxField(_l("Kinds of session"), validate_choice=False)
    lengths = line(
        _l("Lengths in minutes"),
        40,
        needed=_l("Write at least one length."),
        hint=_l("With a space between: 20 45 90."),
    )
    is_blind = BooleanField(
        _l("Hide from reviewers who proposes"),
        description=_l(
            "Names, addresses, organisations, countries and personal answers are then shown to "
            "organisers alone."
        ),
    )

    def __init__(self, event: Event, call: ProposalCall | None, *, is_sent: bool = True) -> None:
        """Begin with a call, or with what is usual."""
        seen = seen_call(call) if call else None
        super().__init__(stored_call(call, event.zone), seen, is_sent=is_sent)
        self._zone = event.zone
        self._instants: dict[str, Any] = {}
        self.kinds.choices = [SelectChoice(one, str(SESSION_KINDS[one])) for one in PROPOSED_KINDS]
        self.mark_needed("kinds")
        if call is not None:
            self.offer_fold(self.wall_opens, call.opens_at)
            self.offer_fold(self.wall_closes, call.closes_at)

    @property
    def clock(self) -> str:
        """The zone whose clock shows the times: the event's."""
        return self._zone

    def validate_kinds(self, field: Any) -> None:
        """Ask for one kind at least."""
        if not field.data or not set(field.data) <= set(PROPOSED_KINDS):
            raise ValidationError(_("Choose one kind at least."))

    def validate_lengths(self, field: Any) -> None:
        """Take some numbers of minutes."""
        lengths = (field.data or "").replace(",", " ").split()
        numbers = [
            int(one) for one in lengths if one.isascii() and one.isdecimal() and len(one) < 4
        ]
        fits = all(FEWEST_MINUTES <= number <= MOST_MINUTES for number in numbers)
        if len(numbers) != len(lengths) or not fits or len(numbers) > MOST_LENGTHS:
            raise ValidationError(
                _(
                    "Write whole minutes from %(least)s to %(most)s, as in: 20 45 90.",
                    least=FEWEST_MINUTES,
                    most=MOST_MINUTES,
                )
            )
        field.data = " ".join(map(str, sorted(set(numbers))))

    def validate(self, **more: Any) -> bool:
        """Tell whether the call can be stored, its times by the clock of the event's city."""
        if not super().validate(**more):
            return False
        for name in ("wall_opens", "wall_closes"):
            wall = self[name].wall
            self._instants[name] = None if wall is None else self.instant_of(self[name], wall)
        opens, closes = self._instants["wall_opens"], self._instants["wall_closes"]
        if opens is not None and closes is not None and closes <= opens:
            self.wall_closes.errors = [_("This is not after the call opens.")]
        return not self.errors

    def details(self) -> CallDetails:
        """Give the call, after the form was found valid."""
        assert self.wall_closes.wall is not None  # noqa: S101 -- it is needed
        return CallDetails(
            zone=self._zone,
            wall_opens=self.wall_opens.wall,
            wall_closes=self.wall_closes.wall,
            opens_at=self._instants["wall_opens"],
            closes_at=self._instants["wall_closes"],
            text_en=self.text_en.data,
            text_sv=self.text_sv.data,
            is_blind=bool(self.is_blind.data),
            kinds=" ".join(one for one in PROPOSED_KINDS if one in self.kinds.data),
            lengths=self.lengths.data,
        )


def stored_call(call: ProposalCall | None, zone: str) -> dict[str, Any]:
    """Give a call as its form shows it, by the clock of a zone; the usual one where there is none.

    Of an event that has moved to another zone the deadline stays the moment that was announced.
    """
    if call is None:
        return {"kinds": list(USUAL_KINDS), "lengths": USUAL_LENGTHS, "is_blind": False}
    names = ("wall_opens", "wall_closes", "text_en", "text_sv", "lengths", "is_blind")
    values = {name: getattr(call, name) for name in names} | {"kinds": call.kinds.split()}
    if call.zone != zone:
        opens = to_wall(call.opens_at, zone) if call.opens_at else None
        values |= {"wall_opens": opens, "wall_closes": to_wall(call.closes_at, zone)}
    return values


def seen_call(call: ProposalCall) -> Seen:
    """Give what a form shows of a call, to come back with the edit."""
    return seen_of(call, CallDetails._fields)


class QuestionForm(OpenForm):
    """Asks what a question of a call's own is; several stand on one page, each with its prefix."""

    label_en = line(_l("Question in English"), LONGEST_LABEL)
    label_sv = line(_l("Question in Swedish"), LONGEST_LABEL)
    kind = SelectField(_l("Answer"), [DataRequired()], validate_choice=True)
    choices_en = lines(_l("Choices in English"), _l("One on each line."), longest=4_000, rows=4)
    choices_sv = lines(_l("Choices in Swedish"), _l("In the same order."), longest=4_000, rows=4)
    is_required = BooleanField(_l("Must be answered"))
    is_personal = BooleanField(_l("Tells who somebody is: hidden in a blind review"))
    version = HiddenField()

    def __init__(self, question: ProposalQuestion | None, *, is_sent: bool) -> None:
        """Begin with a question; what was sent is taken by the one that it was sent for."""
        names = QuestionDetails._fields if question else ()
        stored = {name: getattr(question, name) for name in names}
        version = str(question.version) if question else "0"
        number = question.id if question else 0
        sent = {} if is_sent else {"formdata": None}
        super().__init__(data=stored | {"version": version}, prefix=f"q{number}-", **sent)
        self.kind.choices = [SelectChoice(one, str(words)) for one, words in QUESTION_KINDS.items()]
        self.number, self.is_sent = number, is_sent
        self.heading = (stored.get("label_en", ""), stored.get("label_sv", ""))

    def validate_label_en(self, field: Any) -> None:
        """Ask for the question in one language at least."""
        if not (field.data or self.label_sv.data):
            raise ValidationError(_("Type the question in one language at least."))

    def details(self) -> QuestionDetails:
        """Give the question, after the form was found valid."""
        return QuestionDetails(**{name: self[name].data for name in QuestionDetails._fields})

    def read_version(self) -> int:
        """Give the version that was read."""
        return read_revision(self.version.data)

    def tell(self, refusal: Refusal) -> None:
        """Say beside the field that it concerns, else on top, why nothing was stored."""
        words = {
            "choices_en": _("Write two choices at least, each another one, one on a line."),
            "choices_sv": _("Write as many choices in this language as in the other."),
        }
        tell_in(self, refusal, words=words.get(field_meant(refusal), ""))
        if isinstance(refusal, StaleEdit):
            self.version.data = str(refusal.version)
