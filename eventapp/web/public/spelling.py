"""Names made of slugs, spelled as people spell the same words elsewhere."""

from collections.abc import Iterable


def spelled_like(slug: str, names: Iterable[str]) -> str:
    """Give a slug as words; those that stand in `names` as there: "ATMP Sweden 2020".

    Other words begin with a capital.
    """
    spelling = {word.casefold(): word for name in names for word in name.split()}
    words = (word for word in slug.split("-") if word)
    return " ".join(spelling.get(word, word[:1].upper() + word[1:]) for word in words)
