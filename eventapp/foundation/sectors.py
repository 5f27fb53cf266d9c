"""The sectors people work in: eight fixed codes with their names."""

from eventapp.foundation.bilingual import Text

SECTORS = {
    "public_authority": Text("Public authority", "Myndighet"),
    "region": Text("Region (health care)", "Region"),
    "municipality": Text("Municipality", "Kommun"),
    "academia": Text("Academia / research institute", "Akademi"),
    "industry": Text("Industry / business", "Näringsliv"),
    "civil_society": Text("Civil society", "Civilsamhälle"),
    "interest_organisation": Text("Interest organisation", "Intresseorganisation"),
    "other": Text("Other", "Annat"),
}


def is_sector(code: str) -> bool:
    """Tell whether this is one of the eight codes."""
    return code in SECTORS


def sector_name(code: str, language: str) -> str:
    """Return the name of a sector in a language; the code itself where it is none of ours."""
    name = SECTORS.get(code)
    return name.in_language(language) if name else code
