"""Why a backup is not taken back."""

from eventapp.foundation.refusals import Refusal


class BackupDamaged(Refusal):
    """The file is no backup, or not what it was when it was made; `reason` says where."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"the backup is damaged: {reason}")


class BackupFromElsewhere(Refusal):
    """The backup has tables of a version that this software does not know."""

    def __init__(self, revision: str) -> None:
        self.revision = revision
        super().__init__(f"the backup has tables of an unknown version {revision!r}")


class DatabaseInUse(Refusal):
    """The database holds rows already."""

    def __init__(self) -> None:
        super().__init__("the database holds rows already")
