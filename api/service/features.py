"""Collections of features: filtered by box and property, written as GeoJSON pages."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from accessibility.codes import AreaKind, short_name
from accessibility.errors import MissingDataError
from accessibility.places import RD_NEW
from accessibility.projection import to_lonlat
from api.service.problems import ProblemError
from api.service.spelling import (
    LEERWEG_SPELLINGS,
    UnknownNameError,
    names_in,
    profielen_in_codes,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from accessibility.snapshot import Snapshot

CRS84_URI: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
RD_URI: Final = f"http://www.opengis.net/def/crs/EPSG/0/{RD_NEW}"
DECIMALS: Final = {CRS84_URI: 8, RD_URI: 3}
"""Coordinate reference systems served, and decimals that hold a millimetre."""

_PROJ_NAMES: Final = {CRS84_URI: "OGC:CRS84", RD_URI: f"EPSG:{RD_NEW}"}


TILED: Final = "postcodes"


@dataclass(frozen=True)
class Kind:
    """A collection: what it holds, and where its features come from.

    `columns` maps a column of the table to the Dutch name of the property; `lists`
    are properties that hold several values with commas between them; `dutch` is the
    description for who reads the pages. Nothing is asked for by what is
    `told_only`: an address has no place in a query.
    """

    name: str
    title: str
    description: str
    dutch: str
    table: str
    identifier: str
    columns: Mapping[str, str]
    lists: tuple[str, ...] = ()
    told_only: tuple[str, ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        """Properties by which features can be asked for."""
        return tuple(n for n in self.columns.values() if n not in self.told_only)

    @property
    def tiled(self) -> bool:
        """True if it comes as tiles as well."""
        return self.name == TILED


KINDS: Final[dict[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind(
            "vestigingen",
            "Vestigingen",
            "School sites with the profielen and leerwegen they offer.",
            "Vestigingen van scholen, met de profielen en leerwegen die zij aanbieden.",
            "vestigingen",
            "brin6",
            {
                "brin6": "vestiging",
                "naam": "naam",
                "plaats": "plaats",
                "postcode": "postcode",
                "gemeente": "gemeente",
                "provincie": "provincie",
                "corop": "corop",
                "rmc": "rmc",
                "sto_regio": "stoRegio",
                "bestuur": "bestuur",
                "denominatie": "denominatie",
                "placed": "geplaatst",
                "profiel": "profiel",
                "leerweg": "leerweg",
                "aanbod": "aanbod",
                "short_name": "korteNaam",
                "adres": "adres",
            },
            lists=("profiel", "leerweg", "aanbod"),
            told_only=("adres",),
        ),
        Kind(
            "postcodes",
            "Postcodegebieden",
            "Postcode areas of four digits.",
            "Postcodegebieden van vier cijfers.",
            "pc4_areas",
            "pc4",
            {
                "pc4": "postcode",
                "plaats": "plaats",
                "gemeente": "gemeente",
                "provincie": "provincie",
                "corop": "corop",
                "rmc": "rmc",
                "sto_regio": "stoRegio",
            },
        ),
        Kind(
            "gebieden",
            "Gebieden",
            "Areas of every division: provincie, gemeente, corop, rmc, sto-regio.",
            "Gebieden van elke indeling: provincie, gemeente, COROP, RMC, STO-regio.",
            "areas",
            "identifier",
            {
                "area_kind": "gebiedsindeling",
                "area_code": "gebied",
                "area_name": "naam",
            },
        ),
        Kind(
            "faciliteiten",
            "Faciliteiten",
            "Hotspots, techlabs, events and mbo sites.",
            "Hotspots, techlabs, evenementen en mbo-locaties.",
            "facilities",
            "facility_id",
            {
                "facility_id": "faciliteit",
                "naam": "naam",
                "kind": "soort",
                "owner": "eigenaar",
                "date": "datum",
            },
        ),
    )
}


@dataclass(frozen=True)
class FeatureTable:
    """All features of a collection, in both coordinate reference systems.

    Parameters
    ----------
    kind
        Which collection.
    ids
        Identifier per feature, sorted.
    shapes
        Geometry per coordinate reference system, shape `(n,)`; None where unknown.
    properties
        One row per feature, Dutch names.
    names
        Per property that names an area: its other names, and the value of each.
    """

    kind: Kind
    ids: NDArray[np.object_]
    shapes: Mapping[str, NDArray[np.object_]]
    properties: pd.DataFrame
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of features."""
        return len(self.ids)

    def extent(self) -> list[float] | None:
        """Return west, south, east and north of all features in degrees."""
        bounds = shapely.total_bounds(self.shapes[CRS84_URI])
        if np.isnan(bounds).any():
            return None
        return [round(float(edge), 6) for edge in bounds]

    def where(
        self, filters: Mapping[str, str], box: tuple[str, shapely.Polygon] | None = None
    ) -> NDArray[np.bool_]:
        """Tell which rows fit all filters, and touch the box or have no place.

        Parameters
        ----------
        filters
            Property and the values of which it must have one, with commas; in any
            case, and areas by code, name or other name.
        box
            A rectangle and the coordinate reference system it is drawn in.

        Raises
        ------
        ProblemError
            400 if no feature has a value that is asked for.
        """
        fits = np.ones(len(self), np.bool_)
        for name, value in filters.items():
            fits &= self._named(name, value)
        if box is not None:
            crs, polygon = box
            shapes = self.shapes[crs]
            fits &= shapely.intersects(shapes, polygon) | shapely.is_missing(shapes)
        return fits

    def _named(self, name: str, text: str) -> NDArray[np.bool_]:
        """Tell which features have one of the values that a text names."""
        values = self.properties[name].fillna("").astype(str)
        is_list = name in self.kind.lists
        lists = values.str.split(",") if is_list else values.map(lambda one: [one])
        known = {one for held in lists for one in held if one}
        names = self.names.get(name, {})
        also = {other: one for other, one in names.items() if one in known}
        if name == "profiel":
            text = profielen_in_codes(text)
        elif name == "leerweg":
            also = LEERWEG_SPELLINGS
        try:
            wanted = set(names_in(text, sorted(known), also=also))
        except UnknownNameError as error:
            raise ProblemError(400, f"{name}: {error}") from error
        return np.array([bool(wanted.intersection(held)) for held in lists])

    def row_of(self, identifier: str) -> int | None:
        """Return the row of a feature, or None."""
        row = int(np.searchsorted(self.ids, identifier))
        is_there = row < len(self) and self.ids[row] == identifier
        return row if is_there else None

    def frame(self, rows: NDArray[np.int64], crs: str) -> gpd.GeoDataFrame:
        """Return features as a table with their identifiers and shapes."""
        # A column of nothing has no type of its own in a file.
        told = self.properties.iloc[rows].reset_index(drop=True).astype("string")
        told.insert(0, "id", pd.Series(list(self.ids[rows]), dtype="string"))
        return gpd.GeoDataFrame(
            told, geometry=self.shapes[crs][rows], crs=_PROJ_NAMES[crs]
        )

    def geojson(self, rows: NDArray[np.int64], crs: str) -> list[str]:
        """Return the text of each feature."""
        decimals = DECIMALS[crs]
        shapes = shapely.transform(
            self.shapes[crs][rows], lambda xy: np.round(xy, decimals)
        )
        records = self.properties.iloc[rows].to_dict("records")
        return [
            _feature(self.ids[row], record, geometry)
            for row, record, geometry in zip(
                rows, records, shapely.to_geojson(shapes), strict=True
            )
        ]


