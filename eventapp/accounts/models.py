"""Tables of the people who organise."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.foundation.database import Model


class Account(Model):
    """An organiser: signs in with an e-mail address and a password."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    """Trimmed and case folded."""
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    """argon2id."""
    role: Mapped[str] = mapped_column(sa.String(12))
    created_at: Mapped[datetime]
