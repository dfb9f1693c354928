"""Points of vestigingen: their location, else the point of their postcode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from accessibility.places import RD_NEW
from data.readings import finding

if TYPE_CHECKING:
    from accessibility.snapshot import Finding

PLACED: Final = ("address", "postcode", "none")


def place_schools(
    schools: pd.DataFrame,
    locations: gpd.GeoDataFrame | None,
    pc4_points: gpd.GeoSeries,
    table: str = "vestigingen",
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Give every school a point, and say in `placed` how it was found.

    Parameters
    ----------
    schools
        Columns `brin6`, `postcode` and `pc4`; one row per school.
    locations
        Points by `brin6`, with `postcode`, EPSG:28992; a key may occur more than
        once. The first that agrees with the school's postcode is taken, else the
        first. None if there are none.
    pc4_points
        Representative point per postcode, EPSG:28992, indexed by four digits.
    table
        Name of the table, for the build report.

    Returns
    -------
    tuple
        The schools with `placed` (`address`, `postcode`, `none`) and a geometry, a
        missing postcode taken from the location; and lines of the build report.
        Without a location of its own a school stands at the first location with the
        same six characters (often its successor after a merger), else at the point of
        its four digits: both are `postcode`.
    """
    chosen, findings = _chosen(schools, locations, table)
    by_address = _points_at(schools.brin6, chosen.geometry)
    postcode = schools.postcode.fillna(_texts_at(schools.brin6, chosen.postcode))
    pc4 = schools.pc4.fillna(_texts_at(schools.brin6, chosen.pc4))
    by_six = _points_at(_squeezed(postcode), _point_per_postcode(locations))
    by_four = _points_at(pc4, pc4_points)
    by_postcode = by_six.where(by_six.notna(), by_four)
    placed = np.select([by_address.notna(), by_postcode.notna()], PLACED[:2], PLACED[2])
    points = by_address.where(by_address.notna(), by_postcode)
    fallback = by_address.isna() & by_six.notna()
    findings.append(
        finding(
            table,
            "placed: at a school of the same postcode",
            int(fallback.sum()),
            "of those by postcode: a location with the same six characters, not PC4",
            schools.brin6[fallback],
        )
    )
    frame = gpd.GeoDataFrame(
        schools.assign(postcode=postcode, pc4=pc4, placed=placed),
        geometry=gpd.GeoSeries(points.to_list(), index=schools.index, crs=RD_NEW),
    )
    return frame, [*findings, *_placed_findings(frame, table)]


def no_locations() -> gpd.GeoDataFrame:
    """Return a table of locations without rows."""
    columns = {name: pd.Series(dtype="str") for name in ("brin6", "postcode", "pc4")}
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries([], crs=RD_NEW))


def _chosen(
    schools: pd.DataFrame, locations: gpd.GeoDataFrame | None, table: str
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Choose one location per key, and report keys that occur more than once."""
    rows = no_locations() if locations is None else locations
    rows = rows[rows.brin6.isin(schools.brin6)]
    # One file may be given as two sources: the same point twice is no duplicate.
    places = pd.DataFrame({"x": rows.geometry.x, "y": rows.geometry.y})
    rows = rows[~rows[["brin6", "postcode"]].join(places).duplicated()]
    address = rows.brin6.map(schools.set_index("brin6").postcode)
    agrees = _squeezed(rows.postcode) == _squeezed(address.astype("str"))
    order = np.lexsort((np.arange(len(rows)), ~agrees.to_numpy(dtype=bool)))
    ranked = rows.assign(agrees=agrees).iloc[order]
    single = ranked.drop_duplicates("brin6").set_index("brin6")
    twice = rows.brin6[rows.brin6.duplicated()].unique()
    addressed = schools.brin6[schools.postcode.notna()]
    elsewhere = ~single.agrees & single.index.isin(addressed)
    findings = [
        finding(
            table,
            "duplicate location",
            len(twice),
            "took the first that agrees with the postcode of the address",
            twice,
        ),
        finding(
            table,
            "location at another postcode",
            int(elsewhere.sum()),
            "the point lies at another postcode than the address; the point is used",
            single.index[elsewhere],
        ),
    ]
    return single, findings


def _texts_at(keys: pd.Series, texts: pd.Series) -> pd.Series:
    """Return the text of each key, missing where there is none or it is empty."""
    found = keys.map(texts.astype("str")).astype("str")
    return found.mask(found == "")


def _points_at(keys: pd.Series, points: pd.Series) -> pd.Series:
    """Return the point of each key, None where there is none; keeps the index."""
    row = points.index.get_indexer(pd.Index(keys))
    found = np.full(len(keys), None, dtype=object)
    found[row >= 0] = points.to_numpy(dtype=object)[row[row >= 0]]
    return pd.Series(found, index=keys.index, dtype=object)


def _point_per_postcode(locations: gpd.GeoDataFrame | None) -> pd.Series:
    """Return the first point per postcode of six characters, primary schools last.

    A primary school shares a postcode with a vestiging only by chance, so it comes
    after the others.
    """
    rows = no_locations() if locations is None else locations
    code = _squeezed(rows.postcode)
    primary = rows.soort.str.contains("basis", case=False) if "soort" in rows else False
    order = np.argsort(np.broadcast_to(primary, len(rows)), kind="stable")
    points = pd.Series(rows.geometry.to_numpy(), index=code, dtype="object").iloc[order]
    points = points[points.index.str.len() == len("1234AB")]
    return points[~points.index.duplicated()]


def _squeezed(postcode: pd.Series) -> pd.Series:
    return postcode.fillna("?").astype("str").str.replace(" ", "").str.upper()


def _placed_findings(frame: gpd.GeoDataFrame, table: str) -> list[Finding]:
    why = {
        "address": "placed by location",
        "postcode": "no location: placed at the point of the postcode",
        "none": "no location and no postcode with a point: no place",
    }
    return [
        finding(
            table,
            f"placed: {how}",
            int((frame.placed == how).sum()),
            why[how],
            () if how == "address" else frame.brin6[frame.placed == how],
        )
        for how in PLACED
    ]
