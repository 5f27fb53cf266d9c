"""Tables of the people who organise: who they are, what they may, and how they prove it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.foundation.database import Model

_EVERYWHERE = sa.text("series_id IS NULL AND event_id IS NULL")
_SERIES = sa.text("series_id IS NOT NULL")
_EVENT = sa.text("event_id IS NOT NULL")


def _of_account() -> Mapped[int]:
    return mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), index=True)


def _unique_for(name: str, *columns: str, where: sa.TextClause) -> sa.Index:
    return sa.Index(name, *columns, unique=True, sqlite_where=where, postgresql_where=where)


class Account(Model):
    """An organiser: signs in with an e-mail address, a password and a second factor."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    """Trimmed and case folded."""
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    """argon2id."""
    created_at: Mapped[datetime]
    codes_seed: Mapped[str | None] = mapped_column(sa.String(64))
    """From this and the installation's secret comes the key of one-time codes."""
    codes_since_at: Mapped[datetime | None]
    """When the first code was typed; before that codes are not asked for."""
    codes_last_step: Mapped[int | None] = mapped_column(sa.BigInteger)
    """The step of the newest code that was taken: it and older ones are worth nothing."""
    deleted_at: Mapped[datetime | None]
    """Since then only the number is left, so that no other account ever gets it in the log."""


class AccountGrant(Model):
    """A role of an account at one event, at a series with all its events, or everywhere."""

    __tablename__ = "account_grant"
    __table_args__ = (
        sa.CheckConstraint("series_id IS NULL OR event_id IS NULL", name="one_scope"),
        _unique_for("uq_account_grant_everywhere", "account_id", where=_EVERYWHERE),
        _unique_for("uq_account_grant_series", "account_id", "series_id", where=_SERIES),
        _unique_for("uq_account_grant_event", "account_id", "event_id", where=_EVENT),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = _of_account()
    role: Mapped[str] = mapped_column(sa.String(12))
    series_id: Mapped[int | None] = mapped_column(sa.ForeignKey("series.id", ondelete="CASCADE"))
    event_id: Mapped[int | None] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    created_at: Mapped[datetime]

    account: Mapped[Account] = relationship()


class AccountLink(Model):
    """A link in a mail: an invitation, a new password for who forgot the old one, a new address."""

    __tablename__ = "account_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(sa.String(12))
    seed: Mapped[str] = mapped_column(sa.String(64))
    """From this and the installation's secret comes the token."""
    token_digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    email: Mapped[str] = mapped_column(sa.String(254), index=True)
    account_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    """Whose address is to be `email`; of other links nobody's."""
    role: Mapped[str | None] = mapped_column(sa.String(12))
    series_id: Mapped[int | None] = mapped_column(sa.ForeignKey("series.id", ondelete="CASCADE"))
    event_id: Mapped[int | None] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class BrowserSession(Model):
    """A browser in which somebody signed in."""

    __tablename__ = "browser_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    account_id: Mapped[int] = _of_account()
    device: Mapped[str] = mapped_column(sa.String(60))
    """The browser and the system in words, such as "Firefox, Linux"."""
    challenge: Mapped[str] = mapped_column(sa.String(64))
    """What the next answer of a passkey must hold."""
    created_at: Mapped[datetime]
    proven_at: Mapped[datetime | None]
    """When the last factor was proven; until then only the second step is open."""
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()


class RecoveryCode(Model):
    """A code for the day on which the telephone is lost; each is good once."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = _of_account()
    code_digest: Mapped[str] = mapped_column(sa.String(64))
    used_at: Mapped[datetime | None]


class Passkey(Model):
    """A passkey: the public half of it."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = _of_account()
    credential: Mapped[str] = mapped_column(sa.String(1400), unique=True)
    """base64url."""
    public_key: Mapped[str] = mapped_column(sa.Text)
    """COSE, base64url."""
    sign_count: Mapped[int] = mapped_column(sa.BigInteger)
    name: Mapped[str] = mapped_column(sa.String(60))
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
