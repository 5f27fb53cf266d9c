"""Markdown of speakers: plain words and links, and never a script."""

import time

import pytest

from eventapp.web.markdown import LONGEST, html_of
from tests.browser.test_canaries import CANARIES

LINK_SAYS = 'rel="noopener noreferrer nofollow ugc"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("One\n\ntwo", "<p>One</p>\n<p>two</p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("*a* **b**", "<p><em>a</em> <strong>b</strong></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("[a](https://a.example/)", f'<p><a href="https://a.example/" {LINK_SAYS}>a</a></p>\n'),
        ("[a](javascript:alert%281%29)", "<p>[a](javascript:alert%281%29)</p>\n"),
        ("[a](/local)", f'<p><a href="/local" {LINK_SAYS}>a</a></p>\n'),
        ("# Heading", "<p># Heading</p>\n"),
        ("<b>a</b> & b", "<p>&lt;b&gt;a&lt;/b&gt; &amp; b</p>\n"),
    ],
)
def test_markdown_becomes_clean_html(text: str, html: str) -> None:
    assert html_of(text) == html


@pytest.mark.parametrize("canary", [*CANARIES, "![x](https://a.example/x.png)"])
def test_scripts_are_words(canary: str) -> None:
    html = html_of(canary)

    for harmful in ("<script", "<img", "<svg", "<iframe", "</textarea", "<title"):
        assert harmful not in html


@pytest.mark.parametrize("piece", ["[", "*a_ ", "[a](", "![", "<", "- ", "> ", "&", "\\", "`", "*"])
@pytest.mark.parametrize("length", [LONGEST, 20_000])
def test_no_text_takes_long(piece: str, length: int) -> None:
    text = (piece * length)[:length]

    begin = time.process_time()
    html_of(text)

    assert time.process_time() - begin < 1


def test_a_text_that_is_too_long_is_shown_plainly() -> None:
    text = "*" * LONGEST + "\n\n<b>"

    assert html_of(text) == f"<p>{'*' * LONGEST}</p><p>&lt;b&gt;</p>"
