"""OGC API Features part 3: filters and queryables, each requirement by its name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from api.service.features import CRS84_URI, KINDS, RD_URI
from tests.api.service.ogc.asked import ITEMS, ids_of, keys_of, links_of

if TYPE_CHECKING:
    from starlette.testclient import TestClient

WEST = "gemeente = 'GM9001'"
SCHEMA = "application/schema+json"
REL = "http://www.opengis.net/def/rel/ogc/1.0/queryables"


@pytest.mark.parametrize("kind", KINDS)
def test_req_queryables_get_queryables_op(client: TestClient, kind: str) -> None:
    answer = client.get(f"/v1/collections/{kind}/queryables")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == SCHEMA
    page = client.get(f"/v1/collections/{kind}/queryables?f=html")
    assert page.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("kind", KINDS)
def test_req_queryables_get_queryables_response(client: TestClient, kind: str) -> None:
    schema = client.get(f"/v1/collections/{kind}/queryables").json()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].endswith(f"/v1/collections/{kind}/queryables")
    assert schema["type"] == "object"
    shape = schema["properties"].pop("geometry")
    assert "type" not in shape
    assert shape["format"] == "geometry-any"
    assert set(schema["properties"]) == set(KINDS[kind].asked)
    assert {one["type"] for one in schema["properties"].values()} == {"string"}


def test_req_queryables_queryables_link(client: TestClient) -> None:
    for kind in KINDS:
        links = links_of(client, f"/v1/collections/{kind}", REL)
        assert set(links) == {SCHEMA}
        assert client.get(links[SCHEMA]).headers["content-type"] == SCHEMA


def test_req_queryables_expression_construction(client: TestClient) -> None:
    answer = client.get(ITEMS, params={"filter": "kleur = 'rood'"})
    assert answer.status_code == 400
    assert "kleur" in answer.json()["detail"]
    assert "gemeente" in answer.json()["detail"]


def test_req_queryables_query_parameters_parameters(
    client: TestClient, openapi: dict[str, Any]
) -> None:
    for kind in KINDS:
        schema = client.get(f"/v1/collections/{kind}/queryables").json()
        keys = keys_of(openapi, f"/collections/{kind}/items")
        assert set(schema["properties"]) - {"geometry"} <= set(keys)
    assert ids_of(client, gemeente="GM9001") == ids_of(client, filter=WEST)


def test_req_filter_filter_param(openapi: dict[str, Any]) -> None:
    one = keys_of(openapi, "/collections/postcodes/items")["filter"]
    assert (one["required"], one["schema"]["type"]) == (False, "string")


def test_req_filter_filter_lang_param(
    client: TestClient, openapi: dict[str, Any]
) -> None:
    one = keys_of(openapi, "/collections/postcodes/items")["filter-lang"]
    assert one["schema"]["enum"] == ["cql2-text", "cql2-json"]
    assert one["schema"]["default"] == "cql2-text"
    written = json.dumps({"op": "=", "args": [{"property": "gemeente"}, "GM9001"]})
    asked = {"filter": written, "filter_lang": "cql2-json"}
    assert ids_of(client, **asked) == ids_of(client, filter=WEST)


def test_req_filter_filter_crs_wgs84(client: TestClient) -> None:
    box = "S_INTERSECTS(geometry, BBOX(4.6, 52.05, 4.7, 52.08))"
    found = ids_of(client, bbox="4.6,52.05,4.7,52.08")
    assert 0 < len(found) < 24
    assert ids_of(client, filter=box) == found
    assert ids_of(client, filter=box, filter_crs=CRS84_URI) == found


def test_req_filter_filter_crs_param(
    client: TestClient, openapi: dict[str, Any]
) -> None:
    one = keys_of(openapi, "/collections/postcodes/items")["filter-crs"]
    assert one["schema"]["enum"] == [CRS84_URI, RD_URI]
    within = "S_INTERSECTS(geometry, POINT(101000 451000))"
    assert ids_of(client, filter=within, filter_crs=RD_URI) == ["A000"]
    wrong = {"filter": within, "filter-crs": "rd"}
    assert client.get(ITEMS, params=wrong).status_code == 400


def test_req_filter_mixing_expressions(client: TestClient) -> None:
    box = "4.5,51.9,4.7,52.3"
    both = set(ids_of(client, bbox=box)) & set(ids_of(client, filter=WEST))
    assert 0 < len(both) < 12
    assert set(ids_of(client, bbox=box, filter=WEST)) == both
    assert ids_of(client, gemeente="GM9002", filter=WEST) == []


def test_req_filter_response(client: TestClient) -> None:
    page = client.get(ITEMS, params={"filter": f"NOT {WEST}"}).json()
    assert page["numberMatched"] == 12
    assert {one["properties"]["gemeente"] for one in page["features"]} == {"GM9002"}


def test_req_features_filter_get_queryables_op(client: TestClient) -> None:
    for one in client.get("/v1/collections").json()["collections"]:
        assert client.get(f"/v1/collections/{one['id']}/queryables").status_code == 200


def test_req_features_filter_queryables_link(client: TestClient) -> None:
    for one in client.get("/v1/collections").json()["collections"]:
        assert REL in {link["rel"] for link in one["links"]}


def test_req_features_filter_filter_param(openapi: dict[str, Any]) -> None:
    for kind in KINDS:
        assert "filter" in keys_of(openapi, f"/collections/{kind}/items")


def test_req_features_filter_filter_lang_param(openapi: dict[str, Any]) -> None:
    for kind in KINDS:
        assert "filter-lang" in keys_of(openapi, f"/collections/{kind}/items")


def test_req_features_filter_filter_crs_param(openapi: dict[str, Any]) -> None:
    for kind in KINDS:
        assert "filter-crs" in keys_of(openapi, f"/collections/{kind}/items")


@pytest.mark.parametrize(
    "query",
    [
        {"filter": "gemeente = "},
        {"filter": "gemeente"},
        {"filter": WEST, "filter-lang": "ecql"},
        {"filter": WEST, "filter-lang": "cql2-json"},
        {"filter": WEST, "filter-crs": "EPSG:28992"},
    ],
)
def test_req_features_filter_response(
    client: TestClient, query: dict[str, str]
) -> None:
    assert client.get(ITEMS, params=query).status_code == 400


def test_pages_of_a_filter_keep_it(client: TestClient) -> None:
    first = client.get(ITEMS, params={"filter": WEST, "limit": 7}).json()
    following = {one["rel"]: one["href"] for one in first["links"]}["next"]
    rest = client.get(following).json()
    assert (rest["numberMatched"], rest["numberReturned"]) == (12, 5)
