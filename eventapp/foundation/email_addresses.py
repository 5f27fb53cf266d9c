"""E-mail addresses: which texts are some, and when two are the same."""

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from eventapp.foundation.late import Late

if TYPE_CHECKING:
    import email_validator
else:
    email_validator = Late("email_validator")

LONGEST_EMAIL = 254

# What nearly every address looks like; it is told from the rest in a twentieth of the time.
_PLAIN = re.compile(
    r"(?=.{1,64}@)[A-Za-z0-9_+%'&-]+(?:\.[A-Za-z0-9_+%'&-]+)*@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9]|-(?!-)){0,61}(?<!-)\.)+[A-Za-z]{2,63}"
)


def is_email(text: str) -> bool:
    """Tell whether this is written as an e-mail address; letters of any script are taken.

    Whether mail arrives there is not asked. The name of the host has a point in it.
    """
    if len(text) > LONGEST_EMAIL:
        return False
    if _PLAIN.fullmatch(text):
        return True
    try:
        email_validator.validate_email(text, check_deliverability=False, strict=True)
    except email_validator.EmailNotValidError:
        return False
    return not text.rpartition(".")[2].isdigit()


# What case folding makes other letters of, though hosts tell them apart (RFC 5894, 7.2).
_APART_IN_HOSTS = re.compile("[ßẞς]")


def folded_email(text: str) -> str:
    """Return the address as it is stored, compared and written to: trimmed and case folded.

    A host of which folding would make another one, as strasse.example of straße.example, is given
    in ASCII: letters go to the one that was typed.
    """
    text = text.strip()
    if _APART_IN_HOSTS.search(text.rpartition("@")[2]):
        with suppress(email_validator.EmailNotValidError):
            text = "@".join(with_ascii_host(text))
    return text.casefold()


def with_ascii_host(address: str) -> tuple[str, str]:
    """Return an address in two parts as mail servers take it: its host in ASCII (IDNA 2008).

    Raises email_validator.EmailNotValidError where the host is none.
    """
    local, _at, host = address.rpartition("@")
    if host.isascii():
        return local, host
    known = email_validator.validate_email(f"a@{host}", check_deliverability=False)
    return local, known.ascii_domain
