"""`/v1/keuzes`: how many technical profielen there are to choose from."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from accessibility.questions import Question
from api.service.answering import answered_question, permitted_question
from api.service.asking import Areas, ChoiceKeys
from api.service.describing import dutch_header
from api.service.models import About, described
from api.service.negotiation import Form, FormKey, chosen_form
from api.service.problems import ProblemError, documented
from api.service.reach_tables import polygons_for
from api.service.rendered import Rendered
from api.service.representations import represent
from api.service.served import Served
from api.service.vocabulary import dutch

router = APIRouter(tags=["bereik"])
FORMS = (Form.JSON, Form.CSV, Form.XLSX, Form.GEOJSON, Form.HTML)


class KeuzeKeys(ChoiceKeys):
    """The question, and how the answer is written."""

    f: FormKey = None


class ChoiceRow(BaseModel):
    """How many students of an area and leerweg have this many to choose from."""

    gebiedsindeling: str = Field(examples=["nl"])
    gebied: str = Field(examples=["NL"])
    gebiedsnaam: str = Field(examples=["Nederland"])
    leerweg: str = Field(examples=["gl"])
    aantalProfielen: int = Field(examples=[2], ge=0, le=5)
    leerlingenLaag: float | None
    leerlingen: float | None
    leerlingenHoog: float | None
    deel: float | None = Field(examples=[0.18])
    afgeschermd: bool

    model_config = ConfigDict(extra="allow")


class Choices(About):
    """Students by the number of technical profielen within the threshold."""

    rijen: list[ChoiceRow]


@router.get(
    "/keuzes",
    response_model=Choices,
    responses={
        **described(FORMS, "One row per area, leerweg and number of profielen."),
        **documented(400, 401, 403, 404, 406, 429, 503),
    },
)
def choices(request: Request, keys: Annotated[KeuzeKeys, Query()]) -> Response:
    """Distribute students over the number of technical profielen within reach.

    Six rows, 0 to 5, for every area and leerweg; their shares add up to 1.
    """
    question = permitted_question(request, keys)
    if len(question.within) != 1:
        message = "Give exactly one drempel."
        raise ProblemError(400, message)
    form = chosen_form(request, keys.f, FORMS)
    return answered_question(
        request,
        keys,
        question,
        ("keuze", form, keys.areas),
        lambda served: _rendered(served, question, keys.areas, form),
    )


def _rendered(served: Served, question: Question, areas: Areas, form: Form) -> Rendered:
    with served.gate.slot():
        answer = served.study.choice(question)
    return represent(
        dutch(areas.required_of(answer.table)),
        form,
        dutch_header(served, answer.header),
        name="keuze",
        polygons=polygons_for(served, areas.kind, form),
    )
