"""The headers of letters as they are sent."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import strict

import pytest

from eventapp.web.letter_forms import POLICY, unlinked


@pytest.mark.parametrize(
    "subject",
    [
        "Short",
        "Du är inbjuden att arrangera: ATMP World Tour 2026 – virtuell världsturné",
        "We have your proposal: Who tells the parents? Consent when time is short, and long",
        "世界ツアー " * 20 + "終",
    ],
)
def test_subject_arrives_as_it_was_written(subject: str) -> None:
    message = EmailMessage(policy=POLICY)
    message["Subject"] = subject

    sent = message.as_bytes()

    assert sent.startswith(b"Subject: ")
    assert max(map(len, sent.splitlines())) <= 78
    assert message_from_bytes(sent, policy=strict)["Subject"] == subject


def test_subject_with_a_line_break_is_refused() -> None:
    message = EmailMessage(policy=POLICY)

    with pytest.raises(ValueError, match="linefeed"):
        message["Subject"] = "One\r\nBcc: two@example.org"


@pytest.mark.parametrize(
    "name", ["Mio Hoshikawa", "J. R. R. Tolkien", "J.R.R. Tolkien", "O'Brien", "3.5"]
)
def test_names_of_people_stay_as_they_are(name: str) -> None:
    assert unlinked(name) == name
