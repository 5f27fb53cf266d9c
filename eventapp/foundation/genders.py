"""How people answer the voluntary question on gender: four fixed codes with their names."""

from eventapp.foundation.bilingual import Text

NOT_STATED = "not_stated"

GENDERS = {
    "woman": Text("Woman", "Kvinna"),
    "man": Text("Man", "Man"),
    "other": Text("Other", "Annat"),
    NOT_STATED: Text("Not stated", "Ej angivet"),
}


def is_gender(code: str) -> bool:
    """Tell whether this is one of the four codes."""
    return code in GENDERS


def gender_name(code: str, language: str) -> str:
    """Return the name of an answer in a language; the code itself where it is none of ours."""
    name = GENDERS.get(code)
    return name.in_language(language) if name else code
