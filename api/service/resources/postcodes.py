"""`/v1/postcodes/{postcode}/bereik`: what can be reached from here, how far, how."""

import json
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from accessibility.codes import TECHNISCH, Leerweg, Mode, Unit
from accessibility.measures import (
    Pair,
    all_pairs,
    at_postcode,
    gaps,
    nearest_per_postcode,
)
from accessibility.questions import dates_of, notes_of
from api.service.asking import Asked, OfferKeys, asked_of
from api.service.callers import require
from api.service.describing import about_snapshot, dutch_dates
from api.service.keys import Role
from api.service.models import About
from api.service.negotiation import MEDIA_TYPES, Form
from api.service.problems import ProblemError, documented
from api.service.reaching import service_of
from api.service.responses import Rendered, rendered, snapshot_response
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
    keys: Annotated[OfferKeys, Query()],
) -> Response:
    """Tell what can be reached from a postcode, how far it is, and by which mode."""
    asked = asked_of(keys)
    if len(asked.question.within) != 1:
        message = "Give exactly one drempel."
        raise ProblemError(400, message)
    if asked.exact:
        require(request, Role.LEZER)
    served = service_of(request).served(keys.snapshot)
    if postcode not in set(served.snapshot.postcodes.pc4):
        message = "This postcode is not in the snapshot in service."
        raise ProblemError(404, message)
    key = ("postcode", postcode, asked)
    one = served.remembered(key, lambda: _rendered(served, postcode, asked))
    return snapshot_response(
        request, served, one, key, pinned=keys.is_pinned, private=asked.exact
    )


def _rendered(served: Served, postcode: str, asked: Asked) -> Rendered:
    question = asked.question
    with served.gate.slot():
        students = served.students_of(asked)
        ways = {
            (mode, unit): _ways(served, postcode, asked, mode, unit)
            for mode in served.modes
            for unit in Unit
            if unit is Unit.METRES or mode is Mode.BIKE
        }
        why = _reasons(served, postcode, asked)
    row = served.snapshot.postcodes.set_index("pc4").loc[postcode]
    content = {
        **about_snapshot(served),
        "peildata": dutch_dates(dates_of(served.snapshot, students, question.mode)),
        "toelichting": list(notes_of(served.snapshot, students, question)),
        "postcode": postcode,
        "plaats": row.plaats if isinstance(row.plaats, str) else None,
        "leerlingen": _students(served, postcode, asked),
        "technischeProfielen": _choices(why),
        "aanbod": [
            _offer(served, pair, why[pair], ways)
            for pair in all_pairs(question.profielen, question.leerwegen)
        ],
    }
    return rendered(json.dumps(content, ensure_ascii=False), MEDIA_TYPES[Form.JSON])


def _ways(
    served: Served, postcode: str, asked: Asked, mode: Mode, unit: Unit
) -> dict[Pair, Any]:
    """Return the nearest offer of every pair by one mode, as rows by pair."""
    students = served.students_of(asked)
    nearest, here = at_postcode(
        served.nearest(students, mode, unit), students, postcode
    )
    table = nearest_per_postcode(nearest, served.reach(students, mode, unit), here)
    return dict(zip(nearest.pairs, table.itertuples(), strict=True))


def _reasons(served: Served, postcode: str, asked: Asked) -> dict[Pair, Any]:
    question = asked.question
    students = served.students_of(asked)
    whole = served.nearest(students, question.mode, question.unit)
    nearest, here = at_postcode(whole, students, postcode)
    straight = None
    if question.mode is not Mode.STRAIGHT and question.unit is Unit.METRES:
        crow = served.nearest(students, Mode.STRAIGHT)
        straight = at_postcode(crow, students, postcode)[0]
    reach = served.reach(students, question.mode, question.unit)
    return {
        pair: next(
            gaps(
                nearest,
                reach,
                here,
                pair=pair,
                within=question.within[0],
                straight=straight,
            ).itertuples()
        )
        for pair in nearest.pairs
    }


def _choices(why: dict[Pair, Any]) -> dict[str, int]:
    return {
        leerweg.value: sum(
            not why[profiel.value, leerweg].is_gap for profiel in TECHNISCH
        )
        for leerweg in Leerweg
    }


def _offer(
    served: Served,
    pair: Pair,
    why: Any,  # noqa: ANN401 - a row of a frame
    ways: dict[tuple[Mode, Unit], dict[Pair, Any]],
) -> dict[str, Any]:
    cost = why.near_time_s if hasattr(why, "near_time_s") else why.near_distance_m
    return {
        "profiel": pair[0],
        "leerweg": pair[1].value,
        "witteVlek": bool(why.is_gap),
        "reden": REASON_NAMES[why.reason],
        "redenVestiging": why.near_brin6,
        "redenNaam": _site(served, why.near_brin6)[0],
        "redenKosten": _finite(cost),
        "wegen": [
            _way(served, mode, unit, rows[pair]) for (mode, unit), rows in ways.items()
        ],
    }


def _way(served: Served, mode: Mode, unit: Unit, row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of itertuples
    naam, plaats = _site(served, row.brin6)
    return {
        "modus": MODUS_OF[mode].value,
        "eenheid": unit.value,
        "kosten": _finite(row.distance_m if unit is Unit.METRES else row.time_s),
        "vestiging": row.brin6,
        "naam": naam,
        "plaats": plaats,
        "status": STATUS_NAMES[row.status],
    }


def _site(served: Served, brin6: str) -> tuple[str, str]:
    """Return name and place of a vestiging; empty where there is none."""
    known = served.site_names.get(brin6)
    return known if known is not None else ("", "")


def _finite(value: float) -> float | None:
    return round(float(value), 2) if np.isfinite(value) else None


def _students(served: Served, postcode: str, asked: Asked) -> dict[str, Any]:
    """Return how many students live here, protected like everything else."""
    students = served.students_of(asked)
    row = int(np.flatnonzero(students.postcodes.pc4.to_numpy() == postcode)[0])
    question = asked.question
    counts = students.by_postcode(question.denominator, question.leerwegen[0])[:, row]
    hidden = 0 <= counts[1] < students.rounded_to
    names = ("laag", "schatting", "hoog")
    told = {
        name: None if hidden else float(count)
        for name, count in zip(names, counts, strict=True)
    }
    return {**told, "afgeschermd": bool(hidden)}
