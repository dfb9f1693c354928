"""OGC API Features part 1, classes html, geojson and oas30: each by its name."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from api.service.features import KINDS
from tests.api.service.ogc.asked import (
    GEOJSON,
    HTML,
    ITEMS,
    JSON,
    ONE,
    OPERATIONS,
    links_of,
)

if TYPE_CHECKING:
    from starlette.testclient import TestClient


@pytest.fixture(scope="module")
def older(client: TestClient) -> dict[str, Any]:
    """The description in OpenAPI 3.0."""
    described: dict[str, Any] = client.get("/v1/openapi-3.0.json").json()
    return described


@pytest.mark.parametrize("path", OPERATIONS)
def test_req_html_definition(client: TestClient, path: str) -> None:
    for answer in (
        client.get(path, headers={"Accept": "text/html"}),
        client.get(path, params={"f": "html"}),
    ):
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == HTML


def _texts(part: Any) -> list[str]:  # noqa: ANN401 - any JSON
    """Return every text in a document that is not of a geometry or a link."""
    if isinstance(part, str):
        return [part]
    if isinstance(part, list):
        return [text for one in part for text in _texts(one)]
    if isinstance(part, dict):
        passed = ("links", "geometry", "type", "itemType")
        return [t for k, v in part.items() if k not in passed for t in _texts(v)]
    return []


@pytest.mark.parametrize("path", [*OPERATIONS, "/v1/collections/vestigingen/items"])
def test_req_html_content(client: TestClient, path: str) -> None:
    page = client.get(path, params={"f": "html"}).text
    assert page.startswith("<!doctype html>")
    told = client.get(path).json()
    missing = [text for text in _texts(told) if escape(text) not in page]
    assert not missing
    for link in told.get("links", []):
        if link["rel"] not in ("self", "alternate"):
            assert escape(link["href"]) in page, link


def test_req_geojson_definition(client: TestClient) -> None:
    for path in OPERATIONS:
        wanted = GEOJSON if path in (ITEMS, ONE) else JSON
        answer = client.get(path, headers={"Accept": wanted})
        assert answer.headers["content-type"] == wanted


def test_req_geojson_content(client: TestClient) -> None:
    page, one = client.get(ITEMS).json(), client.get(ONE).json()
    assert page["type"] == "FeatureCollection"
    assert {feature["type"] for feature in page["features"]} == {"Feature"}
    assert (one["type"], one["id"]) == ("Feature", ONE.rpartition("/")[2])
    assert page["links"]
    assert one["links"]


def test_req_oas30_oas_definition_1(client: TestClient) -> None:
    served = links_of(client, "/v1", "service-desc")
    assert "application/vnd.oai.openapi+json;version=3.0" in served
    assert HTML in links_of(client, "/v1", "service-doc")


def test_req_oas30_oas_definition_2(older: dict[str, Any]) -> None:
    OpenAPIV30SpecValidator(older).validate()


def test_req_oas30_oas_impl(client: TestClient, older: dict[str, Any]) -> None:
    """What is described of features is there; schemathesis asks all the rest."""
    for kind in KINDS:
        for path in (f"/collections/{kind}", f"/collections/{kind}/items"):
            assert "get" in older["paths"][path]
            assert client.get(f"/v1{path}").status_code == 200


def test_req_oas30_completeness(older: dict[str, Any]) -> None:
    for path, methods in older["paths"].items():
        for method, operation in methods.items():
            codes = set(operation["responses"])
            assert any(code.startswith("2") for code in codes), (path, method)
            for response in operation["responses"].values():
                assert response["description"]


def test_req_oas30_exceptions_codes(client: TestClient, older: dict[str, Any]) -> None:
    for path, described in (
        (f"{ITEMS}?kleur=rood", "/collections/postcodes/items"),
        (f"{ITEMS}/niets", "/collections/postcodes/items/{featureId}"),
        ("/v1/collections?f=csv", "/collections"),
    ):
        status = client.get(path).status_code
        assert status in (400, 404)
        assert str(status) in older["paths"][described]["get"]["responses"]


def test_req_oas30_security(older: dict[str, Any]) -> None:
    schemes = older["components"]["securitySchemes"]
    assert schemes["sleutel"]["scheme"] == "bearer"
    for methods in older["paths"].values():
        for operation in methods.values():
            assert operation["security"]
