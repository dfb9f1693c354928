"""Valhalla as a second opinion and as the engine to beat, built from the same file."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tarfile
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from valhalla import PYVALHALLA_DIR, Actor, get_config

from accessibility.codes import Mode
from benchmarks.conformance_ways import Ways
from benchmarks.polylines import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

COSTING: Final = {Mode.CAR: "auto", Mode.BIKE: "bicycle", Mode.WALK: "pedestrian"}
METRES_PER_KM: Final = 1_000
HARDEST_PATH: Final = 6


class Valhalla:
    """Shortest ways by Valhalla on one OpenStreetMap file.

    Parameters
    ----------
    osm_file
        The file both engines read.
    folder
        Where its tiles are built; it may be reused.
    turns
        Whether it obeys turn restrictions.
    """

    def __init__(self, osm_file: Path, folder: Path, *, turns: bool = True) -> None:
        self._turns = turns
        if not (folder / "tiles.tar").exists():
            _build_tiles(_config(folder), osm_file, folder)
        self._actor = Actor(_config(folder))

    def route(
        self, start: tuple[float, float], goal: tuple[float, float], mode: Mode
    ) -> dict[str, Any] | None:
        """Return the shortest way between two places (lon, lat), None for none."""
        request = {
            "locations": [_location(start), _location(goal)],
            **_costing(mode, turns=self._turns),
            "directions_type": "none",
        }
        with _quiet():
            try:
                answer = self._actor.route(request)
            except RuntimeError:
                return None
        trip: dict[str, Any] = answer["trip"]
        return trip

    def ways(
        self, start: NDArray[np.float64], goal: NDArray[np.float64], mode: Mode
    ) -> Ways:
        """Return the way from each place to the goal in the same row."""
        pairs = [(tuple(a), tuple(b)) for a, b in zip(start, goal, strict=True)]
        trips = [self.route(*pair, mode) for pair in pairs]
        return Ways(
            np.array([_length_m(trip) if trip else np.nan for trip in trips]),
            np.array([self.seconds(*pair, mode) for pair in pairs]),
            [decoded(trip["legs"][0]["shape"]) if trip else [] for trip in trips],
        )

    def seconds(
        self, start: tuple[float, float], goal: tuple[float, float], mode: Mode
    ) -> float:
        """Return the seconds of its usual way between two places, NaN for none."""
        request = {
            "locations": [_location(start), _location(goal)],
            "costing": COSTING[mode],
            "directions_type": "none",
        }
        with _quiet():
            try:
                answer = self._actor.route(request)
            except RuntimeError:
                return np.nan
        return float(answer["trip"]["summary"]["time"])

    def matrix(
        self, origins: NDArray[np.float64], goals: NDArray[np.float64], mode: Mode
    ) -> NDArray[np.float64]:
        """Return metres from each origin to each goal (lon, lat), NaN for none."""
        request = {
            "sources": [_location(place) for place in origins],
            "targets": [_location(place) for place in goals],
            **_costing(mode),
        }
        with _quiet():
            answer = self._actor.matrix(request)
        return (
            np.array(
                [
                    [np.nan if c["distance"] is None else c["distance"] for c in row]
                    for row in answer["sources_to_targets"]
                ],
                np.float64,
            )
            * METRES_PER_KM
        )

    def nearby(self, place: tuple[float, float], mode: Mode) -> list[dict[str, Any]]:
        """Return the edges that Valhalla would start from."""
        request = {"locations": [_location(place)], **_costing(mode), "verbose": True}
        with _quiet():
            answer = self._actor.locate(request)
        edges: list[dict[str, Any]] = answer[0]["edges"] or []
        return edges


def _length_m(trip: dict[str, Any]) -> float:
    return float(trip["summary"]["length"]) * METRES_PER_KM


def _location(place: Any) -> dict[str, float]:  # noqa: ANN401 - a pair or a row
    return {"lon": float(place[0]), "lat": float(place[1])}


def _costing(mode: Mode, *, turns: bool = True) -> dict[str, Any]:
    name = COSTING[mode]
    # Without pruning: with it, small roads far from both ends are not looked at.
    options: dict[str, Any] = {"shortest": True, "disable_hierarchy_pruning": True}
    options["ignore_restrictions"] = not turns
    if mode is Mode.BIKE:
        # Any other type is kept off unpaved tracks, whatever their access.
        options["bicycle_type"] = "Mountain"
    if mode is Mode.WALK:
        # Else steep paths are kept off, whatever their access.
        options["max_hiking_difficulty"] = HARDEST_PATH
    return {"costing": name, "costing_options": {name: options}}


def _config(folder: Path) -> dict[str, Any]:
    tiles, extract = folder / "tiles", folder / "tiles.tar"
    tiles.mkdir(parents=True, exist_ok=True)
    config: dict[str, Any] = get_config(
        tile_extract="", tile_dir=str(tiles), verbose=False
    )
    if extract.exists():
        config["mjolnir"]["tile_extract"] = str(extract)
    # Its public limits are for a shared service.
    for name in COSTING.values():
        config["service_limits"][name]["max_matrix_location_pairs"] = 1_000_000
    config["service_limits"]["max_distance_disable_hierarchy_culling"] = 1_000_000
    return config


def _build_tiles(config: dict[str, Any], osm_file: Path, folder: Path) -> None:
    path = folder / "valhalla.json"
    path.write_text(json.dumps(config), encoding="utf-8")
    tool = PYVALHALLA_DIR / "bin" / "valhalla_build_tiles"
    command = [str(tool), "-c", str(path), "-j", "2", str(osm_file.resolve())]
    # It leaves notes of its own where it runs.
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    with tarfile.open(folder / "tiles.part", "w") as tar:
        for tile in sorted((folder / "tiles").rglob("*.gph")):
            tar.add(tile, arcname=str(tile.relative_to(folder / "tiles")))
    (folder / "tiles.part").rename(folder / "tiles.tar")


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Valhalla writes its log to the process's own output."""
    sys.stdout.flush()
    saved = os.dup(1)
    with open(os.devnull, "wb") as sink:  # noqa: PTH123 - a descriptor is needed
        os.dup2(sink.fileno(), 1)
        try:
            yield
        finally:
            os.dup2(saved, 1)
            os.close(saved)
