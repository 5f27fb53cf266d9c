"""The demo's call for sessions: what people from all over propose for the coming edition."""

from datetime import datetime, time, timedelta
from typing import Any

from eventapp.events.models import Event
from eventapp.exchange.demo import ACTOR
from eventapp.foundation.database import db
from eventapp.foundation.edits import Seen
from eventapp.foundation.plain_letters import plain
from eventapp.foundation.timezones import day_of, to_instant
from eventapp.proposals.answers import QuestionDetails
from eventapp.proposals.calls import add_question, save_call
from eventapp.proposals.deciding import decide
from eventapp.proposals.proposing import propose
from eventapp.proposals.queries import proposal_by_code
from eventapp.proposals.reviewing import ReviewDetails, save_review
from eventapp.proposals.rules import CallDetails, CoSpeaker, ProposalDetails

OPEN_FOR = timedelta(days=2)

_LEVELS_EN = "New to the field\nSome experience\nExperts"
_LEVELS_SV = "Nya i ämnet\nViss erfarenhet\nExperter"
QUESTIONS = (
    QuestionDetails(
        "What will people take home?", "Vad tar deltagarna med sig hem?", "long", is_required=True
    ),
    QuestionDetails("For whom is it?", "Vem är den till för?", "choice", _LEVELS_EN, _LEVELS_SV),
    QuestionDetails(
        "Where can we see you speak?", "Var kan vi se dig tala?", "short", is_personal=True
    ),
)


def take_call(event: Event, *, reviewer: int, secret: str, now: datetime) -> None:
    """Open a call at the coming edition, let people propose, and an account review some of it."""
    event_id = event.id
    save_call(event_id, _call(event, now), Seen(0), actor=ACTOR, now=now)
    asked = [add_question(event_id, one, actor=ACTOR, now=now).id for one in QUESTIONS]
    for number, (details, answers) in enumerate(PROPOSED):
        answered = tuple(zip(asked, answers, strict=True))
        wish = details._replace(answers=answered)
        propose(event_id, wish, key=f"demo {number}", secret=secret, now=now)
    for code, score, comment in REVIEWS:
        number = _number_of(event_id, code)
        review = ReviewDetails(score, comment)
        save_review(number, reviewer, review, 0, actor=ACTOR, now=now)
    for code, state in (("F1", "accepted"), ("F3", "waitlisted")):
        decide(_number_of(event_id, code), state, actor=ACTOR, now=now)
    db.session.flush()


def _call(event: Event, now: datetime) -> CallDetails:
    closes = datetime.combine(day_of(now + OPEN_FOR, event.zone), time(23, 59))
    return CallDetails(
        zone=event.zone,
        wall_opens=None,
        wall_closes=closes,
        opens_at=None,
        closes_at=to_instant(closes, event.zone, fold=0),
        text_en=(
            "Tell us what you have learnt on the way from the laboratory to the patient, above "
            "all what did not work.\n\nPeople from many time zones listen: a talk is held once, "
            "and its recording is shown at kinder hours."
        ),
        text_sv=(
            "Berätta vad ni har lärt er på vägen från laboratoriet till patienten, framför allt "
            "det som inte fungerade.\n\nMänniskor från många tidszoner lyssnar: ett föredrag hålls "
            "en gång, och inspelningen visas på vänligare tider."
        ),
        is_blind=True,
        kinds="talk panel workshop",
        lengths="20 45 90",
    )


def _number_of(event_id: int, code: str) -> int:
    proposal = proposal_by_code(event_id, code)
    if proposal is None:
        message = f"the demo proposes no {code}"
        raise AssertionError(message)
    return proposal.id


def _by(name: tuple[str, str, str], country_code: str, zone: str, **told: Any) -> ProposalDetails:
    """Give a proposal by somebody: given name, family name, organisation."""
    given_name, family_name, organisation = name
    defaults: dict[str, Any] = {
        "email": f"{plain(given_name)}@example.org",
        "sector": "academia",
        "language": "en",
        "title_en": "",
        "title_sv": "",
        "abstract_en": "",
        "abstract_sv": "",
        "kind": "talk",
        "minutes": 20,
    }
    return ProposalDetails(
        given_name=given_name,
        family_name=family_name,
        organisation=organisation,
        country_code=country_code,
        zone=zone,
        **defaults | told,
    )


