"""`/v1/effect`: what a few edits change, asked and shared as one address, by anyone."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from accessibility.codes import AreaKind
from accessibility.effects import GROUPS, UNCHANGED
from accessibility.errors import TableError
from accessibility.scenario import Scenario, scenario_document
from api.service.asking import Asked, OfferKeys, ReachKeys, asked_of
from api.service.callers import require
from api.service.effects import (
    about_effect,
    changed_postcodes,
    checked_scenario,
    effect_tables,
)
from api.service.keys import Role
from api.service.models import About, described
from api.service.negotiation import Form, FormKey, chosen_form
from api.service.problems import ProblemError, documented
from api.service.reaching import service_of
from api.service.representations import represent
from api.service.resources.drawing import column_answer, one_pair
from api.service.resources.scenarios import EffectAnswer, effect_answer
from api.service.responses import Rendered, snapshot_response
from api.service.served import Served
from api.service.short_edits import MOST_SHORT, SHORT_EDITS, short_scenario
from api.service.vocabulary import COLUMN_NAMES, dutch

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
        "`nieuw-PC4-PROFIEL-LEERWEG`. & is written %26.",
        examples=["sluit-XA0000-PIE-gl_nieuw-V171-PIE-gl"],
    ),
]


class EffectKeys(ReachKeys):
    """The edits, the question, and how the answer is written."""

    als: EditsKey
    f: FormKey = None


class MapKeys(OfferKeys):
    """The edits, and the question of a map."""

    als: EditsKey


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
    asked = _asked(request, keys)
    form = chosen_form(request, keys.f, FORMS)
    served = service_of(request).served(keys.snapshot)
    key = ("als", keys.als, asked, form)
    one = served.remembered(key, lambda: _effect(served, keys.als, asked, form))
    return snapshot_response(
        request, served, one, key, pinned=keys.is_pinned, private=asked.exact
    )


@router.get(
    "/kaart/effect",
    response_model=EffectFigures,
    summary="What a few edits change per postcode",
    responses=documented(*_ERRORS),
)
def figures(request: Request, keys: Annotated[MapKeys, Query()]) -> Response:
    """Give the postcodes in which something changes for one profiel and leerweg."""
    asked = _asked(request, keys)
    one_pair(asked)
    served = service_of(request).served(keys.snapshot)
    key = ("kaart-als", keys.als, asked)
    one = served.remembered(key, lambda: _figures(served, keys.als, asked))
    return snapshot_response(
        request, served, one, key, pinned=keys.is_pinned, private=asked.exact
    )


def _asked(request: Request, keys: OfferKeys) -> Asked:
    asked = asked_of(keys)
    if asked.exact:
        require(request, Role.LEZER)
    return asked


def _scenario(served: Served, text: str) -> Scenario:
    try:
        return checked_scenario(served, short_scenario(text, served.snapshot))
    except TableError as error:
        faults = [{"in": "query", "name": "als", "detail": f} for f in error.faults]
        detail = f"als: {'; '.join(error.faults)}"
        raise ProblemError(400, detail, errors=faults) from error


def _effect(served: Served, text: str, asked: Asked, form: Form) -> Rendered:
    scenario = _scenario(served, text)
    changes, choices = effect_tables(served, scenario, asked)
    about = about_effect(served, asked)
    if form is Form.JSON:
        about["scenario"] = scenario_document(scenario)
        return effect_answer(changes, choices, about)
    polygons = None
    if form is Form.GEOJSON and asked.question.per is not AreaKind.NL:
        polygons = served.polygons(asked.question.per)
    return represent(dutch(changes), form, about, name="effect", polygons=polygons)


def _figures(served: Served, text: str, asked: Asked) -> Rendered:
    scenario = _scenario(served, text)
    table = changed_postcodes(served, scenario, asked)
    named = table.assign(group=table.group.map(_GROUP_NAMES)).rename(columns=_COLUMNS)
    return column_answer(served, asked, named[list(_COLUMNS.values())])
