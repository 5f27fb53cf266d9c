"""The table of attempts of late."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.foundation.database import Model


class RateWindow(Model):
    """How often something was tried by one account or address since its window began."""

    __tablename__ = "rate_window"

    key: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    """What was tried, and a digest of who tried: no address and no e-mail stands here."""
    tries: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(index=True)
