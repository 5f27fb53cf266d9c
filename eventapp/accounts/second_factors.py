"""Second factors of an account: one-time codes, passkeys, recovery codes."""

import secrets
from datetime import datetime

import sqlalchemy as sa

from eventapp.accounts.models import Account, Passkey, RecoveryCode
from eventapp.accounts.one_time_codes import key_for, matching_step
from eventapp.accounts.passkeys import KnownPasskey, NewPasskey, Site, check_proof
from eventapp.accounts.queries import passkeys_of
from eventapp.accounts.rules import CodeWrong, PasskeyRefused
from eventapp.accounts.tokens import (
    RECOVERY_CODES,
    digest_of,
    looks_like_recovery_code,
    new_recovery_code,
    normal_code,
)
from eventapp.foundation.database import db


def prepare_codes(account: Account) -> None:
    """Let an account share a new key with a telephone; it is asked for codes after the first."""
    if account.codes_since_at is None:
        account.codes_seed = secrets.token_urlsafe(32)
        account.codes_last_step = None
        db.session.flush()


def begin_codes(account: Account, typed: str, *, secret: str, now: datetime) -> None:
    """Ask an account for one-time codes from now on. Raises CodeWrong for a wrong first one."""
    _use_code(account, typed, secret, now)
    account.codes_since_at = now
    db.session.flush()


def end_codes(account: Account) -> None:
    """Ask an account for one-time codes no longer; the telephone's key is worth nothing."""
    account.codes_seed = account.codes_since_at = account.codes_last_step = None
    db.session.flush()


def prove_by_code(account: Account, typed: str, *, secret: str, now: datetime) -> str:
    """Take a one-time code or a recovery code; tell which. Raises CodeWrong.

    Each is taken once: also of two who send the same at the same time, one is refused.
    """
    if looks_like_recovery_code(typed):
        _use_recovery_code(account, typed, now)
        return "recovery code"
    if account.codes_since_at is None:
        raise CodeWrong
    _use_code(account, typed, secret, now)
    return "one-time code"


def _use_code(account: Account, typed: str, secret: str, now: datetime) -> None:
    seed = account.codes_seed
    step = matching_step(key_for(secret, seed), typed, now) if seed else None
    if step is None:
        raise CodeWrong
    taken = db.session.scalar(
        sa.update(Account)
        .where(
            Account.id == account.id,
            Account.codes_seed == seed,
            sa.or_(Account.codes_last_step.is_(None), Account.codes_last_step < step),
        )
        .values(codes_last_step=step)
        .returning(Account.id)
    )
    if taken is None:
        raise CodeWrong


def _use_recovery_code(account: Account, typed: str, now: datetime) -> None:
    taken = db.session.scalar(
        sa.update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account.id,
            RecoveryCode.code_digest == digest_of(normal_code(typed)),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now)
        .returning(RecoveryCode.id)
    )
    if taken is None:
        raise CodeWrong


def new_recovery_codes(account: Account) -> list[str]:
    """Give an account new recovery codes; all older ones are void. They are not stored."""
    db.session.execute(sa.delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    codes = [new_recovery_code() for _ in range(RECOVERY_CODES)]
    db.session.add_all(
        RecoveryCode(account_id=account.id, code_digest=digest_of(normal_code(code)))
        for code in codes
    )
    db.session.flush()
    return codes


def add_passkey(account: Account, made: NewPasskey, name: str, *, now: datetime) -> Passkey:
    """Let an account prove itself with a passkey. Raises PasskeyRefused for a known one."""
    known = sa.select(Passkey.id).where(Passkey.credential == made.credential)
    if db.session.scalar(known) is not None:
        raise PasskeyRefused
    passkey = Passkey(account_id=account.id, name=name[:60], created_at=now, **made._asdict())
    db.session.add(passkey)
    db.session.flush()
    return passkey


def remove_passkey(account: Account, number: int) -> Passkey | None:
    """Forget a passkey of the account; give it, None when the account has none of that number."""
    passkey = db.session.scalar(
        sa.select(Passkey).where(Passkey.id == number, Passkey.account_id == account.id)
    )
    if passkey is not None:
        db.session.delete(passkey)
        db.session.flush()
    return passkey


def prove_by_passkey(
    account: Account, site: Site, credential: str, answer: str, *, challenge: str, now: datetime
) -> None:
    """Take the answer of a passkey of the account. Raises PasskeyRefused."""
    passkey = next((one for one in passkeys_of(account.id) if one.credential == credential), None)
    if passkey is None:
        raise PasskeyRefused
    known = KnownPasskey(passkey.credential, passkey.public_key, passkey.sign_count)
    passkey.sign_count = check_proof(site, answer, challenge, known)
    passkey.used_at = now
    db.session.flush()


def forget_second_factors(account: Account) -> None:
    """Let the password alone be enough again: for somebody who lost everything else."""
    end_codes(account)
    db.session.execute(sa.delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    db.session.execute(sa.delete(Passkey).where(Passkey.account_id == account.id))
