"""A speaker's own co-designed session: read, commented on, and its content signed off."""

from http import HTTPStatus

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from eventapp.foundation.clock import utc_now
from eventapp.foundation.refusals import Refusal
from eventapp.web.errors import found
from eventapp.web.locale import reader_language
from eventapp.web.partner_board import (
    Partner,
    PartnerCommentForm,
    comment_as_partner,
    partner_session,
    sign_off_as_partner,
)
from eventapp.web.public.event_frame import event_frame
from eventapp.web.refusals import words_for
from eventapp.web.speaker.link_guard import present_invitation

View = str | Response | tuple[str, int]


def present_partner() -> Partner:
    """Give the speaker whose link the address holds, as a partner."""
    speaker = present_invitation().speaker
    return Partner(speaker.event, speaker.id, speaker.code)


def show_own_codesign(token: str, session_code: str) -> View:
    """Show a session that the speaker is host or counterpart of."""
    return _page(token, session_code)


def comment_on_codesign(token: str, session_code: str) -> View:
    """Take a comment of the speaker."""
    partner, now = present_partner(), utc_now()
    try:
        form = comment_as_partner(partner, session_code, now=now)
    except Refusal as refusal:
        return _page(token, session_code, refused=refusal), HTTPStatus.UNPROCESSABLE_ENTITY
    if form is not None:
        return _page(token, session_code, form), HTTPStatus.UNPROCESSABLE_ENTITY
    return _to_page(token, session_code, "comments")


def sign_off_content(token: str, session_code: str) -> View:
    """Take that the speaker agrees with the content they read."""
    try:
        sign_off_as_partner(present_partner(), session_code, now=utc_now())
    except Refusal as refusal:
        return _page(token, session_code, refused=refusal), HTTPStatus.UNPROCESSABLE_ENTITY
    return _to_page(token, session_code, "sign-offs")


def _to_page(token: str, session_code: str, anchor: str) -> Response:
    address = url_for(
        "speaker.show_own_codesign", token=token, session_code=session_code, _anchor=anchor
    )
    return redirect(address, HTTPStatus.SEE_OTHER)


def _page(
    token: str,
    session_code: str,
    form: PartnerCommentForm | None = None,
    refused: Refusal | None = None,
) -> str:
    """Write the page of a session; answers 404 where it is not theirs."""
    language, partner = reader_language(), present_partner()
    shown = found(partner_session(partner, session_code, language, form, now=utc_now()))
    return render_template(
        "speaker/codesign.html",
        token=token,
        frame=event_frame(partner.event, language),
        shown=shown,
        problem=words_for(refused) if refused else "",
    )
