"""`/v1/toelichtingen`: what one number rests on, for who wants to check it."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from accessibility.headers import used_manifest
from accessibility.questions import Question
from accessibility.regions import find_region
from accessibility.reports import explanation
from api.service.answering import answered_question, permitted_question
from api.service.asking import OfferKeys
from api.service.describing import dutch_header
from api.service.models import About
from api.service.negotiation import MEDIA_TYPES, Form
from api.service.planning import Area
from api.service.problems import documented
from api.service.rendered import Rendered, rendered
from api.service.representations import json_rows
from api.service.resources.drawing import one_pair
from api.service.served import Served
from api.service.vocabulary import dutch
from maps.explained_words import paragraph, rule

router = APIRouter(tags=["bereik"])


class ExplainKeys(OfferKeys):
    """One number: a profiel, a leerweg, a threshold and an area."""

    profiel: Annotated[
        str, Field(description="one profiel, or techniek", examples=["PIE"])
    ] = "PIE"
    leerweg: Annotated[str, Field(description="one leerweg", examples=["gl"])] = "gl"
    gebied: Area = ""


class ExplainedRow(BaseModel):
    """A postcode or a school, and what of it counts."""

    model_config = ConfigDict(extra="allow")


class Explained(About):
    """One number and all it rests on."""

    alinea: str = Field(description="what it is and how sure, in Dutch")
    regel: str = Field(description="by which rule somebody counts, in Dutch")
    cijfer: dict[str, Any] = Field(description="the row of `/v1/bereik`")
    scholen: list[ExplainedRow]
    verborgen: int = Field(description="postcodes with too few students to show")
    rijen: list[ExplainedRow] = Field(description="every postcode of the area")


@router.get(
    "/toelichtingen",
    response_model=Explained,
    summary="What one number rests on: postcodes, schools, sources and rule",
    responses=documented(400, 401, 403, 404, 429, 503),
)
def explained(request: Request, keys: Annotated[ExplainKeys, Query()]) -> Response:
    """Explain a share: what was counted, where, from which files, by which rule."""
    question = permitted_question(request, keys)
    one_pair(question)
    return answered_question(
        request,
        keys,
        question,
        ("toelichtingen", keys.gebied),
        lambda served: _explained(served, question, keys.gebied),
    )


def _explained(served: Served, question: Question, area: str) -> Rendered:
    with served.gate.slot():
        region = find_region(served.snapshot, area or None)
        found = explanation(served.study, question, region)
    used = used_manifest(served.snapshot, found.header)
    method = served.study.students_for(question).method
    figure = dutch(served.answer(found.asked).table)
    row = figure[figure.gebied == region.code]
    about = {
        **dutch_header(served, found.header),
        "alinea": paragraph(found, used, method),
        "regel": rule(found),
        "cijfer": json.loads(row.to_json(orient="records"))[0],
        "scholen": json.loads(dutch(found.schools).to_json(orient="records")),
        "verborgen": found.hidden,
    }
    return rendered(json_rows(dutch(found.postcodes), about), MEDIA_TYPES[Form.JSON])
