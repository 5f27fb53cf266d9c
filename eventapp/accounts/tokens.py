"""Secrets that are handed out: made here, and kept by the database only as digests."""

import base64
import hashlib
import hmac
import secrets

RECOVERY_CODES = 10
_GROUPS, _GROUP = 4, 4
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_token() -> str:
    """Give a secret of 256 bits."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """Give what is stored of a token; it cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def derived_key(secret: str, *parts: str) -> bytes:
    """Give a key of 256 bits that only `secret` and the parts give, in their order."""
    text = "\0".join(parts).encode()
    return hmac.new(secret.encode(), text, hashlib.sha256).digest()


def link_token(secret: str, purpose: str, seed: str) -> str:
    """Give the token of a link in a mail; whoever has the database alone cannot make it."""
    key = derived_key(secret, "link", purpose, seed)
    return base64.urlsafe_b64encode(key).decode().rstrip("=")


def new_recovery_code() -> str:
    """Give a code of 79 bits that can be written down: `abcd-efgh-jkmn-pqrs`."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def normal_code(typed: str) -> str:
    """Give a recovery code as it is compared: without spaces and dashes, in small letters."""
    return "".join(sign for sign in typed.casefold() if sign.isalnum())


def looks_like_recovery_code(typed: str) -> bool:
    """Tell whether somebody typed a recovery code and not one of six digits."""
    return len(normal_code(typed)) == _GROUPS * _GROUP
