"""What cells may hold."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from eventapp.exchange import columns
from eventapp.exchange.columns import Reader
from eventapp.exchange.problems import CellRefused

STOPS = {"D1": 1, "D2": 2}


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (columns.text(9), "", ""),
        (columns.text(9), "Null", "Null"),
        (columns.text(9), "None", "None"),
        (columns.text(9), "=1+1", "=1+1"),
        (columns.text(9), "x" * 9, "x" * 9),
        (columns.text(9), "a \r\n b\tc", "a b c"),
        (columns.text(9), "a\u2028b", "a b"),
        (columns.text(9), "a\u202eb\u2066", "ab"),
        (columns.text(9), "می\u200cشود", "می\u200cشود"),
        (columns.text(9), "👩🏽‍🔬", "👩🏽‍🔬"),
        (columns.long_text, "a\r\nb\rc\td", "a\nb\nc\td"),
        (columns.code, "D1-0", "D1-0"),
        (columns.key, "zoom:17==", "zoom:17=="),
        (columns.slug, "atmp-2021", "atmp-2021"),
        (columns.word, "world_tour", "world_tour"),
        (columns.one_of(("a", "b")), "b", "b"),
        (columns.reference(STOPS, "stop"), "D2", 2),
        (columns.country, "NA", "NA"),
        (columns.country, "XK", "XK"),
        (columns.zone, "Asia/Calcutta", "Asia/Calcutta"),
        (columns.language, "sv-fi", "sv-FI"),
        (columns.email, "Ada@Example.ORG", "ada@example.org"),
        (columns.wall_time, "2021-04-19T08:30", datetime(2021, 4, 19, 8, 30)),
        (columns.instant, "2021-04-19T06:21:00Z", datetime(2021, 4, 19, 6, 21, tzinfo=UTC)),
        (columns.day, "2024-02-29", date(2024, 2, 29)),
        (columns.part_of_date, "2020", "2020"),
        (columns.part_of_date, "2020-04", "2020-04"),
        (columns.part_of_date, "2020-04-30", "2020-04-30"),
        (columns.yes_no, "yes", True),
        (columns.yes_no, "no", False),
        (columns.integer(), "007", 7),
        (columns.integer(), "2147483647", 2_147_483_647),
        (columns.optional(columns.integer(), None), "", None),
        (columns.optional(columns.integer(), None), "3", 3),
    ],
)
def test_reader_gives_the_value(read: Reader[Any], cell: str, value: object) -> None:
    assert read(cell) == value


NOT_UTF_8 = "holds the byte 0xE9, which is not UTF-8 — save the file as UTF-8"


@pytest.mark.parametrize(
    ("read", "cell", "reason"),
    [
        (columns.text(9, filled=True), "", "is empty — a text is needed"),
        (columns.text(9, filled=True), "\u202e", "is empty — a text is needed"),
        (columns.text(3), "abcd", "'abcd' is 4 characters long — at most 3 are taken"),
        (columns.text(9), "a\0", r"'a\x00' holds the control character U+0000 — leave it out"),
        (columns.text(9), "a\x1b", r"'a\x1b' holds the control character U+001B — leave it out"),
        (
            columns.text(9),
            "a\uffff",
            r"'a\uffff' holds the control character U+FFFF — leave it out",
        ),
        (columns.text(9), "Andr\udce9", rf"'Andr\udce9' {NOT_UTF_8}"),
        (columns.long_text, "a\x07", r"'a\x07' holds the control character U+0007 — leave it out"),
        (
            columns.code,
            "",
            "is empty — up to 40 letters, digits and _ . - are taken, no point first",
        ),
        (columns.code, "\udce9", rf"'\udce9' {NOT_UTF_8}"),
        (columns.key, "a b", "'a b' is no code — up to 40 letters, digits and signs without"),
        (columns.slug, "A", "'A' is no slug — up to 80 small letters a-z, digits and hyphens"),
        (columns.word, "a b", "'a b' is no such name — up to 40 small letters a-z, digits and un"),
        (columns.one_of(("a", "b")), "c", "'c' is not known — one of a, b"),
        (columns.reference(STOPS, "stop"), "D9", "'D9' is no stop of this event — it has D1, D2"),
        (columns.reference({}, "stop"), "D9", "'D9' is no stop of this event — it has no stop yet"),
        (
            columns.reference({str(n): n for n in range(20)}, "stop"),
            "x",
            "'x' is no stop of this event — it has 20, for example 0",
        ),
        (columns.country, "UK", "'UK' is no country's code — GB is meant"),
        (columns.country, "se", "'se' is no country's code — SE is meant"),
        (columns.country, "Sweden", "'Sweden' is no country's code — two capitals by ISO 3166-1"),
        (columns.zone, "europe/paris", "'europe/paris' is no time zone — Europe/Paris is meant"),
        (columns.zone, "CEST", "'CEST' is no time zone — an IANA name is taken, for example"),
        (columns.zone, "../etc/passwd", "'../etc/passwd' is no time zone"),
        (columns.language, "svenska", "'svenska' is no language — a BCP 47 tag is taken"),
        (columns.email, "ada", "'ada' is no e-mail address — name@example.org is taken"),
        (columns.wall_time, "2021-04-19", "'2021-04-19' is no wall time — YYYY-MM-DDTHH:MM is"),
        (columns.wall_time, "2021-02-30T10:00", "'2021-02-30T10:00' is no wall time"),
        (columns.wall_time, "2021-04-19T08:30Z", "'2021-04-19T08:30Z' is no wall time"),
        (columns.wall_time, "0021-04-19T08:30", "'0021-04-19T08:30' is too far away — a year betw"),
        (columns.instant, "2021-04-19T06:21:00", "'2021-04-19T06:21:00' is no instant — YYYY-MM"),
        (columns.instant, "2021-04-19T06:21:00+02:00", "'2021-04-19T06:21:00+02:00' is no instant"),
        (columns.instant, "9999-12-31T23:59:59Z", "'9999-12-31T23:59:59Z' is too far away"),
        (columns.day, "2021-02-29", "'2021-02-29' is no date — YYYY-MM-DD is taken"),
        (columns.day, "20210228", "'20210228' is no date"),
        (columns.part_of_date, "2020-13", "is no date"),
        (columns.part_of_date, "April 2020", "'April 2020' is no date — YYYY, YYYY-MM or"),
        (columns.yes_no, "true", "'true' is not known — yes or no is taken"),
        (columns.integer(), "1.0", "'1.0' is not taken — a whole number between 0 and 2147483647"),
        (columns.integer(), "-1", "'-1' is not taken"),
        (columns.integer(), "1e3", "'1e3' is not taken"),
        (columns.integer(), "٣", "'٣' is not taken"),
        (columns.integer(), "2147483648", "'2147483648' is not taken"),
        (columns.integer(), "9" * 5000, "is not taken"),
    ],
)
def test_reader_refuses_with_what_would_be_right(read: Reader[Any], cell: str, reason: str) -> None:
    with pytest.raises(CellRefused) as refused:
        read(cell)

    assert reason in str(refused.value)
    assert " — " in str(refused.value)


@pytest.mark.parametrize(
    "name",
    [
        "Åsa Öberg",
        "Σωκράτης",
        "Нина",
        "محمد",
        "שרה",
        "देवी",
        "ไทย",
        "美咲",
        "김민지",
        "አበበ",
        "O'Neil",
    ],
)
def test_text_takes_names_of_every_script(name: str) -> None:
    assert columns.text(120, filled=True)(name) == name
