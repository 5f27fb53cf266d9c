"""A call's own questions: what they are made of, and which answers they take."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from eventapp.events.rules import check_fields
from eventapp.foundation.bilingual import Text
from eventapp.foundation.refusals import Refusal
from eventapp.foundation.texts import is_line, is_text

SHORT, LONG, CHOICE, NUMBER = QUESTION_KINDS = ("short", "long", "choice", "number")
LONGEST_LABEL = 300
LONGEST_SHORT = 300
LONGEST_LONG = 4_000
LONGEST_NUMBER = 9
FEWEST_CHOICES, MOST_CHOICES = 2, 30
LONGEST_CHOICE = 120
MOST_QUESTIONS = 30


class QuestionDetails(NamedTuple):
    """What is told of a question; the choices stand one on a line, in each language."""

    label_en: str
    label_sv: str
    kind: str
    choices_en: str = ""
    choices_sv: str = ""
    is_required: bool = False
    is_personal: bool = False


class Asked(NamedTuple):
    """A question as a form puts it."""

    id: int
    label: Text
    kind: str
    choices: tuple[Text, ...]
    is_required: bool
    is_personal: bool


class TooManyQuestions(Refusal):
    """A call has as many questions as anybody answers."""


class AnswerInvalid(Refusal):
    """An answer is missing or cannot be stored; `question_id` names the question."""

    def __init__(self, question_id: int) -> None:
        """Name the question."""
        super().__init__(f"question {question_id}")
        self.question_id = question_id


def value_of(choice: Text) -> str:
    """Return the text as which a choice is stored."""
    return choice.en or choice.sv


def choices_of(choices_en: str, choices_sv: str) -> tuple[Text, ...]:
    """Return the choices of both languages, line by line."""
    english, swedish = _lines(choices_en), _lines(choices_sv)
    number = max(len(english), len(swedish))
    pairs = zip(_filled(english, number), _filled(swedish, number), strict=True)
    return tuple(Text(en, sv) for en, sv in pairs)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _filled(lines: list[str], number: int) -> list[str]:
    return lines + [""] * (number - len(lines))


def check_question(details: QuestionDetails) -> None:
    """Raise FieldRefused for what no question can be."""
    english, swedish = _lines(details.choices_en), _lines(details.choices_sv)
    choices = choices_of(details.choices_en, details.choices_sv)
    check_fields(
        {
            "label_en": bool(details.label_en or details.label_sv)
            and is_line(details.label_en, LONGEST_LABEL),
            "label_sv": is_line(details.label_sv, LONGEST_LABEL),
            "kind": details.kind in QUESTION_KINDS,
            "choices_en": details.kind != CHOICE or _are_choices(choices),
            "choices_sv": not (english and swedish) or len(english) == len(swedish),
        }
    )


def _are_choices(choices: tuple[Text, ...]) -> bool:
    values = [value_of(choice) for choice in choices]
    return (
        FEWEST_CHOICES <= len(values) <= MOST_CHOICES
        and len(set(values)) == len(values)
        and all(
            is_line(text, LONGEST_CHOICE) for choice in choices for text in (choice.en, choice.sv)
        )
    )


def checked_answers(
    questions: Iterable[Asked], answers: Mapping[int, str]
) -> tuple[tuple[int, str], ...]:
    """Return the answers that are stored, blank ones left out. Raises AnswerInvalid."""
    kept = []
    for question in questions:
        text = answers.get(question.id, "").strip()
        if not fits(question, text):
            raise AnswerInvalid(question.id)
        if text:
            kept.append((question.id, text))
    return tuple(kept)


def fits(question: Asked, text: str) -> bool:
    """Tell whether a question takes an answer, trimmed."""
    if not text:
        return not question.is_required
    if question.kind == LONG:
        return is_text(text, LONGEST_LONG)
    if question.kind == NUMBER:
        return text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    if question.kind == CHOICE:
        return text in {value_of(choice) for choice in question.choices}
    return is_line(text, LONGEST_SHORT)


def answer_words(question: Asked, text: str, language: str) -> str:
    """Return an answer as people read it: a choice in their language, else as it was given."""
    for choice in question.choices:
        if value_of(choice) == text:
            return choice.in_language(language)
    return text
