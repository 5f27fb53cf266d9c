"""Which letters are sent about accounts."""

from eventapp.accounts.models import AccountLink
from eventapp.mail.rules import LINKS, Letter
from eventapp.web.locale import reader_language, reader_zone


def letter_about(kind: str, link: AccountLink) -> Letter:
    """Give the letter that carries a link; the token is made when it is written.

    In the language of who asks for it: of somebody who is invited no other is known.
    """
    return Letter(
        kind=kind,
        recipient=link.email,
        language=reader_language(),
        zone=reader_zone() or "UTC",
        about={"link": link.id},
        lane=LINKS,
    )
