"""`/v1/kaart`: what the web page draws, compact and cheap to fetch."""

from typing import Annotated, Any

import pandas as pd
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from accessibility.codes import AreaKind
from accessibility.errors import MissingDataError
from accessibility.questions import Question
from accessibility.regions import names_of, regions_of
from api.service.answering import answered, answered_question, permitted_question
from api.service.asking import EitherKeys, Keys, NoKeys
from api.service.background import background_of
from api.service.describing import dutch_header, header_using
from api.service.feature_models import FeatureCollection
from api.service.models import About, described
from api.service.negotiation import Form
from api.service.problems import ProblemError, documented
from api.service.reaching import service_of
from api.service.rendered import Rendered
from api.service.representations import columns_rendered
from api.service.served import Served
from api.service.shapes import (
    ground_key,
    ground_rendered,
    shapes_key,
    shapes_rendered,
)
from api.service.vocabulary import dutch

router = APIRouter(prefix="/kaart", tags=["kaart"])
_ERRORS = documented(400, 401, 403, 404, 429, 503)


class ShapeKeys(Keys):
    """Which areas are drawn."""

    gebiedsindeling: Annotated[AreaKind, Field(description="division")] = AreaKind.PC4


class BackgroundMap(BaseModel):
    """Tiles to draw under the map, from another host."""

    adres: str = Field(description="with {z}, {x} and {y}; empty for none")
    bron: str = Field(description="who made them, as their licence asks to say")


class Figures(About):
    """Figures per postcode, column by column: value k of each belongs together."""

    kolommen: dict[str, list[Any]] = Field(
        description="postcode, afstandM, witteVlek and others, a value per postcode"
    )


class Division(About):
    """The area of a division for each postcode, column by column."""

    kolommen: dict[str, list[str]] = Field(
        description="postcode and gebied, a value per postcode"
    )
    gebieden: dict[str, list[str]] = Field(
        description="names of each area by its code: its own, then others in use"
    )


@router.get(
    "/gebieden",
    response_model=FeatureCollection,
    responses={**described([Form.GEOJSON], "Simplified polygons, CRS84."), **_ERRORS},
)
def shapes(request: Request, keys: Annotated[ShapeKeys, Query()]) -> Response:
    """Give the simplified polygons of a division; they only change with the snapshot.

    Neighbouring areas are simplified together, so that no cracks appear.
    """
    kind = keys.gebiedsindeling
    if kind is AreaKind.NL:
        message = "gebiedsindeling=nl has no polygons; ask provincie or finer."
        raise ProblemError(400, message)
    key = shapes_key(kind)
    return answered(request, keys, key, lambda one: shapes_rendered(one, kind))


@router.get(
    "/ondergrond",
    response_model=FeatureCollection,
    responses={**described([Form.GEOJSON], "Land, abroad, roads; CRS84."), **_ERRORS},
)
def ground(request: Request, keys: Annotated[Keys, Query()]) -> Response:
    """Give what the map is laid on: land, what lies abroad, main roads, a few names.

    All else is water. Land is that of the areas, roads are those of the snapshot; the
    neighbours are drawn coarsely, by hand.
    """
    return answered(request, keys, ground_key(), ground_rendered)


@router.get("/indelingen", response_model=Division, responses=_ERRORS)
def division(request: Request, keys: Annotated[ShapeKeys, Query()]) -> Response:
    """Give the area of a division in which each postcode lies, value by value.

    With it a map or table can be kept to one area, and an area found by any of its
    names. Empty where it is not known.
    """
    kind = keys.gebiedsindeling
    return answered(request, keys, ("indeling", kind), lambda one: _division(one, kind))


@router.get("/achtergrond", responses=documented(400, 401, 429))
def background(request: Request, keys: Annotated[NoKeys, Query()]) -> BackgroundMap:  # noqa: ARG001 - refuses others
    """Tell which background map the page may draw; empty if none."""
    chosen = background_of(service_of(request).settings.background)
    if chosen is None:
        return BackgroundMap(adres="", bron="")
    return BackgroundMap(adres=chosen.address, bron=chosen.credit)


@router.get("/cijfers", response_model=Figures, responses=_ERRORS)
def figures(request: Request, keys: Annotated[EitherKeys, Query()]) -> Response:
    """Give compact figures per postcode for one profiel, leerweg and threshold.

    Distance of the nearest offer, whether the postcode is a gap and why, and its
    students as an interval or protected, and how many of the five technical
    profielen lie within the threshold.
    """
    question = permitted_question(request, keys)
    one_pair(question)
    return answered_question(
        request, keys, question, ("cijfers",), lambda one: _figures(one, question)
    )


def one_pair(question: Question) -> None:
    """Check that a question is about one profiel, leerweg and threshold.

    Raises
    ------
    ProblemError
        400 if it is about several.
    """
    lengths = {
        "profiel": len(question.profielen),
        "leerweg": len(question.leerwegen),
        "drempel": len(question.within),
    }
    several = [name for name, length in lengths.items() if length != 1]
    if several:
        message = f"Give exactly one value for {', '.join(several)}."
        raise ProblemError(400, message)


def _division(served: Served, kind: AreaKind) -> Rendered:
    postcodes = served.snapshot.postcodes
    column = kind.column
    if column not in postcodes:
        message = f"the snapshot does not tell the {kind.value} of a postcode"
        raise MissingDataError(message)
    areas = postcodes[column].fillna("").astype("str")
    table = pd.DataFrame({"postcode": postcodes.pc4.astype("str"), "gebied": areas})
    names = {
        one.code: names_of(one.name)
        for one in regions_of(served.snapshot, kind)
        if kind is not AreaKind.PC4
    }
    about = header_using(served, "postcodes", "areas")
    return columns_rendered(table, {**about, "gebieden": names})


def _figures(served: Served, question: Question) -> Rendered:
    with served.gate.slot():
        answer = served.study.postcodes(question)
    return columns_rendered(dutch(answer.table), dutch_header(served, answer.header))
