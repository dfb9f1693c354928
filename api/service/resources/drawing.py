"""`/v1/kaart`: what the web page draws, compact and cheap to fetch."""

import json
from typing import Annotated, Any

import numpy as np
import pandas as pd
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from accessibility.codes import AreaKind, Mode, Unit
from accessibility.counting import COUNT_COLUMNS, concealed
from accessibility.errors import MissingDataError
from accessibility.measures import PLACE_FIGURES, gaps, profiles_per_postcode
from accessibility.questions import dates_of, notes_of
from api.service.asking import Asked, Keys, NoKeys, OfferKeys, asked_of
from api.service.background import background_of
from api.service.callers import require
from api.service.describing import about_snapshot, dutch_dates
from api.service.feature_models import FeatureCollection
from api.service.features import CRS84_URI
from api.service.keys import Role
from api.service.models import About, described
from api.service.negotiation import MEDIA_TYPES, Form
from api.service.problems import ProblemError, documented
from api.service.reaching import service_of
from api.service.representations import polygon_texts
from api.service.responses import Rendered, rendered, snapshot_response
from api.service.served import Served
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
        examples=[{"postcode": ["X001"], "afstandM": [8412.5], "witteVlek": [False]}]
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
    served = service_of(request).served(keys.snapshot)
    kind = keys.gebiedsindeling
    if kind is AreaKind.NL:
        message = "gebiedsindeling=nl has no polygons; ask provincie or finer."
        raise ProblemError(400, message)
    key = ("kaart", kind)
    one = served.remembered(key, lambda: _shapes(served, kind))
    return snapshot_response(request, served, one, key, pinned=keys.is_pinned)


@router.get("/achtergrond", responses=documented(400, 401, 429))
def background(request: Request, keys: Annotated[NoKeys, Query()]) -> BackgroundMap:  # noqa: ARG001 - refuses others
    """Tell which background map the page may draw; empty if none."""
    known = background_of(service_of(request).settings.background)
    if known is None:
        return BackgroundMap(adres="", bron="")
    return BackgroundMap(adres=known.address, bron=known.credit)


@router.get("/cijfers", response_model=Figures, responses=_ERRORS)
def figures(request: Request, keys: Annotated[OfferKeys, Query()]) -> Response:
    """Give compact figures per postcode for one profiel, leerweg and threshold.

    Distance of the nearest offer, whether the postcode is a gap and why, and its
    students as an interval or protected, and how many of the five technical
    profielen lie within the threshold.
    """
    asked = asked_of(keys)
    one_pair(asked)
    if asked.exact:
        require(request, Role.LEZER)
    served = service_of(request).served(keys.snapshot)
    key = ("cijfers", asked)
    one = served.remembered(key, lambda: _figures(served, asked))
    return snapshot_response(
        request, served, one, key, pinned=keys.is_pinned, private=asked.exact
    )


def one_pair(asked: Asked) -> None:
    """Check that a question is about one profiel, leerweg and threshold.

    Raises
    ------
    ProblemError
        400 if it is about several.
    """
    question = asked.question
    lengths = {
        "profiel": len(question.profielen),
        "leerweg": len(question.leerwegen),
        "drempel": len(question.within),
    }
    several = [name for name, length in lengths.items() if length != 1]
    if several:
        message = f"Give exactly one value for {', '.join(several)}."
        raise ProblemError(400, message)


def _shapes(served: Served, kind: AreaKind) -> Rendered:
    areas, decimals = served.polygons(kind)
    if areas.geometry.isna().all():
        message = f"the snapshot holds no polygons of {kind.value}"
        raise MissingDataError(message)
    names = dict(zip(areas.area_code, areas.area_name, strict=True))
    if kind is AreaKind.PC4:
        known = served.snapshot.postcodes
        places = dict(zip(known.pc4, known.plaats.fillna(""), strict=True))
        names = {code: places.get(code, "") for code in names}
    features = [
        f'{{"type":"Feature","id":{json.dumps(code)},"properties":'
        f"{json.dumps({'naam': names[code]}, ensure_ascii=False)},"
        f'"geometry":{text}}}'
        for code, text in polygon_texts(areas, decimals).items()
    ]
    body = f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'
    headers = {"Content-Crs": f"<{CRS84_URI}>"}
    return rendered(body, MEDIA_TYPES[Form.GEOJSON], headers)


def _figures(served: Served, asked: Asked) -> Rendered:
    with served.gate.slot():
        table = _table(served, asked)
    return column_answer(served, asked, dutch(table))


def column_answer(served: Served, asked: Asked, table: pd.DataFrame) -> Rendered:
    """Return a table column by column, with what a reader must know."""
    question = asked.question
    students = served.students_of(asked)
    content: dict[str, Any] = {
        **about_snapshot(served),
        "peildata": dutch_dates(dates_of(served.snapshot, students, question.mode)),
        "toelichting": list(notes_of(served.snapshot, students, question)),
        "kolommen": {name: _plain(column) for name, column in table.items()},
    }
    return rendered(json.dumps(content, ensure_ascii=False), MEDIA_TYPES[Form.JSON])


def _table(served: Served, asked: Asked) -> pd.DataFrame:
    question = asked.question
    students = served.students_of(asked)
    pair = (question.profielen[0], question.leerwegen[0])
    nearest = served.nearest(students, question.mode, question.unit)
    over_land = question.mode is not Mode.STRAIGHT and question.unit is Unit.METRES
    table = gaps(
        nearest,
        served.reach(students, question.mode, question.unit),
        students,
        pair=pair,
        within=question.within[0],
        straight=served.nearest(students, Mode.STRAIGHT) if over_land else None,
    )
    reached = nearest.reached(question.within[0])[nearest.pairs.index(pair)]
    part = students.reached_fraction(reached)
    counts = students.by_postcode(question.denominator, question.leerwegen[0])
    for name, count in zip(COUNT_COLUMNS, counts, strict=True):
        table[name] = count
        table[name.replace("students", "reached")] = count * part
    table["n_technical"] = profiles_per_postcode(
        nearest, students, leerweg=pair[1], within=question.within[0]
    )
    return concealed(table, threshold=students.rounded_to, keys=PLACE_FIGURES)


def _plain(column: pd.Series) -> list[Any]:
    """Return a column as JSON holds it: no infinity, no more digits than mean much."""
    if column.dtype.kind != "f":
        return list(column)
    values = column.round(3).to_numpy()
    return [float(v) if np.isfinite(v) else None for v in values]
