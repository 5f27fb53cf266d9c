"""What a speaker is made of."""

from typing import NamedTuple

from eventapp.foundation.bilingual import LANGUAGES, known_language


class SpeakerDetails(NamedTuple):
    """What is told of a person who speaks; one of the names may be blank."""

    code: str
    given_name: str
    family_name: str
    country_code: str
    zone: str
    gender: str
    sector: str
    organisation: str
    email: str
    bio_en: str
    bio_sv: str
    language: str = ""
    """Of the letters to them, one of the site's; blank where nobody said."""


class OwnDetails(NamedTuple):
    """What a speaker tells of themselves by their link."""

    bio_en: str
    bio_sv: str
    language: str
    zone: str
    gender: str


def is_letter_language(language: str) -> bool:
    """Tell whether letters are written in that language; blank leaves it to the country."""
    return not language or language in LANGUAGES


def language_of(language: str, country_code: str) -> str:
    """Give the language of letters to a speaker: as said, else that of Sweden there, or English."""
    if language:
        return known_language(language)
    return "sv" if country_code == "SE" else "en"
