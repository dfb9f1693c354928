"""Files of points: every format gives the same places; wrong ones are refused."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest

from accessibility.errors import CrsError, DataError, TableError
from data.locations import read_locations
from data.point_files import has_points
from data.sources import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

LON, LAT = 5.387206, 52.155174
X, Y = 155_000.0, 463_000.0


def _source(path: Path, **more: dict[str, Any]) -> SourceFile:
    return SourceFile("locations", path, "2024", **more)  # type: ignore[arg-type] # of any field


def _points(crs: str = "EPSG:4326") -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame(
        {"vestigingscode": ["X1AA00"], "postcode": ["3811 AA"], "type": ["VBO"]},
        geometry=gpd.points_from_xy([LON], [LAT]),
        crs="EPSG:4326",
    )
    return frame.to_crs(crs)


def _geojson(folder: Path) -> Path:
    path = folder / "p.geojson"
    _points().to_file(path, driver="GeoJSON")
    return path


def _zipped(folder: Path) -> Path:
    path = folder / "p.geo.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(_geojson(folder), "p.geojson")
    return path


def _gpkg(folder: Path) -> Path:
    path = folder / "p.gpkg"
    _points("EPSG:28992").to_file(path, driver="GPKG")
    return path


def _csv(folder: Path, header: str, row: str) -> Path:
    path = folder / "p.csv"
    path.write_text(f"vestigingscode;postcode;{header}\nX1AA00;3811AA;{row}\n", "utf-8")
    return path


@pytest.mark.parametrize(
    "make",
    [
        _geojson,
        _zipped,
        _gpkg,
        lambda folder: _csv(folder, "lon;lat", f"{LON};{LAT}"),
        lambda folder: _csv(folder, "Latitude;Longitude", f"{LAT};{LON}"),
        lambda folder: _csv(folder, "x;y", f"{X};{Y}"),
        lambda folder: _csv(folder, "x;y", "155000,0;463000,0"),
        lambda folder: _csv(folder, "X;Y", f"{LON};{LAT}"),
    ],
)
def test_every_format_gives_the_same_place(tmp_path: Path, make: Any) -> None:  # noqa: ANN401 - a local maker of files
    path = make(tmp_path)
    assert has_points(path)
    frame = read_locations(_source(path)).frame
    assert frame[["brin6", "pc4"]].to_numpy().tolist() == [["X1AA00", "3811"]]
    point = frame.geometry.iloc[0]
    assert frame.crs.to_epsg() == 28992
    assert abs(point.x - X) < 2
    assert abs(point.y - Y) < 2


def test_own_column_names(tmp_path: Path) -> None:
    path = _csv(tmp_path, "oost;noord", f"{X};{Y}")
    with pytest.raises(TableError, match="no columns lon and lat, nor x and y; found"):
        read_locations(_source(path))
    assert not has_points(path)
    frame = read_locations(_source(path, columns={"x": "oost", "y": "noord"})).frame
    assert frame.geometry.iloc[0].x == X


@pytest.mark.parametrize("row", [f"{LAT};{LON}", f"{Y};{X}"])
def test_swapped_coordinates_are_refused(tmp_path: Path, row: str) -> None:
    with pytest.raises(CrsError, match=r"p\.csv: .* are swapped in 1 of 1 rows"):
        read_locations(_source(_csv(tmp_path, "x;y", row)))


def test_a_letter_in_a_coordinate(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="'lat', line 2: expected a number"):
        read_locations(_source(_csv(tmp_path, "lon;lat", "5.1;noord")))


def test_a_row_without_a_place_is_left_out_and_told(tmp_path: Path) -> None:
    path = _csv(tmp_path, "lon;lat", "5.1;52.1\nX2AA00;;;")
    reading = read_locations(_source(path))
    assert reading.frame.brin6.tolist() == ["X1AA00"]
    assert {f.what: f.examples for f in reading.findings}["no point"] == ("X2AA00",)


def test_files_that_are_no_points(tmp_path: Path) -> None:
    broken = tmp_path / "b.geojson"
    broken.write_text("{", "utf-8")
    with pytest.raises(DataError, match="not a readable file of geometries"):
        read_locations(_source(broken))
    polygons = tmp_path / "p.gpkg"
    frame = _points("EPSG:28992")
    frame.set_geometry(frame.buffer(10)).to_file(polygons, driver="GPKG")
    with pytest.raises(DataError, match="holds Polygon, expected points"):
        read_locations(_source(polygons))
    without = tmp_path / "n.gpkg"
    frame.drop(columns="vestigingscode").to_file(without, driver="GPKG")
    with pytest.raises(TableError, match="no column 'VESTIGINGSCODE'"):
        read_locations(_source(without))
