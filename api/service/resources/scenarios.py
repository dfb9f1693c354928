"""`/v1/scenarios`: what-if scenarios, made, read, shared, deleted, and their effect."""

import json
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Body, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from accessibility.questions import Question
from accessibility.scenario import Scenario
from api.service.answering import permitted_question, served_for
from api.service.asking import EXACT, NoKeys, ReachKeys
from api.service.callers import caller_of, require
from api.service.keys import Role
from api.service.linking import base_of
from api.service.models import About, described
from api.service.negotiation import MEDIA_TYPES, Form, FormKey, chosen_form
from api.service.problems import documented
from api.service.reach_tables import effect_rendered
from api.service.reaching import service_of
from api.service.responses import snapshot_response
from api.service.scenario_documents import scenario_of, takes_long
from api.service.scenarios import StoredScenario

router = APIRouter(prefix="/scenarios", tags=["scenarios"])
FORMS = (Form.JSON, Form.CSV, Form.XLSX)
_EXAMPLE = {
    "format": 1,
    "title": "gl-PIE erbij",
    "snapshot": "voorbeeldland",
    "edits": [
        {"edit": "open-offer", "brin6": "XA0000", "profiel": "PIE", "leerweg": "gl"}
    ],
}
Document = Annotated[
    dict[str, Any],
    Body(
        description="a scenario document; its JSON Schema is docs/scenario.schema.json",
        examples=[_EXAMPLE],
    ),
]
Identifier = Annotated[UUID, Path(description="id of the scenario")]


class MakeKeys(NoKeys):
    """Who may read the scenario."""

    gedeeld: Annotated[
        Literal["ja", "nee"], Field(description="ja lets everybody read it")
    ] = "nee"


class PageKeys(NoKeys):
    """Which page of a list."""

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    offset: Annotated[int, Field(ge=0, le=100_000)] = 0


class EffectKeys(ReachKeys):
    """The question, and how the answer is written."""

    f: FormKey = None


class ScenarioSummary(BaseModel):
    """A stored scenario."""

    id: str
    titel: str
    gedeeld: bool
    eigen: bool = Field(description="true if you made it")
    gemaakt: str = Field(examples=["2026-03-01T12:00:00.000+00:00"])
    href: str


class StoredDetail(ScenarioSummary):
    """A stored scenario with its document."""

    scenario: dict[str, Any]


class ScenarioPage(BaseModel):
    """A page of scenarios."""

    aantal: int = Field(description="how many there are in all")
    scenarios: list[ScenarioSummary]


class Changed(BaseModel):
    """What changes for one area, profiel and leerweg; counts are students."""

    model_config = ConfigDict(extra="allow")

    gebied: str
    profiel: str
    leerweg: str
    deelVoor: float | None
    deelNa: float | None
    verschil: float | None


class EffectAnswer(About):
    """Before, after and difference of everything that changes."""

    keuze: list[dict[str, Any]] = Field(
        description="students by number of technical profielen within reach"
    )
    rijen: list[Changed]


@router.post(
    "",
    status_code=201,
    response_model=StoredDetail,
    responses=documented(400, 401, 403, 409, 413, 429, 503, 507),
)
def make(
    request: Request, keys: Annotated[MakeKeys, Query()], document: Document
) -> Response:
    """Keep a scenario, after checking that it fits the snapshot in service."""
    caller = require(request, Role.PLANNER)
    service = service_of(request)
    scenario = scenario_of(service.snapshots.current, document)
    stored = service.scenarios.add(
        caller, scenario.title, json.dumps(document), shared=keys.gedeeld == "ja"
    )
    content = _detail(request, stored)
    return Response(
        content.model_dump_json(),
        201,
        headers={"Location": content.href},
        media_type=MEDIA_TYPES[Form.JSON],
    )


@router.get("", responses=documented(400, 401, 429, 503))
def listed(request: Request, keys: Annotated[PageKeys, Query()]) -> ScenarioPage:
    """List the scenarios that you made and those that are shared."""
    store = service_of(request).scenarios
    page, count = store.listed(caller_of(request), limit=keys.limit, offset=keys.offset)
    return ScenarioPage(
        aantal=count, scenarios=[_summary(request, stored) for stored in page]
    )


@router.post(
    "/effect",
    response_model=EffectAnswer,
    responses={
        **described(FORMS, "Only what changes."),
        **documented(400, 401, 403, 404, 406, 413, 429, 503),
    },
)
def effect_of_document(
    request: Request, keys: Annotated[EffectKeys, Query()], document: Document
) -> Response:
    """Compute the effect of a scenario without keeping it."""
    question = permitted_question(request, keys)
    form = chosen_form(request, keys.f, FORMS)
    served = served_for(request, keys, question)
    scenario = scenario_of(served, document)
    _require_where_long(request, scenario, question)
    one = effect_rendered(served, scenario, question, keys.areas, form)
    headers = {**one.headers, "Bereik-Snapshot": served.identity}
    return Response(one.body, headers=headers, media_type=one.media_type)


@router.get("/{scenario}", responses=documented(400, 401, 404, 429, 503))
def read(
    request: Request,
    scenario: Identifier,
    keys: Annotated[NoKeys, Query()],  # noqa: ARG001 - refuses others
) -> StoredDetail:
    """Give a scenario with its document."""
    stored = service_of(request).scenarios.get(caller_of(request), str(scenario))
    return _detail(request, stored)


@router.delete(
    "/{scenario}",
    status_code=204,
    responses=documented(400, 401, 403, 404, 429, 503),
)
def delete(
    request: Request,
    scenario: Identifier,
    keys: Annotated[NoKeys, Query()],  # noqa: ARG001 - refuses others
) -> None:
    """Delete a scenario that you made."""
    caller = require(request, Role.PLANNER)
    service_of(request).scenarios.delete(caller, str(scenario))


@router.get(
    "/{scenario}/effect",
    response_model=EffectAnswer,
    responses={
        **described(FORMS, "Only what changes."),
        **documented(400, 401, 403, 404, 406, 429, 503),
    },
)
def effect(
    request: Request,
    scenario: Identifier,
    keys: Annotated[EffectKeys, Query()],
) -> Response:
    """Compute the effect of a scenario: before, after and difference."""
    question = permitted_question(request, keys)
    form = chosen_form(request, keys.f, FORMS)
    served = served_for(request, keys, question)
    stored = service_of(request).scenarios.get(caller_of(request), str(scenario))
    edits = scenario_of(served, stored.document)
    _require_where_long(request, edits, question)
    key = ("effect", stored.content, keys.areas, form, question)
    one = served.remembered(
        key, lambda: effect_rendered(served, edits, question, keys.areas, form)
    )
    private = question.smallest == EXACT or not stored.shared
    return snapshot_response(request, served, one, key, private=private)


def _require_where_long(
    request: Request, scenario: Scenario, question: Question
) -> None:
    """Ask a key where most ways are measured anew: it takes long on a large country."""
    if takes_long(scenario, question.mode):
        require(request, Role.LEZER)


def _summary(request: Request, stored: StoredScenario) -> ScenarioSummary:
    return ScenarioSummary(
        id=stored.id,
        titel=stored.title,
        gedeeld=stored.shared,
        eigen=stored.owner == caller_of(request).owner,
        gemaakt=stored.created,
        href=f"{base_of(request)}/scenarios/{stored.id}",
    )


def _detail(request: Request, stored: StoredScenario) -> StoredDetail:
    summary = _summary(request, stored)
    return StoredDetail(**summary.model_dump(), scenario=stored.document)
