"""The polygons that the page draws, written once for all who fetch them."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from accessibility.codes import AreaKind
from accessibility.errors import BereikError, MissingDataError
from api.service.features import CRS84_URI
from api.service.negotiation import MEDIA_TYPES, Form
from api.service.rendered import Rendered, rendered
from api.service.representations import polygon_texts
from maps.shapes import features

if TYPE_CHECKING:
    from api.service.served import Served

_DECIMALS: Final = 4
"""Of a degree: about ten metres."""

_FIRST: Final = (AreaKind.PC4, AreaKind.GEMEENTE)


def shapes_key(kind: AreaKind) -> tuple[str, AreaKind]:
    """Return under which key the polygons of a division are remembered."""
    return ("kaart", kind)


def ground_key() -> tuple[str]:
    """Return under which key the ground of the map is remembered."""
    return ("ondergrond",)


def ground_rendered(served: Served) -> Rendered:
    """Return what the map is laid on as GeoJSON.

    Raises
    ------
    MissingDataError
        If the snapshot holds no polygons to tell land by.
    """
    if served.polygons(AreaKind.GEMEENTE)[0].geometry.isna().all():
        message = "the snapshot holds no polygons to tell land from water"
        raise MissingDataError(message)
    told = served.ground
    made = features(told, list(told.index), told[["soort", "naam"]], decimals=_DECIMALS)
    body = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    headers = {"Content-Crs": f"<{CRS84_URI}>"}
    return rendered(body, MEDIA_TYPES[Form.GEOJSON], headers)


def warm_shapes(served: Served) -> None:
    """Have written what the page draws first."""
    for kind in _FIRST:
        make = partial(shapes_rendered, served, kind)
        with suppress(BereikError):
            served.remembered(shapes_key(kind), make)
    with suppress(BereikError):
        served.remembered(ground_key(), partial(ground_rendered, served))


def shapes_rendered(served: Served, kind: AreaKind) -> Rendered:
    """Return the simplified polygons of a division as GeoJSON.

    Raises
    ------
    MissingDataError
        If the snapshot holds none.
    """
    areas, decimals = served.polygons(kind)
    if areas.geometry.isna().all():
        message = f"the snapshot holds no polygons of {kind.value}"
        raise MissingDataError(message)
    names = dict(zip(areas.area_code, areas.area_name, strict=True))
    if kind is AreaKind.PC4:
        postcodes = served.snapshot.postcodes
        places = dict(zip(postcodes.pc4, postcodes.plaats.fillna(""), strict=True))
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
