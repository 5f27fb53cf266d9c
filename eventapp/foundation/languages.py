"""Language tags by BCP 47 (RFC 5646)."""

import re

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LONGEST_TAG = 35

# The two-letter codes of ISO 639-1 are a closed list, so that "jp" or "cz" is known to be wrong.
_TWO_LETTER_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy "
    "da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu "
    "hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
    "lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om "
    "or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv "
    "sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)


def language_tag(text: str) -> str | None:
    """Return the tag as RFC 5646 2.1.1 writes it ("sv-FI", "zh-Hant"), None for what is none."""
    if len(text) > _LONGEST_TAG or not _TAG.fullmatch(text):
        return None
    primary, *rest = text.lower().split("-")
    if len(primary) == 2 and primary not in _TWO_LETTER_CODES.split():
        return None
    return "-".join([primary, *(_as_written(subtag) for subtag in rest)])


def _as_written(subtag: str) -> str:
    if len(subtag) == 2:
        return subtag.upper()
    return subtag.capitalize() if len(subtag) == 4 and subtag.isalpha() else subtag
