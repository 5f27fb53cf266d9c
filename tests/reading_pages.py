"""What must hold of every page, whoever it is for."""

from html.parser import HTMLParser

VOID = {"meta", "link", "input", "img", "br", "hr"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}


class PageReader(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.labelled: set[str] = set()
        self.controls: list[tuple[str, str]] = []
        self.forms: list[dict[str, str]] = []
        self.anchors: list[str] = []
        self.inline: list[str] = []
        self.language = ""
        self.title = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if tag in HEADINGS:
            self.headings.append(HEADINGS[tag])
        if tag == "html":
            self.language = given.get("lang", "")
        if tag == "label":
            self.labelled.add(given.get("for", ""))
        if tag in {"input", "select", "textarea"} and given.get("type") != "hidden":
            self.controls.append((given.get("id", ""), given.get("aria-label", "")))
        if tag == "form":
            self.forms.append(given)
        if tag == "a":
            self.anchors.append(given.get("href", ""))
        self.inline += [name for name in given if name == "style" or name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "title":
            self.title += data


def read_page(text: str) -> PageReader:
    """Give what a page is made of, having checked what holds of all pages."""
    page = PageReader()
    page.feed(text)
    assert page.language in {"en", "sv"}
    assert page.title.strip(" –")
    assert page.headings.count(1) == 1
    assert page.headings[0] == 1
    steps = zip(page.headings, page.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps), page.headings
    assert len(page.ids) == len(set(page.ids)), "an id stands twice"
    assert all(label or name in page.labelled for name, label in page.controls)
    assert all("action" in form for form in page.forms)
    assert all(page.anchors), "a link leads nowhere"
    assert not page.inline, "no inline style or handler"
    inside = [href[1:] for href in page.anchors if href.startswith("#")]
    assert set(inside) <= set(page.ids), "a link leads to a part there is not"
    return page
