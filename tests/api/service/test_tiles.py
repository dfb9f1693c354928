"""Tiles of postcodes: the shares that `/v1/bereik` gives, where the postcodes lie."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import mapbox_vector_tile
import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient

TILES = "/v1/collections/postcodes/tiles/WebMercatorQuad"
ASKED = "profiel=PIE&leerweg=gl&drempel=10000"


def _place(zoom: int) -> str:
    """Return the tile in which the small land begins, in the order of the address."""
    lon, lat = 4.75, 52.1
    column = int((lon + 180) / 360 * 2**zoom)
    up = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / math.pi
    return f"{zoom}/{int((1 - up) / 2 * 2**zoom)}/{column}"


def test_a_tile_holds_the_shares_of_its_postcodes(client: TestClient) -> None:
    answer = client.get(f"{TILES}/{_place(7)}?{ASKED}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    assert answer.headers["etag"]
    layer = mapbox_vector_tile.decode(answer.content)["postcodes"]
    found = {
        one["properties"]["postcode"]: one["properties"] for one in layer["features"]
    }
    assert len(found) == 24
    rows = client.get(f"/v1/bereik?{ASKED}&gebiedsindeling=pc4").json()["rijen"]
    for row in rows:
        shown = found[row["gebied"]]
        assert shown["afgeschermd"] == row["afgeschermd"]
        if row["deel"] is not None:
            assert shown["deel"] == pytest.approx(row["deel"], abs=1e-6)


def test_few_students_are_as_hidden_as_elsewhere(client: TestClient) -> None:
    layer = mapbox_vector_tile.decode(
        client.get(f"{TILES}/{_place(7)}?{ASKED}").content
    )
    few = next(
        one["properties"]
        for one in layer["postcodes"]["features"]
        if one["properties"]["postcode"] == "A023"
    )
    assert few["afgeschermd"]
    assert "deel" not in few
    assert "leerlingen" not in few


def test_nearer_by_fewer_postcodes_lie_on_a_tile(client: TestClient) -> None:
    near = client.get(f"{TILES}/{_place(13)}?{ASKED}")
    layer = mapbox_vector_tile.decode(near.content)["postcodes"]
    assert 0 < len(layer["features"]) < 24


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"7/0/0?{ASKED}", 204),
        (f"7/128/0?{ASKED}", 404),
        (f"15/0/0?{ASKED}", 400),
        ("7/42/65", 400),
        (f"x/0/0?{ASKED}", 400),
    ],
)
def test_other_tiles(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"{TILES}/{path}")
    assert answer.status_code == status, answer.text
    assert (status == 204) == (answer.content == b"")


def test_the_way_to_a_tile_is_told(client: TestClient) -> None:
    links = client.get("/v1/collections/postcodes").json()["links"]
    listed = next(
        one["href"] for one in links if one["rel"].endswith("tilesets-vector")
    )
    (one,) = client.get(listed).json()["tilesets"]
    assert client.get(TILES).json() == one
    item = next(link for link in one["links"] if link["rel"] == "item")
    zoom, row, column = _place(7).split("/")
    address = (
        item["href"]
        .replace("{tileMatrix}", zoom)
        .replace("{tileRow}", row)
        .replace("{tileCol}", column)
    )
    assert client.get(f"{address}?{ASKED}").status_code == 200
