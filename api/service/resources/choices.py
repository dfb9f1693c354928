"""`/v1/keuzes`: how many technical profielen there are to choose from."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from accessibility.codes import TECHNIEK, AreaKind
from accessibility.questions import choice_answer
from api.service.asking import Asked, ChoiceKeys, ReachKeys, asked_of
from api.service.callers import require
from api.service.describing import about_snapshot, dutch_dates
from api.service.keys import Role
from api.service.models import About, described
from api.service.negotiation import Form, FormKey, chosen_form
from api.service.problems import ProblemError, documented
from api.service.reaching import service_of
from api.service.representations import represent
from api.service.responses import Rendered, snapshot_response
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
    question = keys.model_dump(exclude={"f"})
    asked = asked_of(ReachKeys(**question, profiel=TECHNIEK))
    if len(asked.question.within) != 1:
        message = "Give exactly one drempel."
        raise ProblemError(400, message)
    if asked.exact:
        require(request, Role.LEZER)
    form = chosen_form(request, keys.f, FORMS)
    served = service_of(request).served(keys.snapshot)
    key = ("keuze", form, asked)
    one = served.remembered(key, lambda: _rendered(served, asked, form))
    return snapshot_response(
        request, served, one, key, pinned=keys.is_pinned, private=asked.exact
    )


def _rendered(served: Served, asked: Asked, form: Form) -> Rendered:
    question = asked.question
    with served.gate.slot():
        students = served.students_of(asked)
        reach = served.reach(students, question.mode, question.unit)
        answer = choice_answer(served.snapshot, students, question, reach=reach)
    table = answer.table
    if asked.areas:
        table = asked.only(table)
    polygons = None
    if form is Form.GEOJSON and question.per is not AreaKind.NL:
        polygons = served.polygons(question.per)
    about = {
        **about_snapshot(served),
        "peildata": dutch_dates(answer.dates),
        "toelichting": list(answer.notes),
    }
    return represent(dutch(table), form, about, name="keuze", polygons=polygons)
