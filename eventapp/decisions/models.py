"""Tables of the targets of events, and of the decisions taken."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.foundation.database import Model


class BalanceTarget(Model):
    """The balance that an event aims at; without a row it is 40 to 60 per cent."""

    __tablename__ = "balance_target"

    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    least: Mapped[int]
    most: Mapped[int]


class Decision(Model):
    """What was decided on who speaks; nobody changes it afterwards."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str] = mapped_column(sa.String(12))
    code: Mapped[str] = mapped_column(sa.String(40), default="")
    """The code of the stop or session or the role that it is about; blank for the event."""
    text: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(sa.String(80))
