"""What sessions are about: the known themes with their names.

A theme is free to be another code than these; it is then shown as its code reads.
"""

import re

from eventapp.foundation.bilingual import Text

LONGEST_THEME = 40

THEMES = {
    "manufacturing": Text("Manufacturing", "Tillverkning"),
    "implementation": Text("Implementation in care", "Implementering i vården"),
    "payment": Text("Payment models", "Betalningsmodeller"),
    "regulatory": Text("Regulatory", "Regulatoriska frågor"),
    "car_t": Text("CAR T", "CAR T"),
    "health_economics": Text("Health economics", "Hälsoekonomi"),
    "clinical_trials": Text("Clinical trials", "Kliniska studier"),
    "commercialisation": Text("Commercialisation", "Kommersialisering"),
    "competence": Text("Competence and training", "Kompetens och utbildning"),
    "patient_involvement": Text(
        "Patient and relative involvement", "Patient- och närståendesamverkan"
    ),
    "network": Text("Network and visibility", "Nätverk och synlighet"),
    "gene_therapy": Text("Gene therapy", "Genterapi"),
    "health_data": Text("Health data", "Hälsodata"),
}

_THEME_CODE = re.compile(rf"[a-z0-9_]{{1,{LONGEST_THEME}}}")


def is_theme(code: str) -> bool:
    """Tell whether this looks like a theme: small letters, digits and underscores."""
    return _THEME_CODE.fullmatch(code) is not None


def theme_name(code: str, language: str) -> str:
    """Return the name of a theme in a language; of an unknown one its code in words."""
    name = THEMES.get(code)
    return name.in_language(language) if name else code.replace("_", " ").strip().capitalize()
