"""The basisscholen of the Netherlands with their pupils, from the open data files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd

from accessibility.places import RD_NEW
from data.basisscholen import read_basisscholen, read_po_leerlingen
from data.sources import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

SCHOOLS = "locations/scholen20241122.geo.zip"
PUPILS = "duo/po_pc4_20241001_all.csv.gz"
POSTCODES = "cbs/geo_postcodes4.gpkg"
PROVINCES = "cbs/geo_provincies.gpkg"


@dataclass(frozen=True)
class Country:
    """Schools with pupils of 10 to 12 and the postcodes and provinces around them."""

    schools: gpd.GeoDataFrame
    postcodes: gpd.GeoDataFrame
    provinces: gpd.GeoDataFrame

    def part(self, name: str) -> Country:
        """Return one province."""
        area = self.provinces[self.provinces["naam"] == name]
        inside = area.union_all()
        return Country(
            self.schools[self.schools.within(inside)].reset_index(drop=True),
            self.postcodes[self.postcodes.within(inside)].reset_index(drop=True),
            area,
        )


def read_country(folder: Path) -> Country:
    """Read the schools; pupils of a school on several addresses are divided."""
    schools = read_basisscholen(
        SourceFile("basisscholen", folder / SCHOOLS, "2024-11-22")
    ).frame.to_crs(RD_NEW)
    pupils = read_po_leerlingen(
        SourceFile("po-leerlingen", folder / PUPILS, "2024-10-01")
    ).frame.set_index("brin6")["pupils"]
    addresses = schools.groupby("brin6")["brin6"].transform("size")
    schools["known"] = schools["brin6"].isin(pupils.index)
    schools["pupils"] = schools["brin6"].map(pupils) / addresses
    # Without a count (Ridderkerk is missing from the file): the mean of all others.
    schools["pupils"] = schools["pupils"].fillna(schools["pupils"].mean())
    areas = gpd.read_file(folder / POSTCODES)
    areas = areas[~areas.geometry.is_empty]
    points = areas.set_geometry(areas.geometry.representative_point())
    points["pc4"] = points["postcode"].astype(int).astype(str)
    provinces = gpd.read_file(folder / PROVINCES).to_crs(RD_NEW)
    names = [c for c in provinces.columns if c.lower() in {"naam", "statnaam", "name"}]
    provinces = provinces.rename(
        columns={(names or list(provinces.columns))[0]: "naam"}
    )
    return Country(schools, points.reset_index(drop=True), provinces)
