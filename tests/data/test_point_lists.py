"""Lists of points: every fault at once, and metres that fit the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessibility.errors import TableError
from data.point_lists import in_metres, metric_system, read_places


def _file(folder: Path, *rows: str, header: str = "id,lon,lat") -> Path:
    path = folder / "points.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_places_become_metres_where_they_are(tmp_path: Path) -> None:
    dutch = read_places(_file(tmp_path, "a,5.387,52.155", "b,5.4,52.2"))
    assert metric_system(dutch) == 28992
    points = in_metres(dutch, 28992)
    assert points.ids.tolist() == ["a", "b"]
    assert points.x_m[0] == pytest.approx(155_000, abs=100)
    porto = read_places(_file(tmp_path, "p,-8.6,41.1"))
    assert metric_system(porto) == 32629


def test_all_faults_are_named(tmp_path: Path) -> None:
    path = _file(tmp_path, "a,5.3,52.1", "a,east,52.1", "c,5.3,95")
    with pytest.raises(TableError) as caught:
        read_places(path)
    text = str(caught.value)
    assert "'lon', line 3" in text
    assert "'lat', line 4" in text
    assert "line 3 repeats an id" in text


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="LAT"):
        read_places(_file(tmp_path, "a,5", header="id,lon"))


def test_a_list_without_points_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="below the header, found none"):
        read_places(_file(tmp_path))
