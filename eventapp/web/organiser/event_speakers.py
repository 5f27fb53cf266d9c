"""The speakers of an event: the list, and the form of each."""

from functools import partial
from http import HTTPStatus
from typing import Any

from flask import redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from eventapp.events.models import Event
from eventapp.events.queries import event_by_slug
from eventapp.foundation.countries import is_country
from eventapp.foundation.edits import Seen, seen_of
from eventapp.foundation.email_addresses import is_email
from eventapp.programme.line_up import delete_speaker
from eventapp.speakers.changing import EDITED, add_speaker, change_speaker
from eventapp.speakers.models import Speaker
from eventapp.speakers.queries import speaker_by_code
from eventapp.speakers.rules import SpeakerDetails
from eventapp.web.choices import (
    LongSelectField,
    country_options,
    gender_choices,
    language_choices,
    sector_choices,
)
from eventapp.web.errors import found
from eventapp.web.locale import reader_language
from eventapp.web.organiser.edit_fields import MARKDOWN_HINT, CityField, city_list, line, lines
from eventapp.web.organiser.edit_form import EditForm, Stored
from eventapp.web.organiser.event_area import event_page
from eventapp.web.organiser.saving import Subject, do, save_edit, save_new
from eventapp.web.organiser.speaker_told import facts_told_by
from eventapp.web.registrant_fields import Known

Answer = str | Response | tuple[str, int]


class SpeakerForm(EditForm):
    """Asks for what is told of a person who speaks."""

    PARTS = (
        ("", (("given_name", "family_name"), ("organisation", "email"))),
        (_l("Where and who"), (("country_code", "zone"), ("sector", "gender"), "language")),
        (_l("Biography"), (("bio_en", "bio_sv"), "code")),
    )

    given_name = line(_l("Given name"), 120)
    family_name = line(_l("Family name"), 120)
    organisation = line(_l("Organisation"), 200)
    email = line(_l("E-mail address"), 254, hint=_l("For organisers only; it is never shown."))
    country_code = LongSelectField(
        _l("Country"), [Known(is_country, _l("Choose the country."))], validate_choice=False
    )
    zone = CityField(_l("City whose clock is theirs"))
    sector = SelectField(_l("Sector"), validate_choice=True)
    gender = SelectField(
        _l("Gender"),
        description=_l("For the balance of the programme, as the speaker says it."),
        validate_choice=True,
    )
    language = SelectField(_l("Language of the letters to them"), validate_choice=True)
    bio_en = lines(_l("Biography in English"), hint=MARKDOWN_HINT)
    bio_sv = lines(_l("Biography in Swedish"), hint=MARKDOWN_HINT)
    code = line(
        _l("Code"), 40, hint=_l("Stands in addresses and files, and stays. Blank: the next free.")
    )

    def __init__(self, event: Event, speaker: Speaker | None) -> None:
        """Begin with a speaker, or with the event's country and city for a new one."""
        stored = stored_speaker(speaker) if speaker else _new(event)
        super().__init__(stored, seen_speaker(speaker) if speaker else None)
        language = reader_language()
        self.country_code.options = country_options(language)
        unknown = [] if speaker else [SelectChoice("", "")]
        self.sector.choices = [*unknown, *sector_choices(language)]
        self.gender.choices = list(gender_choices(language))
        by_country = SelectChoice("", _("By country: Swedish in Sweden, else English"))
        self.language.choices = [by_country, *language_choices()]
        self.email.validators = [Optional(), Known(is_email, _l("Write name@example.org."))]
        self.email.flags.required = False
        self.mark_needed("sector", "gender")
        if speaker is not None:
            del self.code

    def validate_sector(self, field: Any) -> None:
        """Ask for a sector: one that nobody chose would be counted."""
        if not field.data:
            raise ValidationError(_("Choose a sector."))

    def details(self) -> SpeakerDetails:
        """Give the speaker, after the form was found valid."""
        values = {name: self[name].data or "" for name in EDITED}
        return SpeakerDetails(code=self.code.data if "code" in self else "", **values)


def stored_speaker(speaker: Speaker) -> dict[str, Any]:
    """Give a speaker as the form shows them."""
    return {name: getattr(speaker, name) for name in EDITED}


def seen_speaker(speaker: Speaker) -> Seen:
    """Give what a form shows of a speaker, to come back with the edit."""
    return seen_of(speaker, EDITED)


def _new(event: Event) -> dict[str, Any]:
    return dict.fromkeys(EDITED, "") | {
        "country_code": event.country_code or "",
        "zone": event.zone,
        "gender": "not_stated",
    }


def show_new_speaker(slug: str) -> Answer:
    """Show the form of a new speaker, or make them."""
    event = found(event_by_slug(slug))
    form, act = SpeakerForm(event, None), partial(add_speaker, event.id)
    if request.method == "GET":
        return _page(event, form)
    made = save_new(form, act, _("The speaker is added. Put them into a session on its page."))
    return _to_list(slug) if made else (_page(event, form), HTTPStatus.UNPROCESSABLE_ENTITY)


def show_speaker_form(slug: str, code: str) -> Answer:
    """Show the form of a speaker."""
    event = found(event_by_slug(slug))
    speaker = found(speaker_by_code(event.id, code))
    return _page(event, SpeakerForm(event, speaker), speaker)


def edit_speaker(slug: str, code: str) -> Answer:
    """Store what was changed of a speaker, or show it beside what others changed."""
    event = found(event_by_slug(slug))
    speaker = found(speaker_by_code(event.id, code))
    form, act, event_id = SpeakerForm(event, speaker), partial(change_speaker, speaker.id), event.id
    newest = partial(_newest, event_id, code)
    refused = save_edit(form, Subject(event_id, "speaker", code, act, newest))
    return _to_list(slug) if refused is None else (_page(event, form, speaker), refused)


def _newest(event_id: int, code: str) -> Stored:
    speaker = found(speaker_by_code(event_id, code))
    return stored_speaker(speaker), seen_speaker(speaker)


def remove_speaker(slug: str, code: str) -> Response:
    """Delete a speaker who is in no session."""
    event = found(event_by_slug(slug))
    number = found(speaker_by_code(event.id, code)).id
    if do(partial(delete_speaker, number), _("The speaker is deleted.")):
        return _to_list(slug)
    address = url_for("organiser.show_speaker_form", slug=slug, code=code)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _to_list(slug: str) -> Response:
    return redirect(url_for("organiser.show_event_speakers", slug=slug), HTTPStatus.SEE_OTHER)


def _page(event: Event, form: SpeakerForm, speaker: Speaker | None = None) -> str:
    return event_page(
        "organiser/speaker.html",
        event,
        form=form,
        speaker=speaker,
        told=facts_told_by(speaker, event.zone) if speaker else [],
        cities=city_list(reader_language()),
    )
