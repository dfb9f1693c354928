"""OGC API Features part 2, class crs: each requirement by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import shapely

from api.service.features import CRS84_URI, KINDS, RD_URI
from tests.api.service.ogc.asked import ITEMS, ONE, ids_of, keys_of

if TYPE_CHECKING:
    from starlette.testclient import TestClient

WRONG = ("http://www.opengis.net/def/crs/EPSG/0/4326x", "EPSG:28992", "rd", "")
RD_BOX = "100000,450000,103000,453000"
DEGREES_BOX = "4.6,52.05,4.7,52.08"


def test_req_crs_crs_uri(client: TestClient) -> None:
    for uri in client.get("/v1/collections").json()["crs"]:
        assert uri.startswith("http://www.opengis.net/def/crs/")


def test_req_crs_fc_md_crs_list(client: TestClient) -> None:
    for kind in KINDS:
        listed = client.get(f"/v1/collections/{kind}").json()["crs"]
        assert listed == [CRS84_URI, RD_URI]


def test_req_crs_fc_md_crs_list_global(client: TestClient) -> None:
    listed = client.get("/v1/collections").json()
    for one in listed["collections"]:
        assert one["crs"] == listed["crs"]
        assert "#/crs" not in one["crs"]


def test_req_crs_fc_md_storagecrs(client: TestClient) -> None:
    for one in client.get("/v1/collections").json()["collections"]:
        assert one["storageCrs"] == RD_URI


def test_req_crs_fc_md_storagecrs_valid_value(client: TestClient) -> None:
    for one in client.get("/v1/collections").json()["collections"]:
        assert one["storageCrs"] in one["crs"]


def test_req_crs_fc_crs_definition(openapi: dict[str, Any]) -> None:
    for path in ("/items", "/items/{featureId}"):
        crs = keys_of(openapi, f"/collections/postcodes{path}")["crs"]
        assert crs["required"] is False
        assert crs["schema"]["type"] == "string"
        assert crs["schema"]["enum"] == [CRS84_URI, RD_URI]


@pytest.mark.parametrize("wrong", WRONG)
def test_req_crs_fc_crs_valid_value(client: TestClient, wrong: str) -> None:
    for path in (ITEMS, ONE):
        assert client.get(path, params={"crs": wrong}).status_code == 400


def test_req_crs_fc_crs_default_value(client: TestClient) -> None:
    for path in (ITEMS, ONE):
        usual, named = client.get(path), client.get(path, params={"crs": CRS84_URI})
        assert usual.headers["content-crs"] == f"<{CRS84_URI}>"
        first = [usual.json(), named.json()]
        shapes = [one.get("features", [one])[0]["geometry"] for one in first]
        assert shapes[0] == shapes[1]


def test_req_crs_fc_crs_action(client: TestClient) -> None:
    for path in (ITEMS, ONE):
        text = client.get(path, params={"crs": RD_URI}).text
        west, south, east, north = shapely.from_geojson(text).bounds
        assert 100_000 <= west < east <= 124_000
        assert 450_000 <= south < north <= 466_000


def test_req_crs_crs_exception(client: TestClient) -> None:
    answer = client.get(ITEMS, params={"crs": "rd"})
    assert answer.status_code == 400
    assert RD_URI in answer.json()["detail"]


def test_req_crs_fc_bbox_crs_definition(openapi: dict[str, Any]) -> None:
    crs = keys_of(openapi, "/collections/postcodes/items")["bbox-crs"]
    assert crs["required"] is False
    assert crs["schema"]["type"] == "string"


@pytest.mark.parametrize("wrong", WRONG)
def test_req_crs_fc_bbox_crs_valid_value(client: TestClient, wrong: str) -> None:
    asked = {"bbox": RD_BOX, "bbox-crs": wrong}
    assert client.get(ITEMS, params=asked).status_code == 400


def test_req_crs_fc_bbox_crs_default_value(client: TestClient) -> None:
    named = ids_of(client, bbox=DEGREES_BOX, bbox_crs=CRS84_URI)
    assert ids_of(client, bbox=DEGREES_BOX) == named
    assert 0 < len(named) < 24
    assert client.get(ITEMS, params={"bbox": RD_BOX}).status_code == 400


def test_req_crs_fc_bbox_crs_action(client: TestClient) -> None:
    assert ids_of(client, bbox=RD_BOX, bbox_crs=RD_URI) == ["A000"]
    both = ids_of(client, bbox=RD_BOX, bbox_crs=RD_URI, crs=RD_URI)
    assert both == ["A000"]


def test_req_crs_bbox_crs_exception(client: TestClient) -> None:
    answer = client.get(ITEMS, params={"bbox": RD_BOX, "bbox-crs": "rd"})
    assert answer.status_code == 400
    assert "bbox-crs" in answer.json()["detail"]


@pytest.mark.parametrize("crs", [CRS84_URI, RD_URI])
def test_req_crs_ogc_crs_header(client: TestClient, crs: str) -> None:
    for path in (ITEMS, ONE):
        assert "content-crs" in client.get(path, params={"crs": crs}).headers


@pytest.mark.parametrize("crs", [CRS84_URI, RD_URI])
def test_req_crs_ogc_crs_header_value(client: TestClient, crs: str) -> None:
    for path in (ITEMS, ONE):
        answer = client.get(path, params={"crs": crs})
        assert answer.headers["content-crs"] == f"<{crs}>"


def test_req_crs_geojson(client: TestClient) -> None:
    """Other systems are by arrangement: only who names one gets it."""
    assert "crs" not in client.get(ITEMS).json()
    assert client.get(ITEMS).headers["content-crs"] == f"<{CRS84_URI}>"
