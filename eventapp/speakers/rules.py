"""What a speaker is made of."""

from typing import NamedTuple


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
