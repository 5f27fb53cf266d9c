"""The form in which people propose a session: when proposing, and when changing it."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from eventapp.foundation.bilingual import LANGUAGES as WRITTEN
from eventapp.foundation.countries import is_country
from eventapp.foundation.email_addresses import is_email
from eventapp.foundation.genders import NOT_STATED
from eventapp.foundation.people import LONGEST_NAME, LONGEST_ORGANISATION
from eventapp.foundation.refusals import Refusal, StaleEdit
from eventapp.foundation.zone_table import canonical_zone
from eventapp.programme.themes import THEMES, theme_name
from eventapp.proposals.answers import (
    CHOICE,
    LONG,
    LONGEST_LONG,
    LONGEST_SHORT,
    NUMBER,
    Asked,
    fits,
    value_of,
)
from eventapp.proposals.models import Proposal, ProposalCall
from eventapp.proposals.queries import Answered
from eventapp.proposals.rules import (
    LONGEST_ABSTRACT,
    LONGEST_TITLE,
    MOST_CO_SPEAKERS,
    MOST_THEMES,
    CoSpeaker,
    ProposalDetails,
    lengths_of,
)
from eventapp.web.choices import LongSelectField, MultiCheckboxField, country_options
from eventapp.web.display import SESSION_KINDS, name_of
from eventapp.web.organiser.edit_fields import line, lines
from eventapp.web.proposal_words import minutes_words
from eventapp.web.public.registration_form import LONGEST_KEY, OpenForm, email_field
from eventapp.web.refusals import tell_in
from eventapp.web.registrant_fields import PersonFields, letter_language
from eventapp.web.revisions import read_revision
from eventapp.web.shells import KEY_MARK

CO_SPEAKERS = tuple(f"speaker{number}" for number in range(1, MOST_CO_SPEAKERS + 1))
"""The beginnings of the names of the fields for those who would speak along."""


class ProposalForm(OpenForm, PersonFields):
    """Asks for a session and for who proposes it; made for a call by `form_for`."""

    QUESTIONS: tuple[Asked, ...] = ()

    title_en = line(_l("Title in English"), LONGEST_TITLE)
    title_sv = line(_l("Title in Swedish"), LONGEST_TITLE)
    abstract_en = lines(_l("Abstract in English"), longest=LONGEST_ABSTRACT, rows=8)
    abstract_sv = lines(_l("Abstract in Swedish"), longest=LONGEST_ABSTRACT, rows=8)
    kind = SelectField(
        _l("Kind"), [DataRequired(_l("Choose one of the answers."))], validate_choice=False
    )
    minutes = SelectField(
        _l("Length"), [DataRequired(_l("Choose one of the answers."))], validate_choice=False
    )
    themes = MultiCheckboxField(_l("What it is about, three themes at most"), validate_choice=False)
    language = letter_language(_l("Language of our letters"))
    gender = SelectField(
        _l("Gender"),
        description=_l(
            "Asked only to see whether women and men speak alike. It is counted in totals that "
            "name nobody; no reviewer sees it."
        ),
        default=NOT_STATED,
        validate_choice=False,
    )

    def offer_from(self, call: ProposalCall, language: str, *, now: datetime) -> None:
        """Offer what the call takes; of a proposal that is changed also what it has."""
        self.offer_choices(language, now=now)
        kinds = dict.fromkeys([*call.kinds.split(), *_stored(self.kind)])
        self.kind.choices = [SelectChoice(one, name_of(one, SESSION_KINDS)) for one in kinds]
        lengths = sorted({*lengths_of(call.lengths), *map(int, _stored(self.minutes))})
        self.minutes.choices = [SelectChoice(str(one), minutes_words(one)) for one in lengths]
        themes = dict.fromkeys([*THEMES, *(self.themes.object_data or ())])
        self.themes.choices = [SelectChoice(one, theme_name(one, language)) for one in themes]
        if language in WRITTEN:
            self[f"title_{language}"].flags.required = True
            self[f"abstract_{language}"].flags.required = True
        for name in CO_SPEAKERS:
            self[f"{name}_country_code"].options = country_options(language)

    def validate_kind(self, field: Field) -> None:
        """Take what is offered."""
        _check_offered(field)

    def validate_minutes(self, field: Field) -> None:
        """Take what is offered."""
        _check_offered(field)

    def validate_themes(self, field: Field) -> None:
        """Take a few of the themes there are."""
        known = {choice.value for choice in field.choices}
        if not known.issuperset(field.data or ()) or len(field.data or ()) > MOST_THEMES:
            raise ValidationError(_("Choose three of them at most."))

    def validate(self, **more: Any) -> bool:
        """Tell whether this can be proposed; all that is wrong is said at once."""
        is_valid = super().validate(**more)
        self._look_at_texts()
        for name in CO_SPEAKERS:
            self._look_at_speaker(name)
        for question in self.QUESTIONS:
            field = self[field_of(question)]
            if not field.errors and not fits(question, (field.data or "").strip()):
                _tell(field, _answer_words(question))
        return is_valid and not self.errors

    def _look_at_texts(self) -> None:
        """Ask for title and abstract in one language, and for none of them alone."""
        texts = [self[f"{part}_{code}"].data for part in ("title", "abstract") for code in WRITTEN]
        own = self.language.data if self.language.data in WRITTEN else WRITTEN[0]
        for code in WRITTEN:
            title, abstract = self[f"title_{code}"], self[f"abstract_{code}"]
            is_needed = bool(title.data or abstract.data) or (not any(texts) and code == own)
            if is_needed and not title.data:
                _tell(title, _("Type a title."))
            if is_needed and not abstract.data:
                _tell(abstract, _("Say what the session is about."))

    def _look_at_speaker(self, name: str) -> None:
        if not self._is_filled(name):
            return
        given, email, country = (
            self[f"{name}_{part}"] for part in ("given_name", "email", "country_code")
        )
        if not (given.data or self[f"{name}_family_name"].data):
            _tell(given, _("Type a name."))
        if not is_email(email.data):
            _tell(email, _("Write the address as name@example.org."))
        if not is_country(country.data or ""):
            _tell(country, _("Choose a country."))

    def _is_filled(self, name: str) -> bool:
        return any(self[f"{name}_{part}"].data for part in _SPEAKER_PARTS)

    @property
    def has_co_speakers(self) -> bool:
        """Tell whether there is somebody who would speak along."""
        return any(map(self._is_filled, CO_SPEAKERS))

    def details(self) -> ProposalDetails:
        """Give the proposal, after the form was found valid."""
        names = ("title_en", "title_sv", "abstract_en", "abstract_sv", "kind")
        return ProposalDetails(
            email=self.email.data if "email" in self else "",
            minutes=int(self.minutes.data),
            themes=" ".join(self.themes.data or ()),
            co_speakers=tuple(
                CoSpeaker(*(self[f"{name}_{part}"].data or "" for part in CoSpeaker._fields))
                for name in CO_SPEAKERS
                if self._is_filled(name)
            ),
            answers=tuple(
                (question.id, self[field_of(question)].data or "") for question in self.QUESTIONS
            ),
            **{name: self[name].data for name in names},
            **self.told(),
        )

    def tell(self, refusal: Refusal) -> None:
        """Say beside the field that it concerns, else on top, why nothing was stored."""
        tell_in(self, refusal)


_SPEAKER_PARTS = ("given_name", "family_name", "email", "organisation")


class ProposingForm(ProposalForm):
    """Asks for a new proposal; `key` tells one filling-in from the next."""

    email = email_field()
    key = HiddenField()

    def __init__(
        self, call: ProposalCall, language: str, zone: str | None, *, now: datetime
    ) -> None:
        """Begin with the reader's language and zone."""
        super().__init__(data={"language": language, "zone": canonical_zone(zone) if zone else ""})
        self.offer_from(call, language, now=now)
        if not self.key.data or len(self.key.data) > LONGEST_KEY:
            self.key.data = secrets.token_urlsafe(16)

    def with_marks(self) -> Self:
        """Hide marks instead of one browser's own, for a page that is kept."""
        self.key.data = KEY_MARK
        return super().with_marks()


