"""The rules for pages notice what is wrong."""

import pytest

from tests.page_rules import problems_of

GOOD = """<!DOCTYPE html><html lang="en"><head><title>A title</title></head>
<body><main><h1>A heading</h1>{}</main></body></html>"""


def test_good_page_has_no_problems() -> None:
    assert problems_of(GOOD.format("<p>Text.</p>")) == []


@pytest.mark.parametrize(
    ("part", "problem"),
    [
        ("<p><div></div></p>", "line 2: unexpected-end-tag"),
        ('<p id="a"></p><p id="a"></p>', "id a 2 times"),
        ('<a href="#b">Jump</a>', "nothing is called b"),
        ('<p aria-describedby="c d" id="d"></p>', "nothing is called c"),
        ("<h1>Another</h1>", "2 headings of level 1"),
        ("<h3>Deep</h3>", "a heading skips a level: Deep"),
        ('<input name="city">', "no label for city"),
        ("<form></form>", "a form without an action"),
        (
            '<div id="errors"><a href="#b">B</a><a href="#a">A</a></div><p id="a"><p id="b">',
            "errors out of order: b, a",
        ),
        ("<button>Go</button>", "a button without a type: Go"),
        ('<button type="submit"></button>', "a button without words"),
        ('<img src="a.png">', "no alternative for a.png"),
        ('<a href="/"></a>', "a link without words: /"),
        ("<time>now</time>", "a time that only people can read: now"),
        ("<table></table>", "a table without a caption"),
        ("<main></main>", "not one main part"),
    ],
)
def test_problem_is_named(part: str, problem: str) -> None:
    assert problem in problems_of(GOOD.format(part))


@pytest.mark.parametrize(
    "part",
    [
        '<label for="x">City</label><input id="x">',
        "<label>City <input></label>",
        '<input type="hidden">',
        '<input aria-label="City">',
        '<img alt="" src="a.png">',
        "<table><caption>Costs</caption><tr><th scope=col>Zone</th></tr></table>",
    ],
)
def test_what_is_right_is_left_alone(part: str) -> None:
    assert problems_of(GOOD.format(part)) == []
