"""What speakers write in Markdown, as HTML that holds nothing but plain words and links.

A few rules of CommonMark are on and HTML is off; what comes of it is cleaned by an allow-list all
the same. Text that is longer than any form takes is shown as plain paragraphs: reading Markdown
takes longer than linearly where somebody means it to.
"""

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from eventapp.foundation.late import Late

if TYPE_CHECKING:
    import markdown_it
    import nh3
else:
    markdown_it = Late("markdown_it")
    nh3 = Late("nh3")

LONGEST = 6_000
DEEPEST = 8
RULES = ("emphasis", "link", "autolink", "list", "newline", "escape", "entity", "balance_pairs")
TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li"}
LINKS_LEAD_TO = {"https", "http", "mailto"}
LINK_SAYS = "noopener noreferrer nofollow ugc"


def html_of(text: str) -> Markup:
    """Give a text in Markdown as clean HTML; each link says that it was not written by us."""
    if len(text) > LONGEST:
        return Markup("").join(
            Markup("<p>{}</p>").format(escape(part)) for part in text.split("\n\n") if part.strip()
        )
    cleaned = nh3.clean(
        _reader().render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes=LINKS_LEAD_TO,
        link_rel=LINK_SAYS,
    )
    return Markup(cleaned)  # noqa: S704 -- cleaned by an allow-list just now


@cache
def _reader() -> "markdown_it.MarkdownIt":
    reader = markdown_it.MarkdownIt("zero", {"html": False, "maxNesting": DEEPEST, "breaks": True})
    return reader.enable(list(RULES))
