"""`/v1/effect`: what a few edits change, asked and shared as one address, by anyone."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from accessibility.effects import GROUPS, UNCHANGED
from accessibility.errors import TableError
from accessibility.questions import Question
from accessibility.reports import changed_postcodes
from accessibility.scenario import Scenario, scenario_document
from api.service.answering import answered_question, permitted_question
from api.service.asking import OfferKeys, ReachKeys
from api.service.describing import dutch_header
from api.service.judged_edits import judged_edits
from api.service.models import About, described
from api.service.negotiation import Form, FormKey, chosen_form
from api.service.problems import ProblemError, documented
from api.service.reach_tables import effect_rendered
from api.service.rendered import Rendered
from api.service.representations import columns_rendered
from api.service.resources.drawing import one_pair
from api.service.resources.scenarios import EffectAnswer
from api.service.scenario_documents import takes_long
from api.service.served import Served
from api.service.short_edits import MOST_SHORT, SHORT_EDITS, short_scenario
from api.service.vocabulary import COLUMN_NAMES

router = APIRouter(tags=["effect"])
FORMS = (Form.JSON, Form.CSV, Form.XLSX, Form.GEOJSON)
_ERRORS = (400, 401, 403, 404, 429, 503)
EditsKey = Annotated[
    str,
    Field(
        pattern=SHORT_EDITS,
        description=f"one to {MOST_SHORT} edits with `_` between them: close or open "
        "one offer `sluit-BRIN6-PROFIEL-LEERWEG`, `open-BRIN6-PROFIEL-LEERWEG`; close "
        "a vestiging `sluit-BRIN6`; let the first go on in the second "
        "`samen-BRIN6-BRIN6`; move one to the point of a postcode "
        "`verplaats-BRIN6-PC4`; open at a new place there "
        "`nieuw-PC4-PROFIEL-LEERWEG`; close the road between two places at most 1 km "
        "apart, or lay a straight one, `wegdicht-MODUS-LON-LAT-LON-LAT` and "
        "`wegerbij-MODUS-LON-LAT-LON-LAT` with degrees times 100 000, one of these in "
        "a link. & is written %26.",
        examples=["sluit-XA0000-PIE-gl_nieuw-V171-PIE-gl"],
    ),
]


class Fouten(StrEnum):
    """What happens to an edit that cannot be made."""

    WEIGEREN = "weigeren"
    OVERSLAAN = "overslaan"


FaultsKey = Annotated[
    Fouten,
    Field(
        description="weigeren refuses edits of which one cannot be made; overslaan "
        "works out the others, as `/v1/wijzigingen` tells them"
    ),
]


class EffectKeys(ReachKeys):
    """The edits, the question, and how the answer is written."""

    als: EditsKey
    fouten: FaultsKey = Fouten.WEIGEREN
    f: FormKey = None


class MapKeys(OfferKeys):
    """The edits, and the question of a map."""

    als: EditsKey
    fouten: FaultsKey = Fouten.WEIGEREN


class EditedAnswer(EffectAnswer):
    """What changes, and the edits as a document."""

    scenario: dict[str, Any] = Field(
        description="the edits as `/v1/scenarios` and `bereik what-if` take them"
    )


Group = Literal["eersteErbij", "tweedeErbij", "enigeKwijt", "andereKwijt", ""]
_GROUP_NAMES = {group: COLUMN_NAMES[group] for group in GROUPS} | {UNCHANGED: ""}
_COLUMNS = {
    "pc4": "postcode",
    "group": "groep",
    "before": "voor",
    "after": "na",
    "reached_before": "bereiktVoor",
    "reached_after": "bereiktNa",
}


class Columns(BaseModel):
    """Postcodes in which something changes; value k of each belongs together."""

    postcode: list[str] = Field(examples=[["V171"]])
    groep: list[Group] = Field(
        description="what most of those touched notice: a first offer, one to choose "
        "besides, the only one gone, or one of several gone; empty where only the "
        "way becomes longer or shorter"
    )
    voor: list[float | None] = Field(description="metres or seconds, null beyond")
    na: list[float | None]
    bereiktVoor: list[float | None] = Field(description="part of the postcode")
    bereiktNa: list[float | None]


class EffectFigures(About):
    """What a map of the difference shows; it tells nothing about students."""

    kolommen: Columns


@router.get(
    "/effect",
    response_model=EditedAnswer,
    summary="What a few edits change",
    responses={
        **described(FORMS, "One row per area, profiel and leerweg that changes."),
        **documented(*_ERRORS, 406),
    },
)
def effect(request: Request, keys: Annotated[EffectKeys, Query()]) -> Response:
    """Compute before, after and difference; nothing is kept, no API key is needed.

    Counts are of the same protected students as everywhere, so that no number of
    questions tells more than one.
    """
    question = permitted_question(request, keys)
    form = chosen_form(request, keys.f, FORMS)
    return answered_question(
        request,
        keys,
        question,
        ("als", keys.als, keys.fouten, keys.areas, form),
        lambda served: _effect(served, keys, question, form),
    )


@router.get(
    "/kaart/effect",
    response_model=EffectFigures,
    summary="What a few edits change per postcode",
    responses=documented(*_ERRORS),
)
def figures(request: Request, keys: Annotated[MapKeys, Query()]) -> Response:
    """Give the postcodes in which something changes for one profiel and leerweg."""
    question = permitted_question(request, keys)
    one_pair(question)
    return answered_question(
        request,
        keys,
        question,
        ("kaart-als", keys.als, keys.fouten),
        lambda served: _figures(served, keys, question),
    )


def _scenario(
    served: Served, keys: EffectKeys | MapKeys, question: Question
) -> Scenario:
    """Return the scenario that the edits stand for, if it fits the snapshot."""
    text = keys.als
    if keys.fouten is Fouten.OVERSLAAN:
        text = judged_edits(text, served.snapshot, served.study.start).valid
    try:
        scenario = short_scenario(text, served.snapshot)
        served.study.applied(scenario)
    except TableError as error:
        faults = [{"in": "query", "name": "als", "detail": f} for f in error.faults]
        detail = f"als: {'; '.join(error.faults)}"
        raise ProblemError(400, detail, errors=faults) from error
    if takes_long(scenario, question.mode):
        detail = (
            "als: an edit of roads is not worked out for public transport here: all "
            "journeys would be measured anew. Send the scenario to /v1/scenarios."
        )
        raise ProblemError(400, detail)
    return scenario


def _effect(
    served: Served, keys: EffectKeys, question: Question, form: Form
) -> Rendered:
    scenario = _scenario(served, keys, question)
    document = scenario_document(scenario)
    return effect_rendered(
        served, scenario, question, keys.areas, form, also={"scenario": document}
    )


def _figures(served: Served, keys: MapKeys, question: Question) -> Rendered:
    scenario = _scenario(served, keys, question)
    with served.gate.slot():
        answer = changed_postcodes(served.study, scenario, question)
    table = answer.table
    named = table.assign(group=table.group.map(_GROUP_NAMES)).rename(columns=_COLUMNS)
    return columns_rendered(
        named[list(_COLUMNS.values())], dutch_header(served, answer.header)
    )
