"""OGC API Features parts 1 and 2: requirements by name, where a test is needed.

What the design rules ask as well (systems, boxes, problems) stands in
`test_design_rules.py`; pages and filters stand in `test_items.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from api.service.features import CRS84_URI, KINDS, RD_URI

if TYPE_CHECKING:
    from starlette.testclient import TestClient

ITEMS = "/v1/collections/postcodes/items"
ONE = f"{ITEMS}/A007"
JSON, GEOJSON, HTML = "application/json", "application/geo+json", "text/html"


def _links(client: TestClient, path: str, rel: str) -> dict[str, str]:
    content = client.get(path).json()
    return {one["type"]: one["href"] for one in content["links"] if one["rel"] == rel}


def _leads_to(client: TestClient, links: dict[str, str]) -> None:
    for media_type, href in links.items():
        answer = client.get(href)
        assert answer.status_code == 200, href
        assert answer.headers["content-type"].partition(";")[0] == media_type


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("/v1", JSON),
        ("/v1/collections", JSON),
        ("/v1/collections/postcodes", JSON),
        (ITEMS, GEOJSON),
        (f"{ITEMS}?limit=3&offset=6&gemeente=GM9001", GEOJSON),
        (ONE, GEOJSON),
    ],
)
def test_fc_links_self_and_alternate(client: TestClient, path: str, own: str) -> None:
    here, others = _links(client, path, "self"), _links(client, path, "alternate")
    assert set(here) == {own}
    assert set(others) == {HTML}
    _leads_to(client, here)
    _leads_to(client, others)
    assert client.get(here[own]).json() == client.get(path).json()


def test_root_success(client: TestClient) -> None:
    for rel in ("service-desc", "service-doc", "conformance", "data"):
        assert _links(client, "/v1", rel), rel
    links = client.get("/v1").json()["links"]
    versions = set()
    for served in (one for one in links if one["rel"] == "service-desc"):
        answer = client.get(served["href"])
        assert answer.headers["content-type"] == served["type"]
        version = served["type"].partition("version=")[2]
        assert answer.json()["openapi"].startswith(version)
        versions.add(version)
    assert versions == {"3.0", "3.1"}


def test_conformance_success_claims_what_is_done(client: TestClient) -> None:
    claimed = {
        one.partition("ogcapi-features-")[2]
        for one in client.get("/v1/conformance").json()["conformsTo"]
    }
    assert claimed == {
        "1/1.0/conf/core",
        "1/1.0/conf/html",
        "1/1.0/conf/geojson",
        "1/1.0/conf/oas30",
        "2/1.0/conf/crs",
    }


def test_fc_md_items_links(client: TestClient) -> None:
    for kind in KINDS:
        items = _links(client, f"/v1/collections/{kind}", "items")
        assert set(items) == {GEOJSON, HTML}
        _leads_to(client, items)


def test_sc_md_success_is_as_in_the_list(client: TestClient) -> None:
    listed = client.get("/v1/collections").json()["collections"]
    assert {one["id"] for one in listed} == set(KINDS)
    for one in listed:
        assert client.get(f"/v1/collections/{one['id']}").json() == one


def test_fc_limit_response_1_clamps(client: TestClient) -> None:
    for limit in (1_001, 10_001, 10**30):
        page = client.get(f"{ITEMS}?limit={limit}").json()
        assert page["numberReturned"] == 24
    for refused in ("0", "-1", "tien"):
        assert client.get(f"{ITEMS}?limit={refused}").status_code == 400


def test_fc_bbox_definition(client: TestClient) -> None:
    described: dict[str, Any] = client.get("/v1/openapi.json").json()
    keys = described["paths"]["/collections/postcodes/items"]["get"]["parameters"]
    box = next(key for key in keys if key["name"] == "bbox")
    assert (box["in"], box["required"], box["style"]) == ("query", False, "form")
    assert box["explode"] is False
    assert box["schema"]["type"] == "array"
    assert box["schema"]["items"] == {"type": "number"}
    sizes = [(one["minItems"], one["maxItems"]) for one in box["schema"]["oneOf"]]
    assert sizes == [(4, 4), (6, 6)]


def test_query_param_unknown_and_invalid(client: TestClient) -> None:
    for query in ("kleur=rood", "bbox=1,2,3", "bbox=1,2,3,4,5", "limit=x"):
        assert client.get(f"{ITEMS}?{query}").status_code == 400, query


def test_fc_number_matched_and_returned(client: TestClient) -> None:
    page = client.get(f"{ITEMS}?limit=5").json()
    assert (page["numberMatched"], page["numberReturned"]) == (24, 5)
    assert len(page["features"]) == 5


def test_f_success_and_missing(client: TestClient) -> None:
    one = client.get(ONE)
    assert one.json()["type"] == "Feature"
    assert _links(client, ONE, "collection")
    assert client.get(f"{ITEMS}/niets").status_code == 404
    assert client.get("/v1/collections/niets/items").status_code == 404


@pytest.mark.parametrize("crs", [CRS84_URI, RD_URI])
def test_fc_crs_action_tells_the_system(client: TestClient, crs: str) -> None:
    for path in (ITEMS, ONE):
        answer = client.get(path, params={"crs": crs})
        assert answer.headers["content-crs"] == f"<{crs}>"
