"""Over the road by HTTP: a grid of streets, where every way is read off the map."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from accessibility.codes import Mode
from api.service.keys import Role
from tests.street_grid import PACE_S_PER_M, grid

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from accessibility.roads.network import RoadNetwork
    from accessibility.snapshot import Snapshot
    from api.service.service import Service


@pytest.fixture
def on_roads(
    make_service: Callable[..., Service], make_client: Callable[..., TestClient]
) -> Callable[..., TestClient]:
    """Make a client of a service of a land with streets."""

    def make(snapshot: Snapshot, streets: RoadNetwork | None = None) -> TestClient:
        roads = {Mode.BIKE: grid() if streets is None else streets}
        return make_client(make_service(snapshot=replace(snapshot, roads=roads)))

    return make


@pytest.fixture
def riding(on_roads: Callable[..., TestClient], snapshot: Snapshot) -> TestClient:
    return on_roads(snapshot)


def test_a_way_over_the_grid_is_its_steps(riding: TestClient) -> None:
    # A009 is the fourth cell of the second row: 12 km east, 4 km north of PIE-bl.
    asked = "profiel=PIE&leerweg=bl&punten=centre"
    card = riding.get(f"/v1/postcodes/A009/bereik?{asked}").json()
    ways = {(w["modus"], w["eenheid"]): w["kosten"] for w in card["aanbod"][0]["wegen"]}
    assert ways["hemelsbreed", "m"] == pytest.approx(np.hypot(12_000, 4_000), abs=0.02)
    assert ways["fiets", "m"] == pytest.approx(16_000, abs=1)
    assert ways["fiets", "s"] == pytest.approx(16_000 * PACE_S_PER_M, abs=1)


def test_roads_reach_no_more_than_straight_lines(riding: TestClient) -> None:
    # From the same points: over roads nobody lives where no street is.
    path = "/v1/bereik?gebiedsindeling=gemeente&noemer=leerweg&punten=centre"
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


EFFECT = "/v1/scenarios/effect?modus=fiets&noemer=leerweg&gebiedsindeling=gemeente"
SHORT = "/v1/effect?modus=fiets&noemer=leerweg&gebiedsindeling=gemeente"
BEREIK = "/v1/bereik?modus=fiets&noemer=leerweg&gebiedsindeling=gemeente"


def _shares(rows: list[dict[str, Any]], column: str) -> dict[tuple[str, ...], float]:
    return {(r["gebied"], r["profiel"], r["leerweg"]): r[column] for r in rows}


def _effect_is_the_land_after(
    effect: list[dict[str, Any]], before: TestClient, after: TestClient
) -> None:
    first = _shares(before.get(BEREIK).json()["rijen"], "deel")
    then = _shares(after.get(BEREIK).json()["rijen"], "deel")
    changed = {key for key, share in first.items() if then[key] != pytest.approx(share)}
    assert changed
    assert changed <= set(_shares(effect, "deelNa"))
    for key, share in _shares(effect, "deelNa").items():
        assert share == pytest.approx(then[key])
    for key, share in _shares(effect, "deelVoor").items():
        assert share == pytest.approx(first[key])


def test_a_moved_vestiging_is_measured_over_the_road(
    riding: TestClient, on_roads: Callable[..., TestClient], snapshot: Snapshot
) -> None:
    spot = {"x_m": 110_000.0, "y_m": 452_000.0}
    moving = {"edit": "move-vestiging", "brin6": "X00100", "to": spot}
    rows = riding.post(EFFECT, json=_document(moving)).json()["rijen"]
    sites = snapshot.vestigingen.copy()
    sites.loc[sites.brin6 == "X00100", "geometry"] = shapely.Point(110_000, 452_000)
    _effect_is_the_land_after(
        rows, riding, on_roads(snapshot.edited(vestigingen=sites))
    )


@pytest.mark.parametrize("more", [{}, {"metres": 500.0}], ids=["cut", "metres"])
def test_a_closed_street_is_gone_round(
    more: dict[str, float],
    riding: TestClient,
    on_roads: Callable[..., TestClient],
    snapshot: Snapshot,
) -> None:
    spot = {"x_m": 103_000.0, "y_m": 452_000.0}
    closing = _document({"edit": "close-link", "mode": "bike", "at": spot, **more})
    rows = riding.post(EFFECT, json=closing).json()["rijen"]
    after = on_roads(snapshot, grid(without=((102_000, 452_000), (104_000, 452_000))))
    _effect_is_the_land_after(rows, riding, after)
    # In a straight line no street counts.
    straight = EFFECT.replace("fiets", "hemelsbreed")
    assert riding.post(straight, json=closing).json()["rijen"] == []


def test_where_most_ways_are_searched_anew_a_key_is_asked(
    riding: TestClient, headers_of: Callable[[Role], dict[str, str]]
) -> None:
    """Not just anyone may ask that of a large land."""
    spot, far = _spot(103_000, 452_000), _spot(103_000, 454_000)
    close = {"edit": "close-link", "mode": "bike"}
    reader = headers_of(Role.LEZER)
    for edits in (
        [{**close, "at": spot}, {**close, "at": far}],
        [{**close, "at": spot, "metres": 1_500.0}],
        [{**close, "between": [spot, far]}],
    ):
        document = _document(*edits)
        assert riding.post(EFFECT, json=document).status_code == 401
        assert riding.post(EFFECT, json=document, headers=reader).status_code == 200


def test_a_new_street_joins_in_the_middle_of_two(
    riding: TestClient, headers_of: Callable[[Role], dict[str, str]]
) -> None:
    reader = headers_of(Role.LEZER)
    # A rung between two streets, 1 km from the crossings at which all live and learn,
    # is no shorter way for anybody.
    rung = _laid(_spot(103_000, 452_000), _spot(103_000, 454_000))
    answer = riding.post(EFFECT, json=rung, headers=reader)
    assert answer.json()["rijen"] == []
    # A008 lies 8 km east and 4 km north of PIE-bl: 1000 + 7211.1 + 1000 m slantwise.
    slant = _laid(_spot(103_000, 452_000), _spot(109_000, 456_000))
    rows = riding.post(EFFECT, json=slant, headers=reader).json()["rijen"]
    (row,) = [r for r in rows if (r["profiel"], r["leerweg"]) == ("PIE", "bl")]
    assert row["deelNa"] > row["deelVoor"]
    assert riding.post(_within(EFFECT, 9_212), json=slant, headers=reader).json()[
        "rijen"
    ]
    short = riding.post(_within(EFFECT, 9_200), json=slant, headers=reader)
    # 12 m short of it nobody gains at the point of a postcode; on its land some may.
    for row in (told := short.json()["rijen"]):
        assert row["deelNa"] == row["deelVoor"]
        assert row["eersteErbijLaag"] == row["eersteErbij"] == 0
        assert row["verschilLaag"] <= row["verschil"] == 0 < row["verschilHoog"]
    assert {(row["profiel"], row["leerweg"]) for row in told} >= {("PIE", "bl")}
    nothing = _laid(_spot(101_000, 450_000), _spot(101_000, 450_000))
    refused = riding.post(EFFECT, json=nothing, headers=reader)
    assert refused.status_code == 400
    assert "the same spot of a street" in refused.text


def _within(path: str, metres: int) -> str:
    return f"{path}&drempel={metres}"


def _laid(start: dict[str, float], end: dict[str, float]) -> dict[str, Any]:
    ends = {"start": start, "end": end}
    return _document({"edit": "add-link", "mode": "bike", "speed_mps": 4.0, **ends})


def _spot(x_m: float, y_m: float) -> dict[str, float]:
    return {"x_m": x_m, "y_m": y_m}


def _document(*edits: dict[str, Any]) -> dict[str, Any]:
    return {"format": 1, "title": "anders", "snapshot": "klein", "edits": [*edits]}


def _short(kind: str, *places: tuple[float, float]) -> str:
    """Return an edit of roads as it stands in a link."""
    x_m, y_m = np.array(places, np.float64).T
    at = gpd.GeoSeries(gpd.points_from_xy(x_m, y_m), crs=28992).to_crs("OGC:CRS84")
    degrees = [round(1e5 * part) for point in at for part in (point.x, point.y)]
    return "-".join([kind, "fiets", *map(str, degrees)])


def test_a_road_closes_and_opens_in_a_link(
    riding: TestClient, on_roads: Callable[..., TestClient], snapshot: Snapshot
) -> None:
    closing = _short("wegdicht", (102_600, 452_000), (103_400, 452_000))
    told = riding.get(f"{SHORT}&als={closing}").json()
    after = on_roads(snapshot, grid(without=((102_000, 452_000), (104_000, 452_000))))
    _effect_is_the_land_after(told["rijen"], riding, after)
    assert [edit["edit"] for edit in told["scenario"]["edits"]] == ["close-link"]
    laying = _short("wegerbij", (103_000, 452_000), (109_000, 456_000))
    rows = riding.get(f"{SHORT}&als={laying}").json()["rijen"]
    (row,) = [r for r in rows if (r["profiel"], r["leerweg"]) == ("PIE", "bl")]
    assert row["deelNa"] > row["deelVoor"]


def test_edits_of_roads_in_a_link_are_judged(riding: TestClient) -> None:
    near = _short("wegdicht", (102_600, 452_000), (103_400, 452_000))
    far = _short("wegdicht", (102_600, 452_000), (103_700, 452_000))
    sea = _short("wegdicht", (20_000, 452_000), (20_500, 452_000))
    als = f"{far}_{near}_{near}"
    told = riding.get(f"/v1/wijzigingen?als={als}").json()
    faults = [one["fout"] and one["fout"]["soort"] for one in told["wijzigingen"]]
    assert faults == ["far-apart", "second-road", "second-road"]
    told = riding.get(f"/v1/wijzigingen?als={near}_{near}").json()
    assert told["geldig"] == near
    assert told["wijzigingen"][0]["waar"] == "fiets"
    told = riding.get(f"/v1/wijzigingen?als={sea}").json()
    assert told["wijzigingen"][0]["fout"]["soort"] == "nothing"
    walking = near.replace("fiets", "lopen")
    told = riding.get(f"/v1/wijzigingen?als={walking}").json()
    assert told["wijzigingen"][0]["fout"]["soort"] == "impossible"
    for wrong in (als, near.replace("fiets", "ov"), sea):
        assert riding.get(f"{SHORT}&als={wrong}").status_code == 400
