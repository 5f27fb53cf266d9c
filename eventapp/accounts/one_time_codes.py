"""One-time codes by the clock, as apps on telephones make them (RFC 6238, SHA-1, 6 digits, 30 s).

SHA-1 because the apps that are in use know nothing else; HMAC with it is not broken.
"""

import base64
import hmac
import struct
from datetime import datetime
from urllib.parse import quote, urlencode

from eventapp.accounts.tokens import derived_key

STEP_SECONDS = 30
DIGITS = 6
STEPS_OFF = 1
"""How many steps a telephone's clock may be fast or slow."""


def key_for(secret: str, seed: str) -> bytes:
    """Give the key that server and telephone share: 160 bits, derived and never stored."""
    return derived_key(secret, "one-time codes", seed)[:20]


def step_at(now: datetime) -> int:
    """Give the number of the step of 30 seconds at a moment."""
    return int(now.timestamp()) // STEP_SECONDS


def code_of(key: bytes, step: int) -> str:
    """Give the code of a step (RFC 4226, 5.3)."""
    digest = hmac.digest(key, struct.pack(">Q", step), "sha1")
    at = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def matching_step(key: bytes, typed: str, now: datetime) -> int | None:
    """Give the step whose code was typed, None when it is no code of about now."""
    code = "".join(typed.split())
    if len(code) != DIGITS or not code.isascii():
        return None
    present = step_at(now)
    steps = range(present - STEPS_OFF, present + STEPS_OFF + 1)
    matching = [step for step in steps if hmac.compare_digest(code_of(key, step), code)]
    return max(matching, default=None)


def typed_key(key: bytes) -> str:
    """Give the key as people type it where they cannot take a picture: groups of four."""
    text = base64.b32encode(key).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def address_of(key: bytes, issuer: str, email: str) -> str:
    """Give the address that an app reads from a QR code."""
    query = urlencode({"secret": base64.b32encode(key).decode(), "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(email)}?{query}"
