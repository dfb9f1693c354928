"""`/v1`, `/v1/conformance` and `/v1/openapi.json`: where to begin."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from api.service.asking import NoKeys
from api.service.interface import DESCRIPTION, TITLE
from api.service.linking import base_of, link, self_links
from api.service.models import Link, described
from api.service.negotiation import MEDIA_TYPES, Form, FormKey, chosen_form
from api.service.older_description import as_openapi_30
from api.service.pages import links_page
from api.service.problems import documented
from api.service.reaching import service_of
from api.service.release import API_VERSION
from maps.docs_page import docs_page

router = APIRouter(tags=["dienst"])
FORMS = (Form.JSON, Form.HTML)
OPENAPI_TYPE = "application/vnd.oai.openapi+json;version=3.1"
OPENAPI_30_TYPE = "application/vnd.oai.openapi+json;version=3.0"
_PROCESSES = "http://www.opengis.net/def/rel/ogc/1.0/processes"
_JOB_LIST = "http://www.opengis.net/def/rel/ogc/1.0/job-list"
_SPEC = "http://www.opengis.net/spec"
CONFORMS_TO = [
    f"{_SPEC}/{standard}/conf/{name}"
    for standard, names in (
        ("ogcapi-features-1/1.0", ("core", "html", "geojson", "oas30")),
        ("ogcapi-features-2/1.0", ("crs",)),
        (
            "ogcapi-features-3/1.0",
            (
                "queryables",
                "queryables-query-parameters",
                "filter",
                "features-filter",
            ),
        ),
        (
            "cql2/1.0",
            (
                "cql2-text",
                "cql2-json",
                "basic-cql2",
                "advanced-comparison-operators",
                "case-insensitive-comparison",
                "accent-insensitive-comparison",
                "basic-spatial-functions",
                "basic-spatial-functions-plus",
                "spatial-functions",
                "property-property",
            ),
        ),
        (
            "ogcapi-tiles-1/1.0",
            ("core", "tileset", "tilesets-list", "geodata-tilesets", "mvt", "oas30"),
        ),
        (
            "ogcapi-processes-1/1.0",
            (
                "core",
                "ogc-process-description",
                "json",
                "oas30",
                "job-list",
                "callback",
                "dismiss",
            ),
        ),
    )
    for name in names
]


class LandingKeys(NoKeys):
    """How the page is written."""

    f: FormKey = None


class Landing(BaseModel):
    """Where to begin."""

    title: str
    description: str
    links: list[Link]


class Conformance(BaseModel):
    """The standards that are followed."""

    conformsTo: list[str]


# The description of the interface has no other way to name the address of the server.
@router.get("/", include_in_schema=False)
@router.get(
    "",
    response_model=Landing,
    responses={**described(FORMS, "Links to all."), **documented(400, 401, 406, 429)},
)
def landing(request: Request, keys: Annotated[LandingKeys, Query()]) -> Response:
    """List where everything is."""
    form = chosen_form(request, keys.f, FORMS)
    base = base_of(request)
    openapi = f"{base}/openapi"
    links = [
        *self_links(base, form, FORMS, "This page"),
        link(f"{openapi}.json", "service-desc", "OpenAPI 3.1", OPENAPI_TYPE),
        link(f"{openapi}-3.0.json", "service-desc", "OpenAPI 3.0", OPENAPI_30_TYPE),
        link(f"{base}/docs", "service-doc", "Documentation", "text/html"),
        link(f"{base}/conformance", "conformance", "Standards that are followed"),
        link(f"{base}/collections", "data", "Places and areas (OGC API Features)"),
        link(f"{base}/processes", _PROCESSES, "Processes (OGC API Processes)"),
        link(f"{base}/jobs", _JOB_LIST, "Jobs, with a key"),
        link(f"{base}/bereik", "bereik", "Shares of students within reach"),
        link(f"{base}/tabellen", "tabellen", "The monitor's tables"),
        link(f"{base}/kwetsbaarheid", "kwetsbaarheid", "Closures that hurt most"),
        link(f"{base}/faciliteiten/bereik", "faciliteiten", "Where is no techlab"),
        link(f"{base}/keuzevakken/deling", "keuzevakken", "Keuzevakken to share"),
        link(f"{base}/vooruitzichten", "vooruitzichten", "Years to come; no forecast"),
        link(f"{base}/sluitingen", "sluitingen", "Closures that cost least"),
        link(f"{base}/groepen", "groepen", "Small groups"),
        link(f"{base}/regios", "regios", "Regions: offer, size and borders"),
        link(f"{base}/plekken/winst", "plekken", "What new techlabs would bring"),
        link(f"{base}/scenarios", "scenarios", "What-if scenarios"),
        link(f"{base}/snapshots", "snapshots", "Where the figures come from"),
    ]
    if form is Form.HTML:
        example = service_of(request).snapshots.current.snapshot.manifest.example
        page = links_page(TITLE, links, text=DESCRIPTION, label=example)
        return Response(page, media_type=MEDIA_TYPES[form])
    content = {"title": TITLE, "description": DESCRIPTION, "links": links}
    return Response(json.dumps(content), media_type=MEDIA_TYPES[Form.JSON])


@router.get(
    "/conformance",
    response_model=Conformance,
    responses={**described(FORMS, "Standards."), **documented(400, 401, 406, 429)},
)
def conformance(request: Request, keys: Annotated[LandingKeys, Query()]) -> Response:
    """List the standards that are followed."""
    form = chosen_form(request, keys.f, FORMS)
    if form is Form.HTML:
        links = [link(one, "describedby", one) for one in CONFORMS_TO]
        return Response(links_page("Standards", links), media_type=MEDIA_TYPES[form])
    content = json.dumps({"conformsTo": CONFORMS_TO})
    return Response(content, media_type=MEDIA_TYPES[Form.JSON])


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request, keys: Annotated[NoKeys, Query()]) -> Response:  # noqa: ARG001 - refuses others
    """Give the description of this interface."""
    return _description(request.app.openapi(), OPENAPI_TYPE)


@router.get("/openapi-3.0.json", include_in_schema=False)
def openapi_30(request: Request, keys: Annotated[NoKeys, Query()]) -> Response:  # noqa: ARG001 - refuses others
    """Give the same description for clients of OpenAPI 3.0, as QGIS and OWSLib are."""
    return _description(as_openapi_30(request.app.openapi()), OPENAPI_30_TYPE)


def _description(content: dict[str, Any], media_type: str) -> Response:
    headers = {"Cache-Control": "public, max-age=300", "Content-Version": API_VERSION}
    text = json.dumps(content, ensure_ascii=False)
    return Response(text, headers=headers, media_type=media_type)


@router.get("/docs", include_in_schema=False)
def docs(request: Request, keys: Annotated[NoKeys, Query()]) -> Response:  # noqa: ARG001 - refuses others
    """Give the description of this interface as a page on which it can be tried."""
    description: dict[str, Any] = request.app.openapi()
    return Response(docs_page(description), media_type=MEDIA_TYPES[Form.HTML])
