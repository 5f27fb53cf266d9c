"""Who may open which address: a row for each, and nothing without one.

`guards.enforce` reads this table before any view runs. A row says what is the least that an
answer needs; what a view shows beyond that it asks `guards.visitor()`.
"""

from enum import Enum
from typing import NamedTuple

OWNERS = frozenset({"owner"})
EDITORS = OWNERS | {"organiser"}
READERS = EDITORS | {"analyst"}
"""Who sees figures; an analyst sees nothing that tells of one person."""
SCANNERS = EDITORS | {"door"}
REVIEWERS = EDITORS | {"reviewer"}
"""Who reads and scores proposals; a reviewer sees nothing else."""
EVERY_ROLE = READERS | SCANNERS | REVIEWERS


class Proof(Enum):
    """What must be known of the one who asks."""

    NONE = "none"
    TICKET = "ticket"
    """The secret in the address; the view looks it up and answers 404 without it."""
    LINK = "link"
    """The token in the address, from a letter to a speaker or proposer; as with a ticket."""
    PASSWORD = "password"  # noqa: S105 -- a word and no password
    """Half signed in: the second step may be open still."""
    ACCOUNT = "account"


class Where(Enum):
    """At what a role must hold."""

    SOMEWHERE = "somewhere"
    """Anywhere: the view shows what the roles reach, and nothing else."""
    EVENT = "event"
    """At the event whose slug stands in the address."""
    SERIES = "series"
    """At the series whose slug stands in the address."""
    EVERYWHERE = "everywhere"


class Rule(NamedTuple):
    """What an address asks of those who open it."""

    proof: Proof
    roles: frozenset[str] = frozenset()
    """One of these; none: every account."""
    where: Where = Where.SOMEWHERE
    fresh: bool = False
    """Whether the password must have been proven a short while ago."""


ANYONE = Rule(Proof.NONE)
TICKET = Rule(Proof.TICKET)
LINK = Rule(Proof.LINK)
HALF = Rule(Proof.PASSWORD)
ACCOUNT = Rule(Proof.ACCOUNT)
FRESH = Rule(Proof.ACCOUNT, fresh=True)


def somewhere(roles: frozenset[str]) -> Rule:
    """Ask for a role anywhere."""
    return Rule(Proof.ACCOUNT, roles)


def at_event(roles: frozenset[str]) -> Rule:
    """Ask for a role at the event in the address."""
    return Rule(Proof.ACCOUNT, roles, Where.EVENT)


def at_series(roles: frozenset[str]) -> Rule:
    """Ask for a role at the series in the address."""
    return Rule(Proof.ACCOUNT, roles, Where.SERIES)


def everywhere(roles: frozenset[str]) -> Rule:
    """Ask for a role that holds everywhere."""
    return Rule(Proof.ACCOUNT, roles, Where.EVERYWHERE)


