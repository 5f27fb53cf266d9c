"""Passkeys: what a browser is asked, and whether its answer proves anything (Web Authentication).

Errors of the library all mean one thing here: not proven.
"""

import ipaddress
import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from eventapp.accounts.rules import PasskeyRefused
from eventapp.foundation.late import Late

if TYPE_CHECKING:
    import webauthn
    from webauthn import helpers
else:
    webauthn = Late("webauthn")
    helpers = Late("webauthn.helpers")

LONGEST_ANSWER = 20_000
UNREADABLE = (ValueError, RecursionError)
"""What reading JSON raises for what is none, or is nested deeper than any."""


class Site(NamedTuple):
    """For whom a passkey is: the site's name, the name of its host, and its origin."""

    name: str
    host: str
    origin: str


class NewPasskey(NamedTuple):
    """A passkey that a browser made."""

    credential: str
    public_key: str
    sign_count: int


class KnownPasskey(NamedTuple):
    """A passkey as far as it is needed to check an answer."""

    credential: str
    public_key: str
    sign_count: int


def new_challenge() -> str:
    """Give what the next answer of a browser must hold."""
    return helpers.bytes_to_base64url(secrets.token_bytes(32))


def site_at(base_url: str, name: str) -> Site | None:
    """Give the site for passkeys; None where its host is a number: browsers make none there."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return Site(name, host, f"{parts.scheme}://{parts.netloc}")
    return None


def creation_options(
    site: Site, user: tuple[str, str], challenge: str, known: Iterable[str]
) -> str:
    """Give, as JSON, what a browser is told to make; `user` is (a handle of bytes, an address)."""
    handle, email = user
    return webauthn.options_to_json(
        webauthn.generate_registration_options(
            rp_id=site.host,
            rp_name=site.name,
            user_id=handle.encode(),
            user_name=email,
            challenge=webauthn.base64url_to_bytes(challenge),
            exclude_credentials=_described(known),
            authenticator_selection=helpers.structs.AuthenticatorSelectionCriteria(
                resident_key=helpers.structs.ResidentKeyRequirement.PREFERRED,
                user_verification=helpers.structs.UserVerificationRequirement.PREFERRED,
            ),
        )
    )


def request_options(site: Site, challenge: str, known: Iterable[str]) -> str:
    """Give, as JSON, what a browser is asked to prove."""
    return webauthn.options_to_json(
        webauthn.generate_authentication_options(
            rp_id=site.host,
            challenge=webauthn.base64url_to_bytes(challenge),
            allow_credentials=_described(known),
            user_verification=helpers.structs.UserVerificationRequirement.PREFERRED,
        )
    )


def _described(credentials: Iterable[str]) -> "list[helpers.structs.PublicKeyCredentialDescriptor]":
    return [
        helpers.structs.PublicKeyCredentialDescriptor(id=webauthn.base64url_to_bytes(one))
        for one in credentials
    ]


def check_creation(site: Site, answer: str, challenge: str) -> NewPasskey:
    """Give the passkey that a browser made. Raises PasskeyRefused."""
    if not 0 < len(answer) <= LONGEST_ANSWER:
        raise PasskeyRefused
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=webauthn.base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except (helpers.exceptions.WebAuthnException, *UNREADABLE) as error:
        raise PasskeyRefused from error
    return NewPasskey(
        helpers.bytes_to_base64url(made.credential_id),
        helpers.bytes_to_base64url(made.credential_public_key),
        made.sign_count,
    )


def check_proof(site: Site, answer: str, challenge: str, known: KnownPasskey) -> int:
    """Give the new count of the passkey's signatures. Raises PasskeyRefused."""
    if not 0 < len(answer) <= LONGEST_ANSWER:
        raise PasskeyRefused
    try:
        proof = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=webauthn.base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=webauthn.base64url_to_bytes(known.public_key),
            credential_current_sign_count=known.sign_count,
        )
    except (helpers.exceptions.WebAuthnException, *UNREADABLE) as error:
        raise PasskeyRefused from error
    return proof.new_sign_count
