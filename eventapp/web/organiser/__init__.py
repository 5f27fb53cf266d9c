"""Pages for organisers: the address table. Who may open what stands in `web.policy`."""

from flask import Blueprint, Flask, Response, request

from eventapp.web.guards import visitor
from eventapp.web.organiser import (
    account,
    account_deleting,
    copying,
    event_editing,
    event_speakers,
    home,
    invitations,
    log,
    new_emails,
    new_events,
    overview,
    passwords,
    people,
    planning_clocks,
    planning_conflicts,
    planning_ledger,
    planning_moves,
    planning_slots,
    planning_timetable,
    registration_pages,
    registrations,
    reports,
    second_factor,
    series,
    sessions,
    signing_in,
    stops,
    streams,
    video_pages,
)
from eventapp.web.organiser.event_area import may_open
from eventapp.web.organiser.held import HeldCounts

blueprint = Blueprint("organiser", __name__, url_prefix="/organise")

GET, POST, FORM = ["GET"], ["POST"], ["GET", "POST"]

for _address, _methods, _view in (
    ("/", GET, home.show_home),
    ("/sign-in", FORM, signing_in.sign_in),
    ("/second-step", FORM, signing_in.second_step),
    ("/sign-out", POST, signing_in.sign_out),
    ("/new-password", FORM, passwords.ask_for_reset),
    ("/new-password/<token>", FORM, passwords.reset_password),
    ("/invitations/<token>", FORM, invitations.accept_invitation),
    ("/new-address/<token>", FORM, new_emails.take_new_email),
    ("/account", GET, account.show_account),
    ("/account/password", POST, account.change_password),
    ("/account/address", FORM, new_emails.change_email),
    ("/account/delete", FORM, account_deleting.delete_own_account),
    ("/account/confirm", FORM, account.confirm),
    ("/account/browsers/<int:number>/end", POST, account.end_browser),
    ("/account/browsers/end-others", POST, account.end_other_browsers),
    ("/account/second-factor", GET, second_factor.show_second_factor),
    ("/account/codes", FORM, second_factor.set_up_codes),
    ("/account/codes/start", POST, second_factor.start_codes),
    ("/account/codes/stop", POST, second_factor.stop_codes),
    ("/account/recovery-codes", POST, second_factor.make_recovery_codes),
    ("/account/passkeys", POST, second_factor.add_passkey),
    ("/account/passkeys/<int:number>/remove", POST, second_factor.remove_passkey),
    ("/people", GET, people.show_people),
    ("/people/invite", POST, people.invite_person),
    ("/people/<int:number>/role", POST, people.change_person),
    ("/people/<int:number>/remove", POST, people.remove_person),
    ("/people/accounts/<int:number>/delete", FORM, account_deleting.delete_account),
    ("/people/invitations/<int:number>/withdraw", POST, people.withdraw_invitation),
    ("/events/<slug>", GET, overview.show_overview),
    ("/series", GET, series.show_all_series),
    ("/series/new", FORM, series.new_series),
    ("/series/<slug>", GET, series.show_series),
    ("/series/<slug>/edit", FORM, series.edit_series),
    ("/events/new", FORM, new_events.new_event),
    ("/events/<slug>/edit", GET, event_editing.show_event_form),
    ("/events/<slug>/edit", POST, event_editing.edit_event),
    ("/events/<slug>/state", POST, event_editing.change_event_state),
    ("/events/<slug>/copy", GET, copying.show_copy_form),
    ("/events/<slug>/copy", POST, copying.copy_to_dates),
    ("/events/<slug>/programme", GET, stops.show_plan),
    ("/events/<slug>/stops/new", FORM, stops.add_stop),
    ("/events/<slug>/stops/<code>/edit", GET, stops.show_stop_form),
    ("/events/<slug>/stops/<code>/edit", POST, stops.edit_stop),
    ("/events/<slug>/stops/<code>/delete", POST, stops.remove_stop),
    ("/events/<slug>/stops/<code>/tracks", POST, stops.change_tracks),
    ("/events/<slug>/sessions/new", GET, sessions.show_new_session),
    ("/events/<slug>/sessions/new", POST, sessions.make_session),
    ("/events/<slug>/sessions/<code>/edit", GET, sessions.show_session_form),
    ("/events/<slug>/sessions/<code>/edit", POST, sessions.edit_session),
    ("/events/<slug>/sessions/<code>/state", POST, sessions.change_session_state),
    ("/events/<slug>/sessions/<code>/line-up", POST, sessions.change_line_up),
    ("/events/<slug>/speakers", GET, event_speakers.show_event_speakers),
    ("/events/<slug>/speakers/new", FORM, event_speakers.show_new_speaker),
    ("/events/<slug>/speakers/<code>/edit", GET, event_speakers.show_speaker_form),
    ("/events/<slug>/speakers/<code>/edit", POST, event_speakers.edit_speaker),
    ("/events/<slug>/speakers/<code>/delete", POST, event_speakers.remove_speaker),
    ("/events/<slug>/registrations", GET, registrations.show_registrations),
    ("/events/<slug>/registrations.csv", POST, registrations.download_registrations),
    ("/events/<slug>/add-registration", GET, registration_pages.ask_to_add),
    ("/events/<slug>/add-registration", POST, registration_pages.add_by_hand),
    ("/events/<slug>/registrations/<code>", GET, registration_pages.show_registration),
    ("/events/<slug>/registrations/<code>/edit", GET, registration_pages.ask_to_edit),
    ("/events/<slug>/registrations/<code>/edit", POST, registration_pages.edit_registration),
    ("/events/<slug>/registrations/<code>/withdraw", GET, registration_pages.ask_to_withdraw),
    (
        "/events/<slug>/registrations/<code>/withdraw",
        POST,
        registration_pages.withdraw_registration,
    ),
    ("/events/<slug>/registrations/<code>/ticket", GET, registration_pages.ask_to_send_ticket),
    ("/events/<slug>/registrations/<code>/ticket", POST, registration_pages.send_ticket),
    ("/events/<slug>/streams", GET, streams.show_streams),
    ("/events/<slug>/streams/<code>", GET, video_pages.show_stream),
    ("/events/<slug>/streams/<code>", POST, video_pages.save_stream),
    ("/events/<slug>/streams/<code>/remove", POST, video_pages.remove_stream),
    ("/events/<slug>/recordings/<code>", GET, video_pages.show_recording),
    ("/events/<slug>/recordings/<code>", POST, video_pages.save_recording),
    ("/events/<slug>/recordings/<code>/remove", POST, video_pages.remove_recording),
    ("/events/<slug>/log", GET, log.show_log),
    ("/events/<slug>/report", GET, reports.show_report),
    ("/events/<slug>/report", POST, reports.download_report),
    ("/events/<slug>/timetable", GET, planning_timetable.show_timetable),
    ("/events/<slug>/timetable/<code>", POST, planning_moves.move),
    ("/events/<slug>/conflicts", GET, planning_conflicts.show_conflicts),
    ("/events/<slug>/slots", GET, planning_slots.show_slots),
    ("/events/<slug>/ledger", GET, planning_ledger.show_ledger),
    ("/events/<slug>/clocks", GET, planning_clocks.show_clocks),
    ("/events/<slug>/clocks/derive", POST, planning_clocks.derive_clocks),
):
    blueprint.add_url_rule(_address, _view.__name__, _view, methods=_methods)


@blueprint.context_processor
def _who() -> dict[str, object]:
    here = visitor()
    return {
        "signed_in": here is not None,
        "is_owner": here is not None and "owner" in here.reach.roles_anywhere(),
    }


@blueprint.after_request
def _keep_tokens_here(response: Response) -> Response:
    """Tell no other page the address of one whose address is a secret."""
    if "token" in (request.view_args or {}):
        response.headers["Referrer-Policy"] = "strict-origin"
    return response


def init_app(app: Flask) -> None:
    """Open the organisers' addresses."""
    app.extensions["held"] = HeldCounts()
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(may_open=may_open)
