"""What is wrong with a page, as far as its text tells: a parser's complaints and rules of ours."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

HTML = "{http://www.w3.org/1999/xhtml}"
HEADINGS = [f"{HTML}h{level}" for level in range(1, 7)]
FIELDS = {f"{HTML}input", f"{HTML}select", f"{HTML}textarea"}
NAMED_OTHERWISE = {"hidden", "submit", "button", "image", "reset"}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "headers")


def problems_of(text: str) -> list[str]:
    """Give every problem of a page in words; none is an empty list."""
    parser = html5lib.HTMLParser()
    document = parser.parse(text)
    complaints = [f"line {line}: {code}" for (line, _column), code, _data in parser.errors]
    own = (_frame, _ids, _headings, _fields, _forms, _errors, _pictures, _times, _tables)
    return complaints + [problem for rule in own for problem in rule(document)]


def _all(document: Element, *names: str) -> list[Element]:
    tags = {f"{HTML}{name}" for name in names}
    return [element for element in document.iter() if element.tag in tags]


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _name(element: Element) -> str:
    return str(element.tag).removeprefix(HTML)


def _frame(document: Element) -> Iterator[str]:
    titles = [_text(title) for title in _all(document, "title") if _text(title)]
    if len(titles) != 1:
        yield f"{len(titles)} titles"
    if not document.get("lang"):
        yield "no language"
    if len(_all(document, "main")) != 1:
        yield "not one main part"


def _ids(document: Element) -> Iterator[str]:
    counted = Counter(element.get("id") for element in document.iter() if "id" in element.attrib)
    yield from (f"id {name} {times} times" for name, times in counted.items() if times > 1)
    for element in document.iter():
        wanted = {word for name in REFERENCES for word in element.get(name, "").split()}
        fragment = element.get("href", "")
        if fragment.startswith("#") and len(fragment) > 1:
            wanted.add(fragment[1:])
        yield from (f"nothing is called {name}" for name in sorted(wanted - counted.keys()))


def _headings(document: Element) -> Iterator[str]:
    found = [element for element in document.iter() if element.tag in HEADINGS]
    levels = [HEADINGS.index(str(element.tag)) + 1 for element in found]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of level 1"
    yield from (f"an empty heading of level {_name(one)}" for one in found if not _text(one))
    for before, after, element in zip(levels, levels[1:], found[1:], strict=False):
        if after > before + 1:
            yield f"a heading skips a level: {_text(element)}"


def _fields(document: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in _all(document, "label")}
    within = {id(part) for label in _all(document, "label") for part in label.iter()}
    for field in document.iter():
        if field.tag not in FIELDS or field.get("type") in NAMED_OTHERWISE:
            continue
        by_attribute = field.get("aria-label") or field.get("aria-labelledby")
        if not (field.get("id") in labelled or id(field) in within or by_attribute):
            yield f"no label for {field.get('name')}"


def _forms(document: Element) -> Iterator[str]:
    for form in _all(document, "form"):
        if "action" not in form.attrib:
            yield "a form without an action"
    for button in _all(document, "button"):
        if button.get("type") not in {"submit", "button", "reset"}:
            yield f"a button without a type: {_text(button)}"
        if not _text(button) and not button.get("aria-label"):
            yield "a button without words"


def _errors(document: Element) -> Iterator[str]:
    """Name a summary of errors that does not follow the order of the fields."""
    places = {element.get("id"): at for at, element in enumerate(document.iter())}
    for summary in document.iter():
        if summary.get("id") == "errors":
            named = [link.get("href", "").removeprefix("#") for link in _all(summary, "a")]
            if named != sorted(named, key=lambda name: places.get(name, 0)):
                yield f"errors out of order: {', '.join(named)}"


def _pictures(document: Element) -> Iterator[str]:
    for picture in _all(document, "img"):
        if "alt" not in picture.attrib:
            yield f"no alternative for {picture.get('src')}"
    for link in _all(document, "a"):
        if not _text(link) and not link.get("aria-label") and not _all(link, "img"):
            yield f"a link without words: {link.get('href')}"


def _times(document: Element) -> Iterator[str]:
    for time in _all(document, "time"):
        if not time.get("datetime"):
            yield f"a time that only people can read: {_text(time)}"


def _tables(document: Element) -> Iterator[str]:
    for table in _all(document, "table"):
        if not _all(table, "caption") and not table.get("aria-labelledby"):
            yield "a table without a caption"
        if not all(head.get("scope") for head in _all(table, "th")):
            yield "a heading of a table without a scope"
