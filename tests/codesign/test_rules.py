"""What partners sign off, and when a step is overdue."""

from datetime import date

import pytest

from eventapp.codesign.rules import FOLLOWED_UP, IDEA, Content, fingerprint, is_overdue

CONTENT = Content("Paying", "Att betala", "About it", "Om det")


def test_same_content_has_the_same_fingerprint() -> None:
    padded = CONTENT._replace(abstract_en="  About it\n")

    assert fingerprint(CONTENT) == fingerprint(padded)
    assert len(fingerprint(CONTENT)) == 64


@pytest.mark.parametrize(
    "other",
    [
        CONTENT._replace(title_sv="Att betala mer"),
        CONTENT._replace(abstract_en=""),
        Content("PayingAtt", " betala", "About it", "Om det"),
        Content("Att betala", "Paying", "About it", "Om det"),
    ],
)
def test_other_content_has_another_fingerprint(other: Content) -> None:
    assert fingerprint(other) != fingerprint(CONTENT)


@pytest.mark.parametrize(
    ("due_on", "stage", "overdue"),
    [
        (date(2030, 5, 1), IDEA, True),
        (date(2030, 5, 2), IDEA, False),
        (date(2030, 5, 1), FOLLOWED_UP, False),
        (None, IDEA, False),
    ],
)
def test_step_is_overdue_when_its_day_is_over(
    due_on: date | None, stage: str, *, overdue: bool
) -> None:
    assert is_overdue(due_on, stage, date(2030, 5, 2)) is overdue
