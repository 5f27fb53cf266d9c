"""What people write in each language of the site, and what is shown where one is missing."""

from dataclasses import dataclass

LANGUAGES: tuple[str, ...] = ("en", "sv")


def known_language(language: str) -> str:
    """Return the language of the site for a BCP 47 tag: "sv" for "sv-FI", "en" for "fi"."""
    primary = language.replace("_", "-").partition("-")[0].lower()
    return primary if primary in LANGUAGES else LANGUAGES[0]


@dataclass(frozen=True, slots=True)
class Text:
    """One text in the languages of the site; blank in a language it is not written in."""

    en: str = ""
    sv: str = ""

    def in_language(self, language: str) -> str:
        """Return the text in a language, else in the other one, else an empty text."""
        return self.shown_in(language)[0]

    def shown_in(self, language: str) -> tuple[str, str]:
        """Return what `in_language` gives and the language it is in, for the `lang` attribute."""
        wished = known_language(language)
        written = languages_of(self)
        shown = wished if wished in written or not written else written[0]
        return (self.sv if shown == "sv" else self.en).strip(), shown

    def missing(self, language: str) -> bool:
        """Tell whether the text is not written in a language of the site."""
        return language not in languages_of(self)


def languages_of(text: Text) -> tuple[str, ...]:
    """Return the languages in which a text is written, in the order of `LANGUAGES`."""
    written = {"en": text.en, "sv": text.sv}
    return tuple(language for language in LANGUAGES if written[language].strip())
