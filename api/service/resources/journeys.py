"""`/v1/postcodes/{postcode}/reis`: the journey to a school by public transport."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from accessibility.codes import Mode, Unit, Vehicle
from accessibility.questions import Question
from accessibility.reports import JourneyCard, Step, StepKind, journey_card
from api.service.answering import answered_question
from api.service.asking import Keys
from api.service.describing import dutch_header
from api.service.models import About
from api.service.negotiation import MEDIA_TYPES, Form
from api.service.problems import ProblemError, documented
from api.service.rendered import Rendered, rendered
from api.service.served import Served

router = APIRouter(tags=["bereik"])

STEP_NAMES: Final[Mapping[StepKind, str]] = {
    StepKind.WALK: "lopen",
    StepKind.BIKE: "fietsen",
    StepKind.RIDE: "rijden",
}
VEHICLE_NAMES: Final[Mapping[Vehicle, str]] = {
    Vehicle.TRAM: "tram",
    Vehicle.METRO: "metro",
    Vehicle.TRAIN: "trein",
    Vehicle.BUS: "bus",
    Vehicle.FERRY: "veerboot",
    Vehicle.OTHER: "anders",
}
_ASKED: Final = Question(mode=Mode.OV, unit=Unit.SECONDS, within=(2_700.0,))
_DAY_MIN: Final = 24 * 60


class JourneyKeys(Keys):
    """To which school."""

    vestiging: Annotated[
        str,
        Field(pattern="^[0-9A-Z]{6}$", description="BRIN6 of it", examples=["00AA00"]),
    ]


class JourneyStep(BaseModel):
    """One step: on foot, by bicycle or in a vehicle."""

    soort: str = Field(description="lopen, fietsen or rijden")
    vervoer: str | None = Field(description="tram, metro, trein, bus, veerboot, anders")
    lijn: str = Field(description="what stands on the vehicle; empty where none")
    van: str = Field(description="name of the stop; empty for home")
    naar: str = Field(description="name of the stop; empty for the school")
    vertrek: str = Field(examples=["07:41"])
    aankomst: str


class JourneyAnswer(About):
    """The journey of the bell with the median lead; null where there is none."""

    postcode: str
    vestiging: str
    vestigingNaam: str
    plaats: str
    bel: str | None = Field(description="when lessons begin", examples=["08:30"])
    voorBelS: int | None = Field(
        description="lead: from leaving home until one must be at the school's door, "
        "the wait at school included"
    )
    onderwegS: int | None = Field(
        description="from leaving home to being at the school's door"
    )
    voorBelP10S: int | None = Field(
        description="lead for a bell that fits the timetable; null beyond grensS"
    )
    voorBelP90S: int | None = Field(
        description="lead for nearly any bell; null beyond grensS"
    )
    grensS: int = Field(description="longest lead that is looked for")
    stappen: list[JourneyStep]


@router.get(
    "/postcodes/{postcode}/reis",
    response_model=JourneyAnswer,
    summary="The journey to a school by public transport",
    responses=documented(400, 401, 403, 404, 429, 503),
)
def journey(
    request: Request,
    postcode: Annotated[
        str, Path(pattern="^[0-9A-Z]{4}$", examples=["7811"], description="four digits")
    ],
    keys: Annotated[JourneyKeys, Query()],
) -> Response:
    """Tell which lines one takes, where one changes, and when one is at school.

    Of the bell with the median lead; the same search that made the shares.
    """
    return answered_question(
        request,
        keys,
        _ASKED,
        ("reis", postcode, keys.vestiging),
        lambda served: _rendered(served, postcode, keys.vestiging),
    )


def _rendered(served: Served, postcode: str, brin6: str) -> Rendered:
    if postcode not in set(served.snapshot.postcodes.pc4):
        message = "This postcode is not in the snapshot in service."
        raise ProblemError(404, message)
    if brin6 not in served.site_names:
        message = "This vestiging is not in the snapshot in service."
        raise ProblemError(404, message)
    with served.gate.slot():
        card = journey_card(served.study, postcode, brin6, _ASKED)
    content = {**dutch_header(served, card.header), **_content(served, card)}
    return rendered(json.dumps(content, ensure_ascii=False), MEDIA_TYPES[Form.JSON])


def _content(served: Served, card: JourneyCard) -> dict[str, Any]:
    naam, plaats = served.site_names[card.brin6]
    return {
        "postcode": card.pc4,
        "vestiging": card.brin6,
        "vestigingNaam": naam,
        "plaats": plaats,
        "bel": None if card.bell_s is None else _clock(card.bell_s),
        "voorBelS": card.lead_s,
        "onderwegS": card.time_s,
        "voorBelP10S": card.lucky_s,
        "voorBelP90S": card.unlucky_s,
        "grensS": card.limit_s,
        "stappen": [_step(one) for one in card.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "soort": STEP_NAMES[step.kind],
        "vervoer": None if step.vehicle is None else VEHICLE_NAMES[step.vehicle],
        "lijn": step.line,
        "van": step.start,
        "naar": step.end,
        "vertrek": _clock(step.depart_s),
        "aankomst": _clock(step.arrive_s),
    }


def _clock(seconds: int) -> str:
    """Return a time of day by the minute; before midnight is the evening before."""
    minutes = seconds // 60 % _DAY_MIN
    return f"{minutes // 60:02}:{minutes % 60:02}"
