"""`/v1/bereik`: the shares of students within reach."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from accessibility.codes import AreaKind
from api.service.asking import Asked, ReachKeys, asked_of
from api.service.callers import require
from api.service.describing import about_answer
from api.service.keys import Role
from api.service.models import About, described
from api.service.negotiation import Form, FormKey, chosen_form
from api.service.problems import documented
from api.service.reaching import service_of
from api.service.representations import represent
from api.service.responses import Rendered, snapshot_response
from api.service.served import Served
from api.service.vocabulary import dutch

router = APIRouter(tags=["bereik"])
FORMS = (Form.JSON, Form.CSV, Form.XLSX, Form.GEOJSON, Form.HTML)


class BereikKeys(ReachKeys):
    """The question, and how the answer is written."""

    f: FormKey = None


class Row(BaseModel):
    """The share of one area, profiel and leerweg; shares are fractions of 1."""

    modus: str = Field(examples=["hemelsbreed"])
    drempel: float = Field(examples=[10000])
    eenheid: str = Field(examples=["m"])
    noemer: str = Field(examples=["gezamenlijk"])
    gebiedsindeling: str = Field(examples=["nl"])
    gebied: str = Field(examples=["NL"])
    gebiedsnaam: str = Field(examples=["Nederland"])
    profiel: str = Field(examples=["PIE"])
    leerweg: str = Field(examples=["gl"])
    leerlingenLaag: float | None
    leerlingen: float | None
    leerlingenHoog: float | None
    bereiktLaag: float | None
    bereikt: float | None
    bereiktHoog: float | None
    deelLaag: float | None = Field(examples=[0.549])
    deel: float | None = Field(examples=[0.556])
    deelHoog: float | None = Field(examples=[0.562])
    verder: float | None
    onbereikbaar: float | None
    nietGeplaatst: float | None
    afgeschermd: bool

    model_config = ConfigDict(extra="allow")


class Bereik(About):
    """Shares of students within reach, with all that is needed to judge them."""

    rijen: list[Row]


@router.get(
    "/bereik",
    response_model=Bereik,
    summary="Which share of the students can reach an offer",
    responses={
        **described(FORMS, "One row per area, profiel and leerweg."),
        **documented(400, 401, 403, 404, 406, 429, 503),
    },
)
def bereik(request: Request, keys: Annotated[BereikKeys, Query()]) -> Response:
    """Compute the share of students with an offer within a threshold of home.

    Without keys the answer is table B3.6 of the monitor: every profiel and leerweg,
    the whole country, 10 km in a straight line.
    """
    asked = asked_of(keys)
    if asked.exact:
        require(request, Role.LEZER)
    form = chosen_form(request, keys.f, FORMS)
    served = service_of(request).served(keys.snapshot)
    key = ("bereik", form, asked)
    one = served.remembered(key, lambda: _rendered(served, asked, form))
    return snapshot_response(
        request, served, one, key, pinned=keys.is_pinned, private=asked.exact
    )


def _rendered(served: Served, asked: Asked, form: Form) -> Rendered:
    answer = served.answer(asked)
    table = answer.table
    if asked.areas:
        table = asked.only(table)
    polygons = None
    has_shapes = asked.question.per is not AreaKind.NL
    if form is Form.GEOJSON and has_shapes:
        polygons = served.polygons(asked.question.per)
    about: dict[str, Any] = about_answer(served, answer)
    return represent(dutch(table), form, about, name="bereik", polygons=polygons)