PROPOSED: tuple[tuple[ProposalDetails, tuple[str, str, str]], ...] = (
    (
        _by(
            ("Sunita", "Tamang", "Lalitpur Children's Hospital"),
            "NP",
            "Asia/Kathmandu",
            sector="region",
            gender="woman",
            title_en="A CAR T programme without a clean room next door",
            abstract_en=(
                "We treat children in Kathmandu with cells that are made 4,000 km away. What the "
                "cold chain asks of a hospital, what it costs, and which three steps we would do "
                "otherwise today."
            ),
            minutes=45,
            themes="car_t implementation",
        ),
        ("A check list for a cold chain.", "Some experience", "ISCT 2019"),
    ),
    (
        _by(
            ("Björn", "Ekdahl", "Region Västerhav"),
            "SE",
            "Europe/Stockholm",
            sector="region",
            gender="man",
            language="sv",
            title_sv="Betala för utfall: två år med ett avtal som ingen hade skrivit förr",
            abstract_sv=(
                "Regionen betalar för en genterapi i fem steg, så länge den verkar. Vi visar "
                "avtalet, vem som mäter vad, och vad som hände när en patient flyttade."
            ),
            title_en="Paying for outcomes: two years with a contract nobody had written before",
            abstract_en=(
                "The region pays for a gene therapy in five steps, as long as it works. We show "
                "the contract, who measures what, and what happened when a patient moved."
            ),
            themes="payment health_economics",
        ),
        ("Ett avtal att utgå från.", "Experts", ""),
    ),
    (
        _by(
            ("Camila", "Fuentes", "Universidad del Pacífico Sur"),
            "CL",
            "America/Santiago",
            gender="woman",
            title_en="Who tells the parents? Consent when time is short",
            abstract_en=(
                "A panel of a nurse, a parent and an ethicist on what is understood in the first "
                "hour, and what we ask again after a week."
            ),
            kind="panel",
            minutes=45,
            themes="patient_involvement clinical_trials",
            co_speakers=(
                CoSpeaker("Matías", "Soto", "matias@example.org", "CL", "Fundación Esperanza"),
                CoSpeaker("Linnea", "Åström", "linnea@example.org", "SE", "Barncancerföräldrarna"),
            ),
        ),
        ("Five questions to ask twice.", "New to the field", ""),
    ),
    (
        _by(
            ("Thandiwe", "Mokoena", "Cape Cell Foundry"),
            "ZA",
            "Africa/Johannesburg",
            sector="industry",
            gender="woman",
            title_en="Training fifty operators in a year",
            abstract_en=(
                "A workshop with the exercises we use: gowning, aseptic handling and the batch "
                "record, on film and at the table."
            ),
            kind="workshop",
            minutes=90,
            themes="competence manufacturing",
        ),
        ("The exercises themselves.", "New to the field", "https://example.org/foundry"),
    ),
    (
        _by(
            ("Aroha", "Ngata", "Te Puna Health Data"),
            "NZ",
            "Pacific/Auckland",
            sector="civil_society",
            title_en="Long-term follow-up in a country of islands",
            abstract_en=(
                "Fifteen years of follow-up begin with finding people again. How a register was "
                "built with those who are in it."
            ),
            themes="health_data regulatory",
        ),
        ("How to ask before the data is needed.", "", ""),
    ),
    (
        _by(
            ("Élodie", "Marchand", "Agence du Médicament"),
            "FR",
            "Europe/Paris",
            sector="public_authority",
            gender="woman",
            title_en="Hospital exemption: what we look at first",
            abstract_en=(
                "An inspector reads three applications aloud, and says after which page the "
                "questions begin."
            ),
            themes="regulatory",
        ),
        ("A shorter list of questions from the agency.", "Experts", ""),
    ),
)

REVIEWS = (
    ("F1", 5, "Concrete, and from where we hear too little."),
    ("F2", 4, "The contract is what everybody asks for."),
    ("F3", 3, ""),
    ("F4", None, "I know the foundry too well."),
)
