"""Signed numbers that a page of a ticket gives back: which log-in or play it speaks for.

Each purpose and each ticket has a signature of its own, so that nothing signed for one is taken
for another.
"""

import hashlib

from flask import current_app
from itsdangerous import BadSignature, Signer

LONGEST_TOKEN = 200


def signed(purpose: str, ticket_code: str, *numbers: int) -> str:
    """Give a text that holds the numbers and cannot be made by others."""
    text = "-".join(map(str, numbers))
    return _signer(purpose, ticket_code).sign(text).decode("ascii")


def numbers_in(token: str, purpose: str, ticket_code: str) -> tuple[int, ...] | None:
    """Give the numbers that were signed for that purpose and ticket, or None."""
    if len(token) > LONGEST_TOKEN or not token.isascii():
        return None
    try:
        text = _signer(purpose, ticket_code).unsign(token)
    except BadSignature:
        return None
    return tuple(map(int, text.split(b"-")))


def _signer(purpose: str, ticket_code: str) -> Signer:
    secret = str(current_app.config["SECRET_KEY"])
    salt = f"eventapp {purpose} {ticket_code}"
    return Signer(secret, salt=salt, key_derivation="hmac", digest_method=hashlib.sha256)
