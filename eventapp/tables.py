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
from eventapp.events.models import Counter, Event, Measurement, PastEdition, Series, Stop
from eventapp.limits.models import RateWindow
from eventapp.mail.models import OutboxMail
from eventapp.programme.models import Appearance, Session, Track
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
from eventapp.speakers.models import Speaker
from eventapp.streams.models import Recording, Stream

ALL = (
    Account,
    AccountGrant,
    AccountLink,
    Appearance,
    AuditEntry,
    BrowserSession,
    CheckIn,
    Counter,
    Event,
    LogIn,
    Measurement,
    OutboxMail,
    Passkey,
    PastEdition,
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
    Series,
    Session,
    Speaker,
    Stop,
    Stream,
    Track,
)
