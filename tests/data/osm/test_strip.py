"""What is kept of a file that is larger than the Netherlands."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from accessibility.errors import NetworkError
from data.osm import netherlands, read_osm
from tests.osm_files import write_osm

STREET = {"highway": "residential"}


@pytest.mark.parametrize(
    ("place", "kept"),
    [
        ((4.90, 52.37), True),
        ((5.69, 50.85), True),
        ((6.56, 53.22), True),
        ((3.39, 51.27), True),
        ((4.82, 53.06), True),
        # Aachen and Antwerp lie in the strip; Brussels, Cologne and Bremen do not.
        ((6.08, 50.78), True),
        ((4.40, 51.22), True),
        ((4.35, 50.85), False),
        ((6.96, 50.94), False),
        ((8.80, 53.08), False),
        ((-8.61, 41.15), False),
    ],
)
@pytest.mark.parametrize("ending", ["osm", "osm.pbf"])
def test_what_lies_inside(
    tmp_path: Path, place: tuple[float, float], ending: str, *, kept: bool
) -> None:
    strip = netherlands(25.0)
    lon, lat = (np.array([round(1e7 * value)], np.int32) for value in place)
    assert strip.holds(lon, lat).tolist() == [kept]
    home = {
        1: (4.90, 52.37),
        2: (4.91, 52.37),
        3: place,
        4: (place[0], place[1] + 0.01),
    }
    ways = [([1, 2], STREET), ([3, 4], STREET)]
    path = write_osm(tmp_path / f"a.{ending}", home, ways)
    roads = read_osm(path, strip=strip)
    assert (len(roads.way_kind), roads.told.beyond) == ((2, 0) if kept else (1, 1))
    assert (roads.told.cut, roads.told.lost) == (0, 0)


def test_a_way_over_the_edge_is_kept_up_to_there(tmp_path: Path) -> None:
    nodes = {1: (4.90, 52.37), 2: (4.91, 52.37), 3: (0.0, 52.37), 4: (0.1, 52.37)}
    path = write_osm(tmp_path / "a.osm", nodes, [([1, 2, 3, 4], STREET)])
    roads = read_osm(path, strip=netherlands(25.0))
    assert roads.way_ptr.tolist() == [0, 2]
    assert roads.told.beyond == 1


def test_a_wider_strip_holds_the_narrower() -> None:
    rng = np.random.default_rng(1)
    lon = rng.integers(20_000_000, 90_000_000, 2_000).astype(np.int32)
    lat = rng.integers(490_000_000, 550_000_000, 2_000).astype(np.int32)
    held = [netherlands(km).holds(lon, lat) for km in (0.0, 10.0, 50.0)]
    assert not (held[0] & ~held[1]).any()
    assert not (held[1] & ~held[2]).any()
    assert held[0].sum() < held[1].sum() < held[2].sum()


def test_a_file_of_another_country_says_so(tmp_path: Path) -> None:
    nodes = {1: (-8.61, 41.15), 2: (-8.60, 41.15)}
    path = write_osm(tmp_path / "a.osm", nodes, [([1, 2], STREET)])
    with pytest.raises(NetworkError, match="none of its roads lies in the Netherlands"):
        read_osm(path, strip=netherlands(25.0))
