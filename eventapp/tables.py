"""Every model of the project, imported in one place so that no migration misses a table."""

from eventapp.accounts.models import (
    Account,
    AccountGrant,
    AccountLink,
    BrowserSession,
    Passkey,
    RecoveryCode,
)
from eventapp.attendance.models import LogIn, Play
from eventapp.audit.models import AuditEntry
from eventapp.checkin.models import CheckIn
from eventapp.codesign.models import BoardCard, BoardComment, SignOff, StageReached
from eventapp.decisions.models import BalanceTarget, Decision
from eventapp.events.models import Counter, Event, Measurement, PastEdition, Series, Stop
from eventapp.limits.models import RateWindow
from eventapp.mail.models import OutboxMail
from eventapp.programme.models import (
    Appearance,
    PendingAppearance,
    PendingSession,
    Session,
    Track,
)
from eventapp.proposals.models import (
    Proposal,
    ProposalAnswer,
    ProposalCall,
    ProposalQuestion,
    ProposalReview,
    ProposalSpeaker,
    ProposalStep,
)
from eventapp.registration.models import Registration
from eventapp.releases.models import Release
from eventapp.roster.models import Shift
from eventapp.speakers.models import Speaker
from eventapp.speaking.models import (
    SpeakerAnswer,
    SpeakerHours,
    SpeakerInvitation,
    SpeakerPhoto,
    SpeakerStatement,
)
from eventapp.streams.models import Recording, Stream

ALL = (
    Account,
    AccountGrant,
    AccountLink,
    Appearance,
    AuditEntry,
    BalanceTarget,
    BoardCard,
    BoardComment,
    BrowserSession,
    CheckIn,
    Counter,
    Decision,
    Event,
    LogIn,
    Measurement,
    OutboxMail,
    Passkey,
    PastEdition,
    PendingAppearance,
    PendingSession,
    Play,
    Proposal,
    ProposalAnswer,
    ProposalCall,
    ProposalQuestion,
    ProposalReview,
    ProposalSpeaker,
    ProposalStep,
    RateWindow,
    RecoveryCode,
    Recording,
    Registration,
    Release,
    Series,
    Session,
    Shift,
    SignOff,
    Speaker,
    SpeakerAnswer,
    SpeakerHours,
    SpeakerInvitation,
    SpeakerPhoto,
    SpeakerStatement,
    StageReached,
    Stop,
    Stream,
    Track,
)
