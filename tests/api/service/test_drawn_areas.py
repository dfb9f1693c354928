"""`POST /v1/gebieden/bereik`: shares inside a polygon, and which are refused."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.service.drawn import MOST_VERTICES
from api.service.features import RD_URI

if TYPE_CHECKING:
    from starlette.testclient import TestClient

PATH = "/v1/gebieden/bereik?profiel=PIE&leerweg=gl&noemer=leerweg"
CELL_M, ORIGIN, COLUMNS, ROWS = 4_000.0, (100_000.0, 450_000.0), 6, 4
"""As the small land of the fixtures."""
RD = {"Content-Crs": f"<{RD_URI}>"}


def cells(columns: tuple[int, int], rows: tuple[int, int]) -> dict[str, Any]:
    """Return a rectangle round some squares of the small land, in RD New."""
    west, south = ORIGIN[0] + columns[0] * CELL_M, ORIGIN[1] + rows[0] * CELL_M
    east, north = ORIGIN[0] + columns[1] * CELL_M, ORIGIN[1] + rows[1] * CELL_M
    box = shapely.box(west, south, east, north)
    shape: dict[str, Any] = json.loads(shapely.to_geojson(box))
    return shape


def asked(
    client: TestClient, shape: object, headers: dict[str, str] = RD
) -> dict[str, Any]:
    answer = client.post(PATH, json=shape, headers=headers)
    assert answer.status_code == 200, answer.text
    content: dict[str, Any] = answer.json()
    return content


def per_postcode(client: TestClient) -> dict[str, dict[str, Any]]:
    path = "/v1/bereik?profiel=PIE&leerweg=gl&noemer=leerweg&gebiedsindeling=pc4"
    return {row["gebied"]: row for row in client.get(path).json()["rijen"]}


def test_the_whole_land_drawn_is_the_whole_land(client: TestClient) -> None:
    drawn = asked(client, cells((0, COLUMNS), (0, ROWS)))
    whole = client.get("/v1/bereik?profiel=PIE&leerweg=gl&noemer=leerweg").json()
    (row,), (expected,) = drawn["rijen"], whole["rijen"]
    same = [name for name in expected if not name.startswith("gebied")]
    assert {name: row[name] for name in same} == {name: expected[name] for name in same}
    assert len(drawn["postcodes"]) == COLUMNS * ROWS


def test_degrees_and_metres_mean_the_same(client: TestClient) -> None:
    features = client.get("/v1/collections/gebieden/items?gebied=GM9001").json()
    assert features["features"], "the small land has this gemeente"
    degrees = features["features"][0]
    metres = asked(client, cells((0, 3), (0, ROWS)))
    assert metres["rijen"] == asked(client, degrees, {})["rijen"]


spans = st.tuples(st.integers(0, 5), st.integers(1, 6)).filter(lambda s: s[0] < s[1])


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(columns=spans, north=st.integers(1, 3))
def test_two_polygons_show_no_more_than_the_figures_per_postcode(
    client: TestClient, columns: tuple[int, int], north: int
) -> None:
    """What differs between two polygons is a sum of counts rounded beforehand."""
    known = per_postcode(client)
    small = asked(client, cells(columns, (0, north)))
    large = asked(client, cells(columns, (0, north + 1)))
    more = set(large["postcodes"]) - set(small["postcodes"])
    differs = large["rijen"][0]["leerlingen"] - small["rijen"][0]["leerlingen"]
    assert differs == sum(known[pc4]["leerlingen"] or 0.0 for pc4 in more)
    assert differs % 10 == 0


def test_a_small_group_stays_hidden(client: TestClient) -> None:
    corner = asked(client, cells((COLUMNS - 1, COLUMNS), (ROWS - 1, ROWS)))
    (row,) = corner["rijen"]
    assert row["afgeschermd"]
    assert row["leerlingen"] is None


def test_nobody_lives_there(client: TestClient) -> None:
    drawn = asked(client, cells((30, 31), (0, 1)))
    assert (drawn["postcodes"], drawn["rijen"]) == ([], [])


SQUARE = [[5.0, 52.0], [5.1, 52.0], [5.1, 52.1], [5.0, 52.1], [5.0, 52.0]]
WRONG = {
    "no polygon": ({"type": "Point", "coordinates": [5, 52]}, 400, "Polygon"),
    "nothing": ({}, 400, "Polygon"),
    "open": ({"type": "Polygon", "coordinates": [SQUARE[:-1]]}, 400, "closed"),
    "crossing": (
        {
            "type": "Polygon",
            "coordinates": [[*SQUARE[:2], SQUARE[3], SQUARE[2], SQUARE[0]]],
        },
        400,
        "crosses",
    ),
    "text": ({"type": "Polygon", "coordinates": [[["a", 1]] * 4]}, 400, "position 1"),
    "swapped": (
        {"type": "Polygon", "coordinates": [[[y, x] for x, y in SQUARE]]},
        400,
        "swapped",
    ),
    "elsewhere": (
        {"type": "Polygon", "coordinates": [[[x + 60, y] for x, y in SQUARE]]},
        400,
        "outside",
    ),
    "own system": (
        {"type": "Polygon", "crs": "EPSG:4258", "coordinates": [SQUARE]},
        400,
        "Content-Crs",
    ),
    "empty ring": ({"type": "Polygon", "coordinates": [[]]}, 400, "Ring 1"),
    "no rings": ({"type": "MultiPolygon", "coordinates": []}, 400, "rings"),
    "too many": (
        {"type": "Polygon", "coordinates": [[[5, 52]] * (MOST_VERTICES + 1)]},
        413,
        "vertices",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_polygon_gets_a_sentence(client: TestClient, name: str) -> None:
    document, status, word = WRONG[name]
    answer = client.post(PATH, json=document)
    assert answer.status_code == status
    assert word in answer.json()["detail"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400"])
def test_numbers_that_are_none_get_a_sentence(client: TestClient, number: str) -> None:
    text = json.dumps({"type": "Polygon", "coordinates": [SQUARE]})
    answer = client.post(
        PATH,
        content=text.replace("5.1", number),
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 400
    assert "finite" in answer.json()["detail"]


def test_a_million_vertices_are_refused_at_once(client: TestClient) -> None:
    text = json.dumps({"type": "Polygon", "coordinates": [[[5.0, 52.0]] * 1_000_000]})
    before = time.process_time()
    answer = client.post(
        PATH, content=text, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 413
    assert time.process_time() - before < 1.0


def test_another_system_is_refused(client: TestClient) -> None:
    answer = client.post(PATH, json={}, headers={"Content-Crs": "EPSG:3857"})
    assert answer.status_code == 400
    assert "Content-Crs" in answer.json()["detail"]