def _feature(
    identifier: str, properties: Mapping[Any, Any], geometry: str | None
) -> str:
    plain = {k: None if v != v else v for k, v in properties.items()}  # noqa: PLR0124 - NaN
    return (
        f'{{"type":"Feature","id":{json.dumps(identifier)},'
        f'"properties":{json.dumps(plain, ensure_ascii=False)},'
        f'"geometry":{geometry or "null"}}}'
    )


def is_held(name: str, snapshot: Snapshot) -> bool:
    """Tell whether a snapshot holds anything of a collection."""
    return snapshot.has(KINDS[name].table)


def feature_table(name: str, snapshot: Snapshot) -> FeatureTable:
    """Return a collection of a snapshot.

    Raises
    ------
    MissingDataError
        If the snapshot holds nothing of it.
    """
    kind = KINDS[name]
    frame = _SOURCES[name](snapshot)
    if len(frame) == 0:
        message = f"snapshot {snapshot.manifest.name!r} holds no {kind.name}"
        raise MissingDataError(message)
    frame = frame.sort_values(kind.identifier, kind="stable").reset_index(drop=True)
    degrees = to_lonlat(frame)
    properties = pd.DataFrame(
        {
            dutch: frame[column].astype(object).where(frame[column].notna(), None)
            for column, dutch in kind.columns.items()
            if column in frame
        }
    )
    return FeatureTable(
        kind,
        frame[kind.identifier].to_numpy(dtype=object),
        {
            RD_URI: frame.geometry.to_numpy(),
            CRS84_URI: degrees.geometry.to_numpy(),
        },
        properties,
        _area_names(snapshot),
    )


def _area_names(snapshot: Snapshot) -> dict[str, dict[str, str]]:
    """Return per division the code of each name and the name of each code."""
    if not snapshot.has("areas"):
        return {}
    areas = snapshot.table("areas")
    return {
        _PROPERTY_OF.get(kind, kind): {
            **dict(zip(of_kind.area_code, of_kind.area_name, strict=True)),
            **dict(zip(of_kind.area_name, of_kind.area_code, strict=True)),
        }
        for kind, of_kind in areas.groupby("area_kind")
    }


_PROPERTY_OF: Final = {AreaKind.STO_REGIO.value: "stoRegio"}


def _vestigingen(snapshot: Snapshot) -> gpd.GeoDataFrame:
    offers = snapshot.offers.sort_values(["profiel", "leerweg"], kind="stable")
    pair = offers.assign(aanbod=offers.profiel + "-" + offers.leerweg)
    lists = pair.groupby("brin6")[["profiel", "leerweg", "aanbod"]].agg(_listed)
    joined = snapshot.vestigingen.join(lists, on="brin6")
    listed = {name: joined[name].fillna("") for name in lists.columns}
    # Snapshots that were built before addresses were kept have none.
    adres = joined.adres if "adres" in joined else None
    return joined.assign(**listed, short_name=joined.naam.map(short_name), adres=adres)


def _listed(values: pd.Series) -> str:
    return ",".join(dict.fromkeys(values))


def _postcodes(snapshot: Snapshot) -> gpd.GeoDataFrame:
    properties = pd.DataFrame(snapshot.postcodes).drop(columns="geometry")
    return snapshot.table("pc4_areas")[["pc4", "geometry"]].merge(
        properties, on="pc4", how="left"
    )


def _gebieden(snapshot: Snapshot) -> gpd.GeoDataFrame:
    areas = snapshot.table("areas")
    return areas.assign(identifier=areas.area_kind + "." + areas.area_code)


def _faciliteiten(snapshot: Snapshot) -> gpd.GeoDataFrame:
    return snapshot.table("facilities")


_SOURCES: Final = {
    "faciliteiten": _faciliteiten,
    "vestigingen": _vestigingen,
    "postcodes": _postcodes,
    "gebieden": _gebieden,
}
