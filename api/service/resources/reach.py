"""`/v1/bereik`: the shares of students within reach."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.service.answering import answered_question, permitted_question
from api.service.asking import ReachKeys
from api.service.models import About, described
from api.service.negotiation import Form, FormKey, chosen_form
from api.service.problems import documented
from api.service.reach_tables import reach_rendered

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
    question = permitted_question(request, keys)
    form = chosen_form(request, keys.f, FORMS)
    return answered_question(
        request,
        keys,
        question,
        ("bereik", form, keys.areas),
        lambda served: reach_rendered(served, question, keys.areas, form),
    )
