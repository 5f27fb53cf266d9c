"""What RFC 4287 asks of an Atom feed, element by element; a reader of news forgives less."""

import re
from collections import Counter
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import html5lib

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
DATE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
ONCE = {"id", "title", "updated"}
AT_MOST_ONCE = {
    "feed": {"generator", "icon", "logo", "rights", "subtitle"},
    "entry": {"content", "published", "rights", "source", "summary"},
}
AS_OFTEN_AS_WISHED = {"author", "category", "contributor", "link"}
UNSAFE = {"script", "style", "iframe", "object", "form", "img"}


def read_atom(text: str) -> Element:
    """Give the feed. Raises ParseError for what is no XML, AssertionError for what is no Atom."""
    root = ElementTree.fromstring(text)  # noqa: S314 -- our own
    assert root.tag == f"{ATOM}feed"
    assert root.get(LANGUAGE)
    _check(root, "feed")
    entries = root.findall(f"{ATOM}entry")
    for entry in entries:
        _check(entry, "entry")
        # 4.1.2: an entry without an author takes that of its feed.
        assert entry.find(f"{ATOM}author") is not None or root.find(f"{ATOM}author") is not None
    ids = [one.text for one in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    moments = [_moment(one) for one in root.iter(f"{ATOM}updated")]
    assert moments[0] == max(moments)
    return root


def _check(holder: Element, kind: str) -> None:
    assert all(child.tag.startswith(ATOM) for child in holder)
    counted = Counter(child.tag.removeprefix(ATOM) for child in holder)
    allowed = ONCE | AT_MOST_ONCE[kind] | AS_OFTEN_AS_WISHED
    assert set(counted) - {"entry" if kind == "feed" else ""} <= allowed
    assert {name: counted[name] for name in ONCE} == dict.fromkeys(ONCE, 1)
    assert all(counted[name] <= 1 for name in AT_MOST_ONCE[kind])
    _check_words(holder)
    _check_links(holder, kind)
    for content in holder.findall(f"{ATOM}content"):
        _check_html(content)


def _check_words(holder: Element) -> None:
    """3.1, 3.2, 3.3, 4.2.6: texts are there, persons have names, an id is an IRI."""
    scheme, rest = holder.findtext(f"{ATOM}id", "").split(":", 1)
    assert scheme.isalpha()
    assert rest.strip() == rest != ""
    assert holder.findtext(f"{ATOM}title", "").strip()
    for name in ("updated", "published"):
        for one in holder.findall(f"{ATOM}{name}"):
            assert DATE.fullmatch(one.text or "")
    for person in holder.findall(f"{ATOM}author"):
        assert [child.tag for child in person] == [f"{ATOM}name"]
        assert (person.findtext(f"{ATOM}name") or "").strip()


def _check_links(holder: Element, kind: str) -> None:
    """4.2.7, 4.1.1, 4.1.2: whole addresses, one alternate of a kind, a feed names itself."""
    links = [one.attrib for one in holder.findall(f"{ATOM}link")]
    assert all(urlsplit(link["href"]).scheme in {"http", "https"} for link in links)
    assert all(set(link) <= {"rel", "type", "href", "hreflang", "title"} for link in links)
    kinds = Counter((one.get("rel"), one.get("type"), one.get("hreflang")) for one in links)
    assert all(number == 1 for number in kinds.values())
    rels = [link.get("rel") for link in links]
    assert "alternate" in rels
    assert rels.count("self") == (1 if kind == "feed" else 0)


def _check_html(content: Element) -> None:
    """4.1.3.3: escaped once, well formed as HTML, nothing active, no address half given."""
    assert content.get("type") == "html"
    assert len(content) == 0
    document = html5lib.HTMLParser(strict=True).parseFragment(content.text or "")
    names = {str(one.tag).rpartition("}")[2] for one in document.iter()}
    assert not names & UNSAFE
    for one in document.iter():
        href = one.get("href")
        assert href is None or urlsplit(href).scheme in {"http", "https"}


def _moment(one: Element) -> datetime:
    return datetime.fromisoformat(one.text or "")
