"""`/v1/collections/{...}/queryables`: what a filter can ask of (Features part 3)."""

import json
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from api.service.features import KINDS, Kind
from api.service.filtering import GEOMETRY
from api.service.linking import base_of, link
from api.service.negotiation import MEDIA_TYPES, Form, chosen_form
from api.service.pages import links_page
from api.service.problems import documented
from api.service.reaching import service_of
from api.service.rendered import rendered
from api.service.resources.collections import SCHEMA_TYPE, ListKeys
from api.service.responses import snapshot_response

router = APIRouter(tags=["collections"])
_FORMS: Final = (Form.JSON, Form.HTML)
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


class Queryables(BaseModel):
    """What a filter can ask of, as a JSON Schema."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    properties: dict[str, Any]
    additionalProperties: bool


def queryables_of(kind: Kind, address: str) -> dict[str, Any]:
    """Return the schema of what a filter can ask of a collection."""
    texts = {name: {"title": name, "type": "string"} for name in kind.asked}
    shape = {"x-ogc-role": "primary-geometry", "format": "geometry-any"}
    return {
        "$schema": _DIALECT,
        "$id": address,
        "type": "object",
        "title": kind.title,
        "description": kind.description,
        "properties": {**texts, GEOMETRY: {"title": GEOMETRY, **shape}},
        "additionalProperties": False,
    }


def add_queryables(target: APIRouter, kind: Kind) -> None:
    """Add the queryables of one collection."""
    schema = {"$ref": "#/components/schemas/Queryables"}
    content = {SCHEMA_TYPE: {"schema": schema}, "text/html": {}}

    @target.get(
        f"/collections/{kind.name}/queryables",
        name=f"queryables-{kind.name}",
        summary=f"{kind.title}: what a filter can ask of",
        response_model=Queryables,
        responses={
            200: {"description": "A JSON Schema.", "content": content},
            **documented(400, 401, 404, 406, 429),
        },
    )
    def queryables(request: Request, keys: Annotated[ListKeys, Query()]) -> Response:
        """Tell what a filter can ask of, as a JSON Schema."""
        served = service_of(request).served(keys.snapshot)
        served.features(kind.name)
        form = chosen_form(request, keys.f, _FORMS)
        above = f"{base_of(request)}/collections/{kind.name}"
        address = f"{above}/queryables"
        if form is Form.HTML:
            rows = [{"naam": name} for name in (*kind.asked, GEOMETRY)]
            links = [link(above, "collection", kind.title)]
            one = rendered(
                links_page(f"{kind.title}: filter", links, rows=rows), MEDIA_TYPES[form]
            )
        else:
            text = json.dumps(queryables_of(kind, address))
            one = rendered(text, SCHEMA_TYPE)
        key = ("queryables", kind.name, form, address)
        return snapshot_response(request, served, one, key)


for one_kind in KINDS.values():
    add_queryables(router, one_kind)