class ChangingForm(ProposalForm):
    """Asks what a proposal is to be from now on; the address of its page is the proof."""

    class Meta(OpenForm.Meta):
        csrf = False

    revision = HiddenField()

    def __init__(
        self,
        proposal: Proposal,
        call: ProposalCall,
        stored: dict[str, Any],
        language: str,
        *,
        now: datetime,
    ) -> None:
        """Begin with what is stored."""
        super().__init__(data=stored | {"revision": str(proposal.version)})
        self.offer_from(call, language, now=now)

    def read_revision(self) -> int:
        """Give the version that was read."""
        return read_revision(self.revision.data)

    def tell(self, refusal: Refusal) -> None:
        """Say why nothing was stored; the next try is of what is stored now."""
        super().tell(refusal)
        if isinstance(refusal, StaleEdit):
            self.revision.data = str(refusal.version)


def form_for(kind: type[ProposalForm], questions: Sequence[Asked], language: str) -> Any:
    """Give the form with the fields of a call's own questions, and of those who speak along."""
    fields: dict[str, Any] = dict(_speaker_fields())
    fields |= {field_of(one): _question_field(one, language) for one in questions}
    made = {**fields, "QUESTIONS": tuple(questions)}
    metaclass: Any = type(kind)
    return metaclass(kind.__name__, (kind,), made)


