"""Over the road by HTTP: a grid of streets, where every way is read off the map."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from accessibility.codes import Mode
from accessibility.network_build import Segments, network_of
from data.roads import road_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from accessibility.network import RoadNetwork
    from accessibility.snapshot import Snapshot
    from api.service.service import Service

STEP_M = 2_000.0
PACE_S_PER_M = 0.25


def _grid(columns: int = 13, rows: int = 9) -> RoadNetwork:
    """Streets every two kilometres, both ways: a way is as long as its steps."""
    x, y = (part.ravel() for part in np.meshgrid(np.arange(columns), np.arange(rows)))
    number = np.arange(columns * rows, dtype=np.int32).reshape(rows, columns)
    start = np.concatenate([number[:, :-1].ravel(), number[:-1].ravel()])
    end = np.concatenate([number[:, 1:].ravel(), number[1:].ravel()])
    pace = np.full(len(start), PACE_S_PER_M)
    segments = Segments(start, end, pace, pace, np.ones(len(start), np.bool_))
    return network_of(
        np.asarray(100_000 + x * STEP_M, np.float64),
        np.asarray(450_000 + y * STEP_M, np.float64),
        segments,
        mode=Mode.BIKE,
        epsg=28992,
    )


@pytest.fixture
def riding(
    land: Snapshot,
    make_service: Callable[..., Service],
    make_client: Callable[..., TestClient],
) -> TestClient:
    service = make_service(snapshot=replace(land, roads={Mode.BIKE: _grid()}))
    service.snapshots.current.road_tables = road_tables
    return make_client(service)


def test_a_way_over_the_grid_is_its_steps(riding: TestClient) -> None:
    # A009 is the fourth cell of the second row: 12 km east, 4 km north of PIE-bl.
    card = riding.get("/v1/postcodes/A009/bereik?profiel=PIE&leerweg=bl").json()
    ways = {(w["modus"], w["eenheid"]): w["kosten"] for w in card["aanbod"][0]["wegen"]}
    assert ways["hemelsbreed", "m"] == pytest.approx(np.hypot(12_000, 4_000), abs=0.02)
    assert ways["fiets", "m"] == pytest.approx(16_000, abs=1)
    assert ways["fiets", "s"] == pytest.approx(16_000 * PACE_S_PER_M, abs=1)


def test_roads_reach_no_more_than_straight_lines(riding: TestClient) -> None:
    path = "/v1/bereik?gebiedsindeling=gemeente&noemer=leerweg"
    straight = riding.get(path).json()["rijen"]
    road = riding.get(f"{path}&modus=fiets").json()["rijen"]
    assert all(r["deel"] <= s["deel"] for r, s in zip(road, straight, strict=True))
    assert any(r["deel"] < s["deel"] for r, s in zip(road, straight, strict=True))
    # 10 km at a quarter of a second a metre are 2500 seconds.
    timed = riding.get(f"{path}&modus=fiets&eenheid=s&drempel=2500").json()["rijen"]
    assert [row["deel"] for row in timed] == [row["deel"] for row in road]


def test_a_missing_road_is_the_reason_of_a_gap(riding: TestClient) -> None:
    path = "/v1/kaart/cijfers?profiel=PIE&leerweg=bl&modus=fiets"
    told = riding.get(path).json()["kolommen"]
    reasons = dict(zip(told["postcode"], told["reden"], strict=True))
    # A008: 8 km east and 4 km north, 8.9 km as the crow flies, 12 km on the road.
    assert reasons["A008"] == "geenWeg"
    assert reasons["A000"] == ""


def test_a_mode_without_roads_is_missing_not_wrong(riding: TestClient) -> None:
    answer = riding.get("/v1/bereik?modus=auto")
    assert answer.status_code == 404, answer.text
    assert (
        "no roads for modus auto; there is hemelsbreed, fiets"
        in answer.json()["detail"]
    )
    modes = riding.get("/v1/snapshots/actueel").json()["modi"]
    assert modes == ["hemelsbreed", "fiets"]


def test_a_moved_vestiging_over_the_road_is_left_to_the_command_line(
    riding: TestClient,
) -> None:
    document = {
        "format": 1,
        "title": "verhuizen",
        "snapshot": "klein",
        "edits": [
            {
                "edit": "move-vestiging",
                "brin6": "X00100",
                "to": {"x_m": 110_000, "y_m": 452_000},
            }
        ],
    }
    path = "/v1/scenarios/effect"
    assert riding.post(path, json=document).status_code == 200
    refused = riding.post(f"{path}?modus=fiets", json=document)
    assert refused.status_code == 400
    assert "what-if" in refused.json()["detail"]
