"""The page that shows every component with sample content; it is open in development only."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask import Flask, render_template
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, EmailField, Form, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Regexp

from eventapp.web.day_band import Sky
from eventapp.web.local_span import LocalSpan, local_span

HOME = "Europe/Stockholm"

# Day of April 2021, hours in Stockholm, state, zones of those who take part.
STOPS = (
    (19, "08:30", "12:30", "", "Asia–Pacific", "Australia/Melbourne Asia/Tokyo Asia/Seoul"),
    (
        20,
        "09:00",
        "13:00",
        "live",
        "Singapore, Israel, Switzerland",
        "Asia/Singapore Asia/Jerusalem",
    ),
    (21, "13:00", "17:00", "next", "North Sea neighbours", "Europe/London"),
    (22, "13:00", "17:00", "", "Nordic neighbours", "Europe/Helsinki"),
    (23, "15:00", "19:00", "", "North America", "America/New_York America/Vancouver"),
)

PEOPLE = (
    ("澪", "星川", "Japan Vector Works, Japan", "Presenter"),
    ("أحمد", "الفارسي", "جامعة القاهرة, Egypt", "Panellist"),
    ("สมชาย", "ใจดี", "มหาวิทยาลัยมหิดล, Thailand", "Panellist"),
    ("አበበ", "በቀለ", "አዲስ አበባ ዩኒቨርሲቲ, Ethiopia", "Moderator"),
    ("Ελένη", "Παπαδοπούλου", "Πανεπιστήμιο Αθηνών, Greece", "Local counterpart"),
    ("Łucja", "Żółtowska", "Uniwersytet Łódzki, Poland", "Presenter"),
    ("Олена", "Ковальчук", "Львівський університет, Ukraine", "Presenter"),
    ("Ngọc", "Nguyễn Thị", "Đại học Huế, Vietnam", "Panellist"),
    ("Klara", "Sundelid", "Norrviks universitet, Sweden", "International host"),
)


class SampleSession(NamedTuple):
    """A row of the sample programme; `zones` are those of others."""

    start: str
    end: str
    title: str
    zones: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    state: str = ""
    kind: str = ""

    @property
    def span(self) -> LocalSpan:
        """Give the times as a reader in Tokyo sees them."""
        return sample_span(19, self.start, self.end, "Asia/Tokyo")

    @property
    def others(self) -> tuple[LocalSpan, ...]:
        """Give the times of the others."""
        return tuple(sample_span(19, self.start, self.end, name) for name in self.zones)


SESSIONS = (
    SampleSession(
        "08:30", "08:45", "Welcome to the world tour", (HOME,), ("Leila Mossberg",), ("Opening",)
    ),
    SampleSession(
        "08:45",
        "09:40",
        "Paying for one-time therapies: the Australian model",
        (HOME, "Australia/Melbourne"),
        ("Ruby Wattleford", "Klara Sundelid"),
        ("Co-designed session", "Payment", "English"),
        "live",
    ),
    SampleSession(
        "09:45",
        "10:35",
        "Conditional approval and real-world data in Japan",
        (HOME,),
        ("星川 澪", "Tage Forsbeck"),
        ("Co-designed session", "Regulatory"),
        "next",
    ),
    SampleSession("10:35", "10:50", "Break", kind="break"),
    SampleSession(
        "10:50",
        "11:40",
        "Regional manufacturing clusters in South Korea",
        (HOME, "America/New_York"),
        ("Ελένη Παπαδοπούλου", "أحمد الفارسي"),
        ("Talk", "Manufacturing"),
        "cancelled",
    ),
    SampleSession(
        "15:40",
        "17:30",
        "Panel: what can a country of ten million copy?",
        (HOME, "Pacific/Kiritimati", "America/Lima"),
        ("Alva Wallner", "สมชาย ใจดี", "አበበ በቀለ"),
        ("Panel", "Implementation"),
    ),
)


class SampleForm(Form):  # type: ignore[misc]  # WTForms has no types
    """A form with every kind of field."""

    name = StringField("Name", [InputRequired()])
    email = EmailField("E-mail address", [Regexp(".+@.+", message="This is no e-mail address.")])
    country = SelectField(
        "Country", choices=[SelectChoice("SE", "Sweden"), SelectChoice("JP", "Japan")]
    )
    mode = RadioField(
        "How will you attend?",
        [InputRequired()],
        choices=[SelectChoice("online", "Online"), SelectChoice("onsite", "On site, in Stockholm")],
    )
    newsletter = BooleanField("Send me the newsletter, about once a month")
    title_en = StringField("Title in English")
    title_sv = StringField("Title in Swedish")


def sample_span(day: int, start: str, end: str, zone_name: str) -> LocalSpan:
    """Give the hours of a day in Stockholm as they are in a zone."""
    starts_at, ends_at = (
        datetime.fromisoformat(f"2021-04-{day}T{clock}").replace(tzinfo=ZoneInfo(HOME))
        for clock in (start, end)
    )
    city = zone_name.rpartition("/")[2].replace("_", " ")
    return local_span(starts_at.astimezone(UTC), ends_at.astimezone(UTC), zone_name, city)


def sample_stops() -> list[tuple[str, str, str, str, list[LocalSpan]]]:
    """Give the stops as the tour takes them."""
    return [
        (
            title,
            "#h-tour",
            f"{day} April",
            state,
            [sample_span(day, start, end, name) for name in (HOME, *zones.split())],
        )
        for day, start, end, state, title, zones in STOPS
    ]


def skies_of(spans: Iterable[LocalSpan], axis: LocalSpan) -> list[Sky]:
    """Give the skies of a flag."""
    return [span.on_axis_of(axis) for span in spans]


def refused_form() -> SampleForm:
    """Give the form as it comes back with an error."""
    sent = {
        "name": "Ruby Wattleford",
        "email": "ruby.wattleford",
        "country": "SE",
        "mode": "online",
    }
    form = SampleForm(MultiDict(sent))
    form.validate()
    return form


def show_components() -> str:
    """Show all components on one page."""
    stops = sample_stops()
    axis = stops[0][4][0]
    return render_template(
        "public/components.html",
        stops=stops,
        axis=axis,
        spans=[
            *stops[0][4][:3],
            sample_span(19, "15:00", "19:00", "Asia/Tokyo"),
            sample_span(19, "08:30", "09:00", "America/Lima"),
            sample_span(19, "08:30", "12:30", "Pacific/Kiritimati"),
        ],
        skies=skies_of([spans[-1] for *_, spans in stops], axis),
        sessions=SESSIONS,
        people=PEOPLE,
        form=refused_form(),
    )


def init_app(app: Flask) -> None:
    """Open the page where people develop."""
    if app.extensions["settings"].development:
        app.add_url_rule("/_components", "components", show_components)
