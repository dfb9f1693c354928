"""OGC API Features part 1, class core: each requirement by its name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import shapely

from api.service.features import CRS84_URI, KINDS
from tests.api.service.ogc.asked import (
    GEOJSON,
    HTML,
    ITEMS,
    JSON,
    ONE,
    OPERATIONS,
    ids_of,
    keys_of,
    leads_to,
    links_of,
)

if TYPE_CHECKING:
    from starlette.testclient import TestClient


def test_req_core_root_op(client: TestClient) -> None:
    assert client.get("/v1").status_code == 200
    assert client.get("/v1/").status_code == 200


def test_req_core_root_success(client: TestClient) -> None:
    landing = client.get("/v1").json()
    assert landing["title"]
    assert landing["description"]
    for rel in ("service-desc", "service-doc", "conformance", "data"):
        assert links_of(client, "/v1", rel), rel
    leads_to(client, links_of(client, "/v1", "conformance"))
    leads_to(client, links_of(client, "/v1", "data"))


def test_req_core_api_definition_op(client: TestClient) -> None:
    for rel in ("service-desc", "service-doc"):
        for address in links_of(client, "/v1", rel).values():
            assert client.get(address).status_code == 200


def test_req_core_api_definition_success(client: TestClient) -> None:
    links = client.get("/v1").json()["links"]
    described = [one for one in links if one["rel"] == "service-desc"]
    assert len(described) == 2
    for one in described:
        answer = client.get(one["href"])
        assert answer.headers["content-type"] == one["type"]
        version = one["type"].partition("version=")[2]
        assert answer.json()["openapi"].startswith(version)
    leads_to(client, links_of(client, "/v1", "service-doc"))


def test_req_core_conformance_op(client: TestClient) -> None:
    assert client.get("/v1/conformance").status_code == 200


def test_req_core_conformance_success(client: TestClient) -> None:
    claimed = client.get("/v1/conformance").json()["conformsTo"]
    assert len(claimed) == len(set(claimed))
    parts = {one.partition("ogcapi-features-")[2] for one in claimed}
    assert {
        "1/1.0/conf/core",
        "1/1.0/conf/html",
        "1/1.0/conf/geojson",
        "1/1.0/conf/oas30",
        "2/1.0/conf/crs",
    } <= parts


def test_req_core_http(client: TestClient) -> None:
    for path in OPERATIONS:
        assert client.get(path).http_version == "HTTP/1.1"
        assert client.post(path).status_code == 405
        wanted = {"Accept": "image/png"}
        assert client.get(path, headers=wanted).status_code == 406


@pytest.mark.parametrize("path", OPERATIONS)
def test_req_core_query_param_unknown(client: TestClient, path: str) -> None:
    answer = client.get(path, params={"kleur": "rood"})
    assert answer.status_code == 400
    assert "kleur" in answer.json()["detail"]


@pytest.mark.parametrize(
    "query",
    ["bbox=1,2,3", "bbox=1,2,3,4,5", "limit=x", "limit=0", "datetime=gisteren"],
)
def test_req_core_query_param_invalid(client: TestClient, query: str) -> None:
    assert client.get(f"{ITEMS}?{query}").status_code == 400


def test_req_core_crs84(client: TestClient) -> None:
    for path in (ITEMS, ONE):
        answer = client.get(path)
        assert answer.headers["content-crs"] == f"<{CRS84_URI}>"
    shape = shapely.from_geojson(client.get(ITEMS).text)
    west, south, east, north = shape.bounds
    assert 3 < west < east < 8
    assert 50 < south < north < 54


def test_req_core_fc_md_op(client: TestClient) -> None:
    assert client.get("/v1/collections").status_code == 200


def test_req_core_fc_md_success(client: TestClient) -> None:
    listed = client.get("/v1/collections").json()
    for one in listed["collections"]:
        assert {"id", "title", "description", "links", "itemType"} <= set(one)
        assert one["itemType"] == "feature"


def test_req_core_fc_md_links(client: TestClient) -> None:
    assert set(links_of(client, "/v1/collections", "self")) == {JSON}
    assert set(links_of(client, "/v1/collections", "alternate")) == {HTML}
    leads_to(client, links_of(client, "/v1/collections", "self"))
    leads_to(client, links_of(client, "/v1/collections", "alternate"))


def test_req_core_fc_md_items(client: TestClient) -> None:
    listed = client.get("/v1/collections").json()["collections"]
    assert [one["id"] for one in listed] == list(KINDS)


def test_req_core_fc_md_items_links(client: TestClient) -> None:
    for kind in KINDS:
        items = links_of(client, f"/v1/collections/{kind}", "items")
        assert {GEOJSON, HTML} <= set(items)
        leads_to(client, items)


@pytest.mark.parametrize("kind", KINDS)
def test_req_core_fc_md_extent(client: TestClient, kind: str) -> None:
    extent = client.get(f"/v1/collections/{kind}").json()["extent"]["spatial"]
    found = shapely.from_geojson(client.get(f"/v1/collections/{kind}/items").text)
    for box in extent["bbox"]:
        # Corners are told to six decimals: a tenth of a metre.
        assert shapely.box(*box).buffer(1e-6).covers(found)


def test_req_core_fc_md_extent_multi(client: TestClient) -> None:
    for one in client.get("/v1/collections").json()["collections"]:
        assert len(one["extent"]["spatial"]["bbox"]) == 1
        assert "temporal" not in one["extent"]


def test_req_core_sfc_md_op(client: TestClient) -> None:
    for kind in KINDS:
        assert client.get(f"/v1/collections/{kind}").status_code == 200
    assert client.get("/v1/collections/niets").status_code == 404


def test_req_core_sfc_md_success(client: TestClient) -> None:
    for one in client.get("/v1/collections").json()["collections"]:
        assert client.get(f"/v1/collections/{one['id']}").json() == one


def test_req_core_fc_op(client: TestClient) -> None:
    for kind in KINDS:
        assert client.get(f"/v1/collections/{kind}/items").status_code == 200
    assert client.get("/v1/collections/niets/items").status_code == 404


def test_req_core_fc_limit_definition(openapi: dict[str, Any]) -> None:
    limit = keys_of(openapi, "/collections/postcodes/items")["limit"]
    assert limit["required"] is False
    assert limit.get("style", "form") == "form"
    schema = limit["schema"]
    assert (schema["type"], schema["minimum"], schema["default"]) == ("integer", 1, 100)


def test_req_core_fc_limit_response_1(client: TestClient) -> None:
    assert len(ids_of(client, limit=5)) == 5
    for limit in (1_001, 10_001, 10**30):
        assert len(ids_of(client, limit=limit)) == 24


def test_req_core_fc_bbox_definition(openapi: dict[str, Any]) -> None:
    box = keys_of(openapi, "/collections/postcodes/items")["bbox"]
    assert (box["required"], box["style"], box["explode"]) == (False, "form", False)
    assert box["schema"]["type"] == "array"
    assert box["schema"]["items"] == {"type": "number"}
    sizes = [(one["minItems"], one["maxItems"]) for one in box["schema"]["oneOf"]]
    assert sizes == [(4, 4), (6, 6)]


def test_req_core_fc_bbox_response(client: TestClient) -> None:
    shapes = {
        one["id"]: shapely.from_geojson(json.dumps(one["geometry"]))
        for one in client.get(ITEMS).json()["features"]
    }
    # A little less than two of them.
    two = shapely.union_all([shapes["A007"], shapes["A008"]]).buffer(-1e-4)
    west, south, east, north = two.bounds
    box = shapely.box(west, south, east, north)
    within = [name for name, shape in shapes.items() if shape.intersects(box)]
    assert 2 <= len(within) < 24
    assert ids_of(client, bbox=f"{west},{south},{east},{north}") == within
    assert ids_of(client, bbox=f"{west},{south},0,{east},{north},9") == within
    assert client.get(f"{ITEMS}?bbox=100000,450000,110000,460000").status_code == 400


def test_req_core_fc_time_definition(openapi: dict[str, Any]) -> None:
    when = keys_of(openapi, "/collections/postcodes/items")["datetime"]
    assert when["required"] is False
    assert when["schema"]["type"] == "string"


@pytest.mark.parametrize(
    "when",
    [
        "2018-02-12T23:20:50Z",
        "2018-02-12T00:00:00Z/2018-03-18T12:31:12+01:00",
        "2018-02-12T00:00:00Z/..",
        "2018-02-12T00:00:00Z/",
        "../2018-03-18T12:31:12.5Z",
        "/2018-03-18T12:31:12Z",
    ],
)
def test_req_core_fc_time_response(client: TestClient, when: str) -> None:
    """Features that have no time are found at every time."""
    assert len(ids_of(client, datetime=when)) == 24


def test_req_core_fc_response(client: TestClient) -> None:
    page = client.get(f"{ITEMS}?gemeente=GM9001").json()
    assert page["type"] == "FeatureCollection"
    assert {one["properties"]["gemeente"] for one in page["features"]} == {"GM9001"}


@pytest.mark.parametrize("query", ["", "?limit=3&offset=6&gemeente=GM9001"])
def test_req_core_fc_links(client: TestClient, query: str) -> None:
    path = ITEMS + query
    here, others = (links_of(client, path, rel) for rel in ("self", "alternate"))
    assert set(here) == {GEOJSON}
    assert HTML in others
    leads_to(client, here)
    leads_to(client, others)
    assert client.get(here[GEOJSON]).json() == client.get(path).json()


def test_req_core_fc_rel_type(client: TestClient) -> None:
    links = client.get(f"{ITEMS}?limit=5&offset=5").json()["links"]
    assert {"self", "alternate", "next", "prev"} <= {one["rel"] for one in links}
    assert all(one["type"] for one in links)


def test_req_core_fc_timestamp(client: TestClient) -> None:
    """None is told: an answer is the same until there is another snapshot."""
    assert "timeStamp" not in client.get(ITEMS).json()


def test_req_core_fc_numbermatched(client: TestClient) -> None:
    assert client.get(f"{ITEMS}?limit=5").json()["numberMatched"] == 24
    west = client.get(f"{ITEMS}?limit=5&gemeente=GM9001").json()
    assert west["numberMatched"] == 12


def test_req_core_fc_numberreturned(client: TestClient) -> None:
    page = client.get(f"{ITEMS}?limit=5").json()
    assert page["numberReturned"] == len(page["features"]) == 5


def test_req_core_f_op(client: TestClient) -> None:
    assert client.get(ONE).status_code == 200
    assert client.get(f"{ITEMS}/niets").status_code == 404


def test_req_core_f_success(client: TestClient) -> None:
    one = client.get(ONE).json()
    page = client.get(f"{ITEMS}?postcode=A007").json()["features"]
    assert {name: one[name] for name in page[0]} == page[0]


def test_req_core_f_links(client: TestClient) -> None:
    here, others = (links_of(client, ONE, rel) for rel in ("self", "alternate"))
    assert set(here) == {GEOJSON}
    assert set(others) == {HTML}
    above = links_of(client, ONE, "collection")
    assert set(above) == {JSON}
    for links in (here, others, above):
        leads_to(client, links)
