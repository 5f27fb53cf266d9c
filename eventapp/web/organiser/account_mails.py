"""Which letters are sent about accounts."""

from collections.abc import Mapping

from eventapp.accounts.models import AccountLink
from eventapp.mail.rules import LINKS, Letter
from eventapp.web.locale import reader_language, reader_zone


def letter_about(kind: str, link: AccountLink) -> Letter:
    """Give the letter that carries a link; the token is made when it is written.

    In the language of who asks for it: of somebody who is invited no other is known.
    """
    return _letter(kind, link.email, {"link": link.id})


def letter_of_change(kind: str, recipient: str, account_id: int) -> Letter:
    """Give the letter that tells of something about an account that was done, and has no link."""
    return _letter(kind, recipient, {"account": account_id})


def _letter(kind: str, recipient: str, about: Mapping[str, int | str]) -> Letter:
    return Letter(
        kind=kind,
        recipient=recipient,
        language=reader_language(),
        zone=reader_zone() or "UTC",
        about=about,
        lane=LINKS,
    )
