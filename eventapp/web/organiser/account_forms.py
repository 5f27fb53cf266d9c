"""Forms about accounts: signing in, passwords, second factors, roles."""

from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, HiddenField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError

from eventapp.accounts.rules import (
    LONGEST_PASSWORD,
    ROLES,
    SHORTEST_PASSWORD,
    PasswordTooEasy,
    PasswordTooShort,
    check_password,
)
from eventapp.foundation.email_addresses import LONGEST_EMAIL, folded_email, is_email

ROLE_NAMES = {
    "owner": _l("Owner"),
    "organiser": _l("Organiser"),
    "analyst": _l("Analyst"),
    "door": _l("Door"),
    "reviewer": _l("Reviewer"),
}
ROLE_MEANINGS = {
    "owner": _l("everything, and who else takes part in organising"),
    "organiser": _l("the programme, registrations, figures and the door"),
    "analyst": _l("figures, and nothing about single persons"),
    "door": _l("checks tickets at the door, and nothing else"),
    "reviewer": _l("reads and scores proposals, and nothing else"),
}


def _email(label: str) -> EmailField:
    return EmailField(
        label, [InputRequired(_l("Type your e-mail address.")), Length(max=LONGEST_EMAIL)]
    )


def _password(label: str) -> PasswordField:
    return PasswordField(
        label, [InputRequired(_l("Type your password.")), Length(max=LONGEST_PASSWORD)]
    )


class SignInForm(FlaskForm):  # type: ignore[misc]  # flask_wtf is untyped
    """Asks for the address and the password of an account."""

    email = _email(_l("E-mail address"))
    password = _password(_l("Password"))


class CodeUnlessPasskey:
    """Asks for a code where no passkey answered."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, form: FlaskForm, field: Field) -> None:
        """Refuse an empty code."""
        if not field.data and not form.answer.data:
            raise ValidationError(_("Type the code."))


class SecondStepForm(FlaskForm):  # type: ignore[misc]  # flask_wtf is untyped
    """Asks for a code, or for what a passkey answered."""

    code = StringField(_l("Code"), [CodeUnlessPasskey(), Length(max=40)])
    answer = HiddenField()


class ConfirmForm(FlaskForm):  # type: ignore[misc]  # flask_wtf is untyped
    """Asks for the password once more."""

    password = _password(_l("Password"))


class ResetRequestForm(FlaskForm):  # type: ignore[misc]  # flask_wtf is untyped
    """Asks for the address to which a link is sent."""

    email = _email(_l("E-mail address"))

    def validate_email(self, field: Field) -> None:
        """Refuse what is no address; whether it is an account's is not told."""
        if not is_email(field.data.strip()):
            raise ValidationError(_("This is no e-mail address."))


class NewEmailForm(ResetRequestForm):
    """Asks for another address than the account has."""

    email = _email(_l("New e-mail address"))

    def __init__(self, present: str) -> None:
        super().__init__()
        self._present = present

    def validate_email(self, field: Field) -> None:
        """Refuse what is no address and the present one; whether it is taken is not told."""
        super().validate_email(field)
        if folded_email(field.data) == self._present:
            raise ValidationError(_("This is your address already."))


class NewPasswordForm(FlaskForm):  # type: ignore[misc]  # flask_wtf is untyped
    """Asks for a password that is good enough, twice."""

    new_password = PasswordField(
        _l("New password"),
        [InputRequired(_l("Choose a password.")), Length(max=LONGEST_PASSWORD)],
    )
    again = PasswordField(
        _l("New password again"),
        [
            InputRequired(_l("Type the password again.")),
            EqualTo("new_password", _l("The two passwords differ.")),
        ],
    )

    def __init__(self, email: str) -> None:
        super().__init__()
        self._email = email

    def validate_new_password(self, field: Field) -> None:
        """Refuse what is easily guessed."""
        try:
            check_password(field.data, self._email)
        except PasswordTooShort as refusal:
            raise ValidationError(
                _("Use at least %(number)s characters.", number=SHORTEST_PASSWORD)
            ) from refusal
        except PasswordTooEasy as refusal:
            raise ValidationError(_("This is easily guessed. Use several words.")) from refusal


class ChangePasswordForm(NewPasswordForm):
    """Asks for the old password too."""

    password = _password(_l("Present password"))


class FirstCodeForm(FlaskForm):  # type: ignore[misc]  # flask_wtf is untyped
    """Asks for the first code of a telephone."""

    code = StringField(
        _l("Code of six digits"), [InputRequired(_l("Type the code.")), Length(max=40)]
    )


class PasskeyForm(FlaskForm):  # type: ignore[misc]  # flask_wtf is untyped
    """Asks for a name for a passkey, and what the browser made."""

    name = StringField(
        _l("Name of the passkey"), [InputRequired(_l("Give it a name.")), Length(max=60)]
    )
    answer = HiddenField()

    def validate_name(self, field: Field) -> None:
        """Refuse what cannot be shown."""
        if not field.data.strip().isprintable():
            raise ValidationError(_("Use letters, digits and spaces."))


class RoleForm(FlaskForm):  # type: ignore[misc]  # flask_wtf is untyped
    """Asks for a role."""

    role = SelectField(
        _l("Role"),
        [InputRequired(_l("Choose a role."))],
        choices=[SelectChoice(role, ROLE_NAMES[role]) for role in ROLES],
        default="organiser",
    )


class InvitationForm(RoleForm):
    """Asks whom to invite, as what, and where."""

    email = EmailField(
        _l("E-mail address"),
        [InputRequired(_l("Type the address of the person.")), Length(max=LONGEST_EMAIL)],
    )
    scope = SelectField(_l("Where"), [InputRequired(_l("Choose where."))])

    def __init__(self, scopes: list[tuple[str, str]]) -> None:
        super().__init__()
        self.scope.choices = [SelectChoice(value, label) for value, label in scopes]

    def validate_email(self, field: Field) -> None:
        """Refuse what is no address."""
        if not is_email(field.data.strip()):
            raise ValidationError(_("This is no e-mail address."))
