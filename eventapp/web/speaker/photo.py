"""A speaker's photo: sent, shown to themselves, and taken away."""

from flask import Response, make_response, request

from eventapp.foundation.clock import utc_now
from eventapp.foundation.refusals import Refusal
from eventapp.speaking.answering import remove_photo, store_photo
from eventapp.speaking.pictures import photo_of
from eventapp.speaking.queries import own_photo
from eventapp.web.errors import found
from eventapp.web.refusals import words_for
from eventapp.web.speaker.link_guard import present_invitation
from eventapp.web.speaker.telling import View, refused, told


def show_own_photo(token: str) -> Response:  # noqa: ARG001 -- the guard looked it up
    """Show the speaker their photo, whether or not others see it."""
    response = make_response(found(own_photo(present_invitation().speaker_id)))
    response.mimetype = "image/jpeg"
    return response


def send_photo(token: str) -> View:
    """Take a photo, written anew; say what is wrong with a file that is none."""
    speaker_id, now = present_invitation().speaker_id, utc_now()
    file = request.files.get("photo")
    try:
        # Before the transaction, so that nobody waits for a picture to be decoded.
        photo = photo_of(file.read() if file else b"")
    except Refusal as refusal:
        return refused("photo", words_for(refusal))
    return told(token, "photo", "photo", lambda: store_photo(speaker_id, photo, now=now))


def take_photo_away(token: str) -> View:
    """Forget the photo."""
    speaker_id, now = present_invitation().speaker_id, utc_now()
    return told(token, "photo-removed", "photo", lambda: remove_photo(speaker_id, now=now))
