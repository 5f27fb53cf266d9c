"""Whose link it is: looked up before any view runs. A link that opens nothing tells nothing."""

from http import HTTPStatus

from flask import Response, g, make_response, render_template, request

from eventapp.speakers.rules import language_of
from eventapp.speaking.models import SpeakerInvitation
from eventapp.speaking.pictures import LARGEST_FILE
from eventapp.speaking.queries import invitation_by_token
from eventapp.web.private_pages import refuse_other_sites, speak

LONGEST_TOKEN = 64
ROOM_AROUND_A_PHOTO = 64 * 1024
"""Bytes that a form takes beside the file in it."""


def only_with_link() -> Response | None:
    """Answer 404 to a token that is not, or no longer, the way to a speaker's page."""
    refuse_other_sites()
    token = (request.view_args or {}).get("token", "")
    invitation = invitation_by_token(token) if len(token) <= LONGEST_TOKEN else None
    if invitation is None:
        return make_response(render_template("speaker/unknown.html"), HTTPStatus.NOT_FOUND)
    speaker = invitation.speaker
    speak(language_of(speaker.language, speaker.country_code))
    g.speaker_invitation = invitation
    if request.endpoint == "speaker.send_photo":
        request.max_content_length = LARGEST_FILE + ROOM_AROUND_A_PHOTO
    return None


def present_invitation() -> SpeakerInvitation:
    """Give the invitation whose link the address holds."""
    invitation: SpeakerInvitation = g.speaker_invitation
    return invitation