POLICY: dict[str, Rule] = {
    "asset": ANYONE,
    "components": ANYONE,
    "public.show_home": ANYONE,
    "public.show_event": ANYONE,
    "public.show_programme": ANYONE,
    "public.show_session": ANYONE,
    "public.show_speaker": ANYONE,
    "public.show_speakers": ANYONE,
    "public.show_photo": ANYONE,
    "public.show_figures": ANYONE,
    "public.choose_zone": ANYONE,
    "public.find_zone": ANYONE,
    "public.show_event_calendar": ANYONE,
    "public.show_stop_calendar": ANYONE,
    "public.show_session_calendar": ANYONE,
    "public.show_changes": ANYONE,
    "public.show_change_feed": ANYONE,
    "public.show_schedule_json": ANYONE,
    "public.show_schedule_xml": ANYONE,
    "public.show_sitemap": ANYONE,
    "public.show_robots": ANYONE,
    "public.show_registration": ANYONE,
    "public.register_for_event": ANYONE,
    "public.show_registered": ANYONE,
    "public.mail_ticket_again": ANYONE,
    "public.show_proposing": ANYONE,
    "public.propose_session": ANYONE,
    "public.show_proposed": ANYONE,
    "public.mail_proposals_again": ANYONE,
    "operations.show_health": ANYONE,
    "operations.show_readiness": ANYONE,
    # Open to monitors: the view asks for their token, or for this machine's own address.
    "operations.show_metrics": ANYONE,
    "operations.show_security": ANYONE,
    # What the holder of a ticket sees and does.
    "attendee.show_ticket": TICKET,
    "attendee.download_my_data": TICKET,
    "attendee.show_change": TICKET,
    "attendee.change_ticket": TICKET,
    "attendee.ask_to_withdraw": TICKET,
    "attendee.withdraw_ticket": TICKET,
    "attendee.change_calendar": TICKET,
    "attendee.show_watching": TICKET,
    "attendee.start_watching": TICKET,
    "attendee.show_recording": TICKET,
    "attendee.start_playing": TICKET,
    # These ask for a secret of their own instead: signed for one log-in, or a feed's token.
    "attendee.beat": TICKET,
    "attendee.note_played_segments": TICKET,
    "attendee.show_calendar": TICKET,
    # What a speaker sees and tells.
    "speaker.show_speaking": LINK,
    "speaker.show_own_photo": LINK,
    "speaker.answer": LINK,
    "speaker.tell_hours": LINK,
    "speaker.tell_about": LINK,
    "speaker.send_photo": LINK,
    "speaker.take_photo_away": LINK,
    "speaker.tell_consents": LINK,
    "speaker.tell_technique": LINK,
    # Host and counterpart of a session; anybody else's link answers 404.
    "speaker.show_own_codesign": LINK,
    "speaker.comment_on_codesign": LINK,
    "speaker.sign_off_content": LINK,
    # What a proposer sees and does: the token in the address is the proof.
    "proposer.show_proposal": LINK,
    "proposer.show_change": LINK,
    "proposer.change": LINK,
    "proposer.ask_to_withdraw": LINK,
    "proposer.withdraw": LINK,
    "proposer.answer": LINK,
    # Signing in, and what links in mails lead to: their token is the proof.
    "organiser.sign_in": ANYONE,
    "organiser.ask_for_reset": ANYONE,
    "organiser.reset_password": ANYONE,
    "organiser.accept_invitation": ANYONE,
    "organiser.take_new_email": ANYONE,
    "organiser.second_step": HALF,
    "organiser.sign_out": HALF,
    # Everybody's own account.
    "organiser.show_account": ACCOUNT,
    "organiser.change_password": ACCOUNT,
    "organiser.confirm": ACCOUNT,
    "organiser.end_browser": ACCOUNT,
    "organiser.end_other_browsers": ACCOUNT,
    "organiser.change_email": FRESH,
    "organiser.delete_own_account": FRESH,
    "organiser.show_second_factor": FRESH,
    "organiser.start_codes": FRESH,
    "organiser.set_up_codes": FRESH,
    "organiser.stop_codes": FRESH,
    "organiser.make_recovery_codes": FRESH,
    "organiser.add_passkey": FRESH,
    "organiser.remove_passkey": FRESH,
    # Organising.
    "organiser.show_home": ACCOUNT,
    "organiser.show_people": somewhere(OWNERS),
    "organiser.invite_person": somewhere(OWNERS),
    "organiser.change_person": somewhere(OWNERS),
    "organiser.remove_person": somewhere(OWNERS),
    "organiser.withdraw_invitation": somewhere(OWNERS),
    "organiser.delete_account": Rule(Proof.ACCOUNT, OWNERS, Where.EVERYWHERE, fresh=True),
    "organiser.show_overview": at_event(READERS),
    # Series, events and their programme.
    "organiser.show_all_series": somewhere(READERS),
    "organiser.new_series": everywhere(EDITORS),
    "organiser.show_series": at_series(READERS),
    "organiser.edit_series": at_series(EDITORS),
    "organiser.show_new_past_edition": at_series(EDITORS),
    "organiser.edit_past_edition": at_series(EDITORS),
    "organiser.delete_past_edition": at_series(EDITORS),
    # The form offers the series at which one may make events.
    "organiser.new_event": somewhere(EDITORS),
    "organiser.show_event_form": at_event(EDITORS),
    "organiser.edit_event": at_event(EDITORS),
    "organiser.change_event_state": at_event(EDITORS),
    "organiser.show_copy_form": at_event(EDITORS),
    "organiser.copy_to_dates": at_event(EDITORS),
    "organiser.download_programme": at_event(EDITORS),
    "organiser.show_import": at_event(EDITORS),
    "organiser.import_file": at_event(EDITORS),
    "organiser.show_plan": at_event(EDITORS),
    "organiser.add_stop": at_event(EDITORS),
    "organiser.show_stop_form": at_event(EDITORS),
    "organiser.edit_stop": at_event(EDITORS),
    "organiser.remove_stop": at_event(EDITORS),
    "organiser.change_tracks": at_event(EDITORS),
    "organiser.show_new_session": at_event(EDITORS),
    "organiser.make_session": at_event(EDITORS),
    "organiser.show_session_form": at_event(EDITORS),
    "organiser.edit_session": at_event(EDITORS),
    "organiser.change_session_state": at_event(EDITORS),
    "organiser.change_line_up": at_event(EDITORS),
    "organiser.show_event_speakers": at_event(EDITORS),
    "organiser.show_new_speaker": at_event(EDITORS),
    "organiser.show_speaker_form": at_event(EDITORS),
    "organiser.edit_speaker": at_event(EDITORS),
    "organiser.remove_speaker": at_event(EDITORS),
    "organiser.ask_to_invite": at_event(EDITORS),
    "organiser.ask_to_remind": at_event(EDITORS),
    "organiser.invite": at_event(EDITORS),
    "organiser.remind": at_event(EDITORS),
    "organiser.ask_to_invite_speaker": at_event(EDITORS),
    "organiser.invite_one": at_event(EDITORS),
    "organiser.revoke_speaker_link": at_event(EDITORS),
    "organiser.show_registrations": at_event(EDITORS),
    "organiser.download_registrations": at_event(EDITORS),
    "organiser.ask_to_add": at_event(EDITORS),
    "organiser.add_by_hand": at_event(EDITORS),
    "organiser.show_registration": at_event(EDITORS),
    "organiser.ask_to_edit": at_event(EDITORS),
    "organiser.edit_registration": at_event(EDITORS),
    "organiser.ask_to_withdraw": at_event(EDITORS),
    "organiser.withdraw_registration": at_event(EDITORS),
    "organiser.ask_to_send_ticket": at_event(EDITORS),
    "organiser.send_ticket": at_event(EDITORS),
    "organiser.show_streams": at_event(EDITORS),
    "organiser.show_stream": at_event(EDITORS),
    "organiser.save_stream": at_event(EDITORS),
    "organiser.remove_stream": at_event(EDITORS),
    "organiser.show_recording": at_event(EDITORS),
    "organiser.save_recording": at_event(EDITORS),
    "organiser.remove_recording": at_event(EDITORS),
    "organiser.show_log": at_event(EDITORS),
    # Who was chosen to speak: figures are for analysts too, what was decided is not.
    "organiser.show_balance": at_event(READERS),
    "organiser.set_balance_target": at_event(EDITORS),
    "organiser.note_decision_on_balance": at_event(EDITORS),
    # The roster.
    "organiser.show_roster": at_event(EDITORS),
    "organiser.download_roster": at_event(EDITORS),
    "organiser.new_shift": at_event(EDITORS),
    "organiser.show_shift_form": at_event(EDITORS),
    "organiser.edit_shift": at_event(EDITORS),
    "organiser.take_off_roster": at_event(EDITORS),
    # The co-design board.
    "organiser.show_board": at_event(EDITORS),
    "organiser.put_session_on_board": at_event(EDITORS),
    "organiser.show_card": at_event(EDITORS),
    "organiser.move_on_board": at_event(EDITORS),
    "organiser.edit_card": at_event(EDITORS),
    "organiser.comment_on_card": at_event(EDITORS),
    "organiser.note_sign_off_on_card": at_event(EDITORS),
    "organiser.change_place_on_board": at_event(EDITORS),
    # At the door.
    "door.show_events": somewhere(SCANNERS),
    "door.show_door": at_event(SCANNERS),
    "door.scan": at_event(SCANNERS),
    "door.undo": at_event(SCANNERS),
    # Proposals: reviewers read and score them, organisers decide.
    "organiser.show_proposals": at_event(REVIEWERS),
    "organiser.download_proposals": at_event(REVIEWERS),
    "organiser.show_proposal": at_event(REVIEWERS),
    "organiser.review_proposal": at_event(REVIEWERS),
    "organiser.decide_proposal": at_event(EDITORS),
    "organiser.show_letter": at_event(EDITORS),
    "organiser.save_words": at_event(EDITORS),
    "organiser.show_scheduling": at_event(EDITORS),
    "organiser.schedule_proposal": at_event(EDITORS),
    "organiser.unschedule_proposal": at_event(EDITORS),
    "organiser.show_call_form": at_event(EDITORS),
    "organiser.edit_call": at_event(EDITORS),
    "organiser.change_questions": at_event(EDITORS),
    "organiser.show_decisions": at_event(EDITORS),
    "organiser.send_decisions": at_event(EDITORS),
    "organiser.show_proposal_balance": at_event(READERS),
    "organiser.show_report": at_event(READERS),
    "organiser.download_report": at_event(READERS),
    # Planning across time zones.
    "organiser.show_timetable": at_event(EDITORS),
    "organiser.move": at_event(EDITORS),
    "organiser.show_slot_asked": at_event(EDITORS),
    "organiser.show_slot_map": at_event(EDITORS),
    "organiser.show_conflicts": at_event(EDITORS),
    "organiser.show_releases": at_event(EDITORS),
    "organiser.release": at_event(EDITORS),
    "organiser.discard": at_event(EDITORS),
    "organiser.show_slots": at_event(EDITORS),
    "organiser.show_ledger": at_event(EDITORS),
    "organiser.show_clocks": at_event(EDITORS),
    "organiser.derive_clocks": at_event(EDITORS),
}
