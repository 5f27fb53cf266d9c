"""Secrets that are handed out."""

from eventapp.accounts.tokens import (
    digest_of,
    link_token,
    looks_like_recovery_code,
    new_recovery_code,
    new_token,
    normal_code,
)


def test_tokens_are_long_and_differ() -> None:
    tokens = {new_token() for _ in range(1000)}

    assert len(tokens) == 1000
    assert all(len(token) == 43 for token in tokens)


def test_link_token_hangs_on_all_it_is_made_of() -> None:
    made = {
        link_token(secret, purpose, seed)
        for secret in ("secret", "other")
        for purpose in ("invitation", "reset")
        for seed in ("x", "y")
    }

    assert len(made) == 8
    assert all(len(token) == 43 for token in made)
    assert link_token("secret", "reset", "x") == link_token("secret", "reset", "x")


def test_digest_does_not_hold_the_token() -> None:
    token = new_token()

    assert token not in digest_of(token)
    assert len(digest_of(token)) == 64


def test_recovery_codes_are_read_as_they_are_typed() -> None:
    code = new_recovery_code()

    assert len(code) == 19
    assert normal_code(code.upper().replace("-", " ")) == normal_code(code)
    assert looks_like_recovery_code(code)
    assert not looks_like_recovery_code("123456")
