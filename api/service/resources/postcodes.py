"""`/v1/postcodes/{postcode}/bereik`: what can be reached from here, how far, how."""

import json
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from accessibility.questions import Question
from accessibility.reports import NearestByMode, OfferAtPostcode, postcode_card
from api.service.answering import answered_question, permitted_question
from api.service.asking import EitherKeys
from api.service.describing import dutch_header
from api.service.models import About
from api.service.negotiation import MEDIA_TYPES, Form
from api.service.problems import ProblemError, documented
from api.service.rendered import Rendered, rendered
from api.service.served import Served
from api.service.vocabulary import MODUS_OF, REASON_NAMES, STATUS_NAMES

router = APIRouter(tags=["bereik"])


class Way(BaseModel):
    """The nearest offer by one mode; null beyond the limit of 30 km or 7200 s."""

    modus: str = Field(examples=["hemelsbreed"])
    eenheid: str = Field(examples=["m"])
    kosten: float | None = Field(description="metres or seconds, as eenheid says")
    vestiging: str = Field(description="BRIN6, empty where none")
    naam: str
    plaats: str
    status: str = Field(examples=["bereikt"])


class Offer(BaseModel):
    """One profiel and leerweg as seen from a postcode."""

    profiel: str
    leerweg: str
    witteVlek: bool
    reden: str = Field(description="why it is a gap; empty where it is none")
    redenVestiging: str
    redenNaam: str
    redenKosten: float | None
    wegen: list[Way]


class PostcodeReach(About):
    """What can be reached from a postcode."""

    postcode: str
    plaats: str | None
    leerlingen: dict[str, Any] = Field(
        examples=[{"laag": 10.0, "schatting": 15.0, "hoog": 19.0, "afgeschermd": False}]
    )
    technischeProfielen: dict[str, int] = Field(
        description="how many different technical profielen lie within the threshold",
        examples=[{"bl": 3, "kl": 3, "gl": 1}],
    )
    aanbod: list[Offer]


@router.get(
    "/postcodes/{postcode}/bereik",
    response_model=PostcodeReach,
    responses=documented(400, 401, 403, 404, 429, 503),
)
def postcode_reach(
    request: Request,
    postcode: Annotated[
        str, Path(pattern="^[0-9A-Z]{4}$", examples=["7811"], description="four digits")
    ],
    keys: Annotated[EitherKeys, Query()],
) -> Response:
    """Tell what can be reached from a postcode, how far it is, and by which mode."""
    question = permitted_question(request, keys)
    if len(question.within) != 1:
        message = "Give exactly one drempel."
        raise ProblemError(400, message)
    return answered_question(
        request,
        keys,
        question,
        ("postcode", postcode),
        lambda served: _rendered(served, postcode, question),
    )


def _rendered(served: Served, postcode: str, question: Question) -> Rendered:
    if postcode not in set(served.snapshot.postcodes.pc4):
        message = "This postcode is not in the snapshot in service."
        raise ProblemError(404, message)
    with served.gate.slot():
        card = postcode_card(served.study, postcode, question)
    content = {
        **dutch_header(served, card.header),
        "postcode": card.pc4,
        "plaats": card.place or None,
        "leerlingen": {
            "laag": card.students.low,
            "schatting": card.students.estimate,
            "hoog": card.students.high,
            "afgeschermd": card.students.suppressed,
        },
        "technischeProfielen": {
            leerweg.value: count for leerweg, count in card.n_technical.items()
        },
        "aanbod": [_offer(served, offer) for offer in card.offers],
    }
    return rendered(json.dumps(content, ensure_ascii=False), MEDIA_TYPES[Form.JSON])


def _offer(served: Served, offer: OfferAtPostcode) -> dict[str, Any]:
    return {
        "profiel": offer.pair[0],
        "leerweg": offer.pair[1].value,
        "witteVlek": offer.is_gap,
        "reden": REASON_NAMES[offer.reason],
        "redenVestiging": offer.near_brin6,
        "redenNaam": _site(served, offer.near_brin6)[0],
        "redenKosten": _finite(offer.near_cost),
        "wegen": [_way(served, nearest) for nearest in offer.nearest],
    }


def _way(served: Served, nearest: NearestByMode) -> dict[str, Any]:
    naam, plaats = _site(served, nearest.brin6)
    return {
        "modus": MODUS_OF[nearest.mode].value,
        "eenheid": nearest.unit.value,
        "kosten": _finite(nearest.cost),
        "vestiging": nearest.brin6,
        "naam": naam,
        "plaats": plaats,
        "status": STATUS_NAMES[nearest.status],
    }


def _site(served: Served, brin6: str) -> tuple[str, str]:
    """Return name and place of a vestiging; empty where there is none."""
    return served.site_names.get(brin6, ("", ""))


def _finite(value: float) -> float | None:
    return round(value, 2) if np.isfinite(value) else None