def field_of(question: Asked) -> str:
    """Give the name of the field in which a question is answered."""
    return f"question_{question.id}"


def stored_values(
    proposal: Proposal, speakers: Sequence[Any], answers: Sequence[Answered]
) -> dict[str, Any]:
    """Give a proposal by the names of the form's fields."""
    names = [name for name in ProposalDetails._fields if hasattr(proposal, name)]
    values = {name: getattr(proposal, name) for name in names}
    values |= {"themes": proposal.themes.split(), "minutes": str(proposal.minutes)}
    for name, person in zip(CO_SPEAKERS, speakers, strict=False):
        values |= {f"{name}_{part}": getattr(person, part) for part in CoSpeaker._fields}
    return values | {field_of(one.question): one.text for one in answers}


def _speaker_fields() -> Iterator[tuple[str, Any]]:
    for name in CO_SPEAKERS:
        yield f"{name}_given_name", line(_l("Given name"), LONGEST_NAME)
        yield f"{name}_family_name", line(_l("Family name"), LONGEST_NAME)
        yield f"{name}_email", line(_l("E-mail address"), 254)
        yield f"{name}_country_code", LongSelectField(_l("Country"), validate_choice=False)
        yield f"{name}_organisation", line(_l("Organisation"), LONGEST_ORGANISATION)


def _question_field(question: Asked, language: str) -> Any:
    label = question.label.in_language(language)
    needed = _answer_words(question) if question.is_required else ""
    if question.kind == LONG:
        return lines(label, longest=LONGEST_LONG, needed=needed)
    if question.kind == CHOICE:
        return SelectField(
            label,
            [DataRequired(needed)] if needed else [],
            choices=[
                SelectChoice("", ""),
                *(SelectChoice(value_of(o), o.in_language(language)) for o in question.choices),
            ],
            validate_choice=False,
        )
    field: StringField = line(label, LONGEST_SHORT, needed=needed)
    if question.kind == NUMBER:
        field.kwargs["render_kw"] = {"inputmode": "numeric"}
    return field


def _answer_words(question: Asked) -> str:
    """Say which answer a question takes."""
    return {
        CHOICE: _("Choose one of the answers."),
        NUMBER: _("Write a whole number of up to nine digits."),
    }.get(question.kind) or _("Answer this in words, not too many.")


def _stored(field: Field) -> list[str]:
    return [str(field.object_data)] if field.object_data else []


def _check_offered(field: Field) -> None:
    if field.data not in {choice.value for choice in field.choices}:
        raise ValidationError(_("Choose one of the answers."))


def _tell(field: Field, words: str) -> None:
    field.errors = [*field.errors, words]
