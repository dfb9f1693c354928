"""`/v1/collections`: places and areas as OGC API Features, parts 1 and 2."""

import json
from dataclasses import replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.service.asking import Keys
from api.service.feature_models import CRS_CHOICES, Collection, Collections
from api.service.features import CRS84_URI, KINDS, RD_URI, Kind, is_held
from api.service.linking import base_of, link, media_type_of, self_links
from api.service.models import described
from api.service.negotiation import MEDIA_TYPES, Form, FormKey, chosen_form
from api.service.problems import documented
from api.service.reaching import service_of
from api.service.rendered import Rendered, rendered
from api.service.responses import snapshot_response
from api.service.served import Served
from maps.feature_pages import Surroundings, collections_page

router = APIRouter(tags=["collections"])
LIST_FORMS = (Form.JSON, Form.HTML)
SCHEMA_TYPE: Final = "application/schema+json"
QUERYABLES: Final = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
TILESETS: Final = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
_ITEMS: Final = (
    (Form.GEOJSON, "", "Features"),
    (Form.HTML, "?f=html", "Page"),
    (Form.FLATGEOBUF, "?f=fgb", "FlatGeobuf"),
    (Form.GEOPARQUET, "?f=parquet", "GeoParquet"),
)


class ListKeys(Keys):
    """How a list of collections is written."""

    f: FormKey = None


@router.get(
    "/collections",
    response_model=Collections,
    responses={
        **described(LIST_FORMS, "All collections."),
        **documented(400, 401, 404, 406, 429),
    },
)
def collections(request: Request, keys: Annotated[ListKeys, Query()]) -> Response:
    """List the collections of the snapshot in service."""
    served = service_of(request).served(keys.snapshot)
    form = chosen_form(request, keys.f, LIST_FORMS)
    base = base_of(request)
    content: dict[str, Any] = {
        "links": self_links(f"{base}/collections", form, LIST_FORMS, "Collections"),
        "crs": CRS_CHOICES,
        "collections": [
            collection_of(served, kind, base, form)
            for kind in KINDS.values()
            if is_held(kind.name, served.snapshot)
        ],
    }
    links = [
        *content["links"],
        *(
            link(f"{base}/collections/{one['id']}", "data", one["title"])
            for one in content["collections"]
        ),
    ]
    one = _written(content, form, Surroundings("Verzamelingen", links), served)
    return snapshot_response(request, served, one, ("collections", form, base))


def collection_of(served: Served, kind: Kind, base: str, form: Form) -> dict[str, Any]:
    """Return the description of a collection, as it stands in a representation."""
    table = served.features(kind.name)
    address = f"{base}/collections/{kind.name}"
    extent = table.extent()
    space = {"bbox": [extent], "crs": CRS84_URI} if extent else None
    return {
        "id": kind.name,
        "title": kind.title,
        "description": kind.description,
        "itemType": "feature",
        **({"extent": {"spatial": space}} if space else {}),
        "crs": CRS_CHOICES,
        "storageCrs": RD_URI,
        "links": [
            *self_links(address, form, LIST_FORMS, kind.title),
            *(
                link(f"{address}/items{query}", "items", title, media_type_of(one))
                for one, query, title in _ITEMS
            ),
            link(f"{address}/queryables", QUERYABLES, "Filter", SCHEMA_TYPE),
            *([link(f"{address}/tiles", TILESETS, "Tiles")] if kind.tiled else []),
        ],
    }


def _written(
    content: dict[str, Any], form: Form, around: Surroundings, served: Served
) -> Rendered:
    """Return one collection or several as JSON, or as a page with their links."""
    if form is Form.HTML:
        here = replace(around, example=served.snapshot.manifest.example)
        several = content.get("collections", [content])
        told = [(KINDS[one["id"]].dutch, one) for one in several]
        return rendered(collections_page(here, told), MEDIA_TYPES[form])
    return rendered(json.dumps(content, ensure_ascii=False), MEDIA_TYPES[Form.JSON])


def add_collection(target: APIRouter, kind: Kind) -> None:
    """Add the address of one collection."""

    @target.get(
        f"/collections/{kind.name}",
        name=f"collection-{kind.name}",
        response_model=Collection,
        summary=kind.title,
        description=kind.description,
        tags=["collections"],
        responses={
            **described(LIST_FORMS, kind.description),
            **documented(400, 401, 404, 406, 429),
        },
    )
    def collection(request: Request, keys: Annotated[ListKeys, Query()]) -> Response:
        served = service_of(request).served(keys.snapshot)
        form = chosen_form(request, keys.f, LIST_FORMS)
        base = base_of(request)
        content = collection_of(served, kind, base, form)
        one = _written(content, form, Surroundings(kind.title, ()), served)
        key = ("collection", kind.name, form, base)
        return snapshot_response(request, served, one, key)


for one_kind in KINDS.values():
    add_collection(router, one_kind)
