"""Planning: reach of facilities, shared keuzevakken, new sites, who takes part."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.service.answering import answered
from api.service.asking import Keys
from api.service.callers import require
from api.service.keys import Role
from api.service.models import About, described
from api.service.negotiation import Form, FormKey, chosen_form
from api.service.planning import (
    FacilityKeys,
    ParticipationBody,
    SharingKeys,
    TrialKeys,
    facilities_rendered,
    participation_rendered,
    sharing_rendered,
    trial_rendered,
)
from api.service.problems import documented
from api.service.reaching import service_of

router = APIRouter(tags=["plannen"])
FORMS = (Form.JSON, Form.CSV, Form.XLSX, Form.HTML)
_ERRORS = documented(400, 401, 403, 404, 406, 429, 503)


class Row(BaseModel):
    """A row; its columns depend on what is shown."""

    model_config = ConfigDict(extra="allow")


class PlanningTable(About):
    """A table of an area, with what a reader must know."""

    gebied: str = Field(examples=["Overijssel"])
    rijen: list[Row]


class PlaceGain(BaseModel):
    """What a new site at one place would bring, after those before it."""

    plek: str = Field(examples=["V171"])
    naam: str
    erbij: float = Field(description="pupils of groups 7 and 8 who come within reach")
    scholen: int = Field(description="primary schools that come within reach")
    alleen: float = Field(description="pupils, if it were the only new site")
    punt: list[float] = Field(description="longitude and latitude, CRS84")


class TriedPlaces(About):
    """What new sites would bring together, and each school's state column by column."""

    gebied: str
    drempel: float
    eenheid: str
    leerlingen: float = Field(description="pupils of groups 7 and 8 in the area")
    vooraf: float = Field(description="within reach of a site that exists")
    daarna: float = Field(description="within reach with the new sites")
    rijen: list[PlaceGain]
    scholen: dict[str, list[Any]] = Field(
        description="school, naam, plaats, leerlingen, afgeschermd, toestand (al, "
        "erbij or buiten), dichtstbij, weg, door, punt"
    )


class ParticipationKeys(Keys):
    """Which snapshot answers, and in which form."""

    f: FormKey = None


@router.get(
    "/faciliteiten/bereik",
    response_model=PlanningTable,
    summary="Which schools have a hotspot or techlab near, and where is nothing",
    responses={**described(FORMS, "One row per threshold or school."), **_ERRORS},
)
def facilities(request: Request, keys: Annotated[FacilityKeys, Query()]) -> Response:
    """Tell which schools reach a facility within a threshold, and which have nothing.

    Ways start at the school. Above `dichtbij` a region arranges a bus.
    """
    question = keys.question
    if keys.exact:
        require(request, Role.LEZER)
    form = chosen_form(request, keys.f, FORMS)
    key = ("faciliteiten", question, keys.exact, form)
    return answered(
        request,
        keys,
        key,
        lambda served: facilities_rendered(served, keys, form),
        private=keys.exact,
    )


@router.get(
    "/keuzevakken/deling",
    response_model=PlanningTable,
    summary="Which vestigingen lie near enough to share a keuzevak",
    responses={**described(FORMS, "One row per vestiging or group."), **_ERRORS},
)
def sharing(request: Request, keys: Annotated[SharingKeys, Query()]) -> Response:
    """Tell which technical profielen a common afternoon opens to each vestiging.

    In a group all vestigingen lie within the threshold of all others.
    """
    question = keys.question
    form = chosen_form(request, keys.f, FORMS)
    key = ("keuzevakken", question, form)
    return answered(
        request,
        keys,
        key,
        lambda served: sharing_rendered(served, keys, form),
    )


@router.get(
    "/plekken/winst",
    response_model=TriedPlaces,
    summary="What a new hotspot or techlab at some postcodes would bring",
    responses={**described(FORMS, "One row per place, in the order given."), **_ERRORS},
)
def trial(request: Request, keys: Annotated[TrialKeys, Query()]) -> Response:
    """Tell how many pupils and schools each new site brings within reach.

    Each place adds to those before it. JSON also tells the state of every school. The
    best places are found by a job of kind `vestigingskeuze`.
    """
    question = keys.question
    form = chosen_form(request, keys.f, FORMS)
    key = ("winst", question, form)
    return answered(
        request,
        keys,
        key,
        lambda served: trial_rendered(served, keys, form),
    )


@router.post(
    "/deelname",
    response_model=PlanningTable,
    summary="Which schools take part always, sometimes, never",
    responses={
        **described(FORMS, "One row per school, band or area."),
        **documented(400, 401, 403, 404, 406, 413, 429, 503),
    },
)
def take_part(
    request: Request,
    keys: Annotated[ParticipationKeys, Query()],
    body: ParticipationBody,
) -> Response:
    """Tell which schools take part, against their distance and size.

    The visits are matched to the schools of the snapshot and forgotten; numbers of
    pupils are rounded. Needs an API key with role planner.
    """
    require(request, Role.PLANNER)
    form = chosen_form(request, keys.f, FORMS)
    served = service_of(request).served(keys.snapshot)
    one = participation_rendered(served, body, form)
    headers = {"Bereik-Snapshot": served.identity, **one.headers}
    return Response(one.body, headers=headers, media_type=one.media_type)
