"""`/v1/collections/postcodes/tiles`: postcodes with their shares (OGC API Tiles)."""

from dataclasses import replace
from typing import Annotated, Any, Final, Literal

import numpy as np
from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from accessibility.codes import AreaKind
from accessibility.questions import Question
from api.service.answering import answered_question, permitted_question
from api.service.asking import NoKeys, OfferKeys
from api.service.features import TILED
from api.service.linking import base_of, link
from api.service.models import Link
from api.service.problems import ProblemError, documented
from api.service.rendered import Rendered, rendered
from api.service.resources.drawing import one_pair
from api.service.served import Served
from api.service.vocabulary import dutch
from maps.vector_tiles import DEEPEST, Tile, vector_tile

router = APIRouter(prefix=f"/collections/{TILED}/tiles", tags=["collections"])
MVT: Final = "application/vnd.mapbox-vector-tile"
_QUAD: Final = "WebMercatorQuad"
_OGC: Final = "http://www.opengis.net/def"
_CRS: Final = f"{_OGC}/crs/EPSG/0/3857"
_SCHEME: Final = f"{_OGC}/tilematrixset/OGC/1.0/{_QUAD}"
_SHOWN: Final = (
    "leerlingen",
    "bereikt",
    "deelLaag",
    "deel",
    "deelHoog",
    "nietBereikt",
    "afgeschermd",
)
Scheme = Literal["WebMercatorQuad"]
Step = Annotated[int, Path(ge=0, le=2**DEEPEST - 1)]
_ERRORS = documented(400, 401, 403, 404, 429, 503)
_EMPTY: Final = 204


class Tileset(BaseModel):
    """Tiles of one scheme, and how to ask for one."""

    model_config = ConfigDict(extra="allow")

    title: str
    dataType: str
    crs: str
    tileMatrixSetURI: str
    links: list[Link]


class Tilesets(BaseModel):
    """All sets of tiles of the collection."""

    tilesets: list[Tileset]
    links: list[Link]


@router.get("", responses=documented(400, 401, 429))
def tilesets(request: Request, keys: Annotated[NoKeys, Query()]) -> Tilesets:  # noqa: ARG001 - refuses others
    """List the sets of tiles."""
    address = f"{base_of(request)}/collections/{TILED}/tiles"
    here = Link.model_validate(link(address, "self", "Tiles"))
    return Tilesets(tilesets=[_tileset(request)], links=[here])


@router.get("/{tileMatrixSetId}", responses=documented(400, 401, 429))
def tileset(
    request: Request,
    scheme: Annotated[Scheme, Path(alias="tileMatrixSetId")],  # noqa: ARG001 - refuses others
    keys: Annotated[NoKeys, Query()],  # noqa: ARG001 - refuses others
) -> Tileset:
    """Tell how tiles are asked for: `{tileMatrix}` is the zoom."""
    return _tileset(request)


def _tileset(request: Request) -> Tileset:
    address = f"{base_of(request)}/collections/{TILED}/tiles/{_QUAD}"
    items = f"{address}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"
    told: dict[str, Any] = {
        "title": "Postcodes with their shares",
        "dataType": "vector",
        "crs": _CRS,
        "tileMatrixSetURI": _SCHEME,
        "links": [
            link(address, "self", "Tiles"),
            link(_SCHEME, f"{_OGC}/rel/ogc/1.0/tiling-scheme", _QUAD),
            {**link(items, "item", "A tile", MVT), "templated": True},
        ],
    }
    return Tileset.model_validate(told)


@router.get(
    "/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
    response_class=Response,
    responses={
        200: {"description": "A tile.", "content": {MVT: {}}},
        204: {"description": "Nothing lies on this tile."},
        **_ERRORS,
    },
)
def tile(
    request: Request,
    scheme: Annotated[Scheme, Path(alias="tileMatrixSetId")],  # noqa: ARG001 - refuses others
    zoom: Annotated[int, Path(alias="tileMatrix", ge=0, le=DEEPEST)],
    row: Annotated[Step, Path(alias="tileRow")],
    column: Annotated[Step, Path(alias="tileCol")],
    keys: Annotated[OfferKeys, Query()],
) -> Response:
    """Give a tile of postcodes with the share of one profiel, leerweg and threshold."""
    asked = Tile(zoom, column, row)
    if not asked.exists:
        message = f"There is no such tile: at zoom {zoom} both count to {2**zoom - 1}."
        raise ProblemError(404, message)
    question = replace(permitted_question(request, keys), per=AreaKind.PC4)
    one_pair(question)
    answer = answered_question(
        request,
        keys,
        question,
        ("tile", asked),
        lambda one: _tile(one, question, asked),
    )
    if answer.status_code == 200 and not answer.body:  # noqa: PLR2004 - HTTP
        return Response(status_code=_EMPTY, headers=_without_length(answer))
    return answer


def _without_length(answer: Response) -> dict[str, str]:
    passed = ("content-length", "content-type")
    return {k: v for k, v in answer.headers.items() if k not in passed}


def _tile(served: Served, question: Question, asked: Tile) -> Rendered:
    table = dutch(served.answer(question).table)
    shown = table.set_index("gebied")[[n for n in _SHOWN if n in table]]
    areas = served.tiled_postcodes
    rows = shown.to_dict("index")
    properties = [{"postcode": code, **rows.get(code, {})} for code in areas.area_code]
    shapes = np.asarray(areas.geometry.to_numpy(), dtype=object)
    return rendered(vector_tile(asked, TILED, shapes, properties), MVT)
