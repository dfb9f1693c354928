"""Regions by school: what each offers, what is absent, and what lies across the border.

A region is a set of vestigingen. For every technical profiel and leerweg it is told
whether the region has it at no vestiging, at one, or at several; where it hangs on one
or none, the nearest vestiging outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from accessibility.codes import TECHNISCH, AreaKind, Leerweg
from accessibility.counting import COUNT_COLUMNS, WHOLE_COUNTRY, as_masked
from accessibility.demand import with_combined
from accessibility.errors import UsageError

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot

OFFER_COLUMNS: Final = (
    *("region", "region_name", "profiel", "leerweg", "vestigingen", "status"),
    *("only", "nearest_outside", "nearest_outside_naam", "nearest_outside_region"),
    "nearest_outside_m",
)
"""Columns of what regions offer: `only` is the one vestiging that has it."""

ABSENT: Final = "ontbreekt"
ONE: Final = "één vestiging"
SEVERAL: Final = "meer vestigingen"

_TECHNICAL: Final = [profiel.value for profiel in TECHNISCH]
_LEERWEGEN: Final = [leerweg.value for leerweg in Leerweg]
_COUNTS: Final = list(COUNT_COLUMNS)


def technical_offers(snapshot: Snapshot, per: AreaKind) -> pd.DataFrame:
    """Return technical offers with region, place and masked third-years.

    Raises
    ------
    UsageError
        If the vestigingen carry no such division.
    """
    region = regions_or_whole(snapshot, per)
    offers = with_combined(snapshot, once=True)
    offers = offers[offers.profiel.isin(_TECHNICAL)].reset_index(drop=True)
    offers[_COUNTS] = as_masked(offers[_COUNTS].to_numpy(np.float64).T).T
    sites = snapshot.vestigingen.set_index("brin6")
    there = sites.reindex(offers.brin6)
    return offers.assign(
        region=offers.brin6.map(region),
        naam=there.naam.to_numpy(),
        x_m=there.geometry.x.to_numpy(),
        y_m=there.geometry.y.to_numpy(),
    )


def regions_or_whole(snapshot: Snapshot, per: AreaKind) -> pd.Series:
    """Return the region of each vestiging as `site_regions`, or the whole country.

    Raises
    ------
    UsageError
        If the vestigingen carry no such division.
    """
    if per is not AreaKind.NL:
        return site_regions(snapshot, per)
    codes = snapshot.vestigingen.brin6
    return pd.Series(WHOLE_COUNTRY, index=pd.Index(codes), dtype="str")


def site_regions(snapshot: Snapshot, per: AreaKind) -> pd.Series:
    """Return the region of each vestiging that has one, by its code.

    Raises
    ------
    UsageError
        If the vestigingen carry no such division.
    """
    column = per.column
    sites = snapshot.vestigingen
    if column not in sites or sites[column].isna().all():
        message = (
            f"this snapshot does not tell the {per.value} of a vestiging; choose "
            "another --area, or add a source of kind sto-regios or regio-indeling"
        )
        raise UsageError(message)
    region: pd.Series = sites.set_index("brin6")[column].dropna()
    return region


def region_offers(snapshot: Snapshot, per: AreaKind) -> pd.DataFrame:
    """Return what every region offers, what is absent first.

    A region counts if any of its vestigingen has vmbo, whatever it offers.

    Raises
    ------
    UsageError
        If the vestigingen carry no such division.
    """
    offers = technical_offers(snapshot, per)
    regions = vmbo_regions(snapshot, per)
    keys = ["region", "profiel", "leerweg"]
    every = pd.MultiIndex.from_product([regions, _TECHNICAL, _LEERWEGEN], names=keys)
    grouped = offers.dropna(subset="region").groupby(keys).brin6
    count = grouped.nunique().reindex(every, fill_value=0)
    table = count.rename("vestigingen").reset_index()
    only = grouped.first().reindex(every).to_numpy()
    n = table.vestigingen.to_numpy()
    table["status"] = np.select([n == 0, n == 1], [ABSENT, ONE], SEVERAL)
    table["only"] = np.where(n == 1, only, "")
    table = pd.concat([table, _outside(table, offers, snapshot, per)], axis=1)
    table["region_name"] = table.region.map(names_of(snapshot, per))
    order = ["vestigingen", "profiel", "leerweg", "region"]
    return table.sort_values(order, ignore_index=True)[list(OFFER_COLUMNS)]


def vmbo_regions(snapshot: Snapshot, per: AreaKind) -> list[str]:
    """Return the regions in which a vestiging has any vmbo offer."""
    region = site_regions(snapshot, per)
    return sorted(set(snapshot.offers.brin6.map(region).dropna()))


def names_of(snapshot: Snapshot, per: AreaKind) -> dict[str, str]:
    """Return the name of each region."""
    if not snapshot.has("areas"):
        return {}
    areas = snapshot.areas(per)
    return dict(zip(areas.area_code, areas.area_name, strict=True))


def _outside(
    table: pd.DataFrame, offers: pd.DataFrame, snapshot: Snapshot, per: AreaKind
) -> pd.DataFrame:
    """Return the nearest offer outside each region, from any vmbo site of it."""
    sites = _vmbo_sites(snapshot, per)
    found = [_nearest(sites, offers, one) for one in table.itertuples()]
    columns = ["nearest_outside", "nearest_outside_naam", "nearest_outside_region"]
    return pd.DataFrame(found, columns=[*columns, "nearest_outside_m"])


def _vmbo_sites(snapshot: Snapshot, per: AreaKind) -> pd.DataFrame:
    region = site_regions(snapshot, per)
    sites = snapshot.vestigingen
    held = sites[sites.brin6.isin(snapshot.offers.brin6) & sites.geometry.notna()]
    frame = pd.DataFrame(
        {
            "region": held.brin6.map(region),
            "x_m": held.geometry.x,
            "y_m": held.geometry.y,
        }
    )
    return frame.dropna()


def _nearest(
    sites: pd.DataFrame, offers: pd.DataFrame, row: tuple[object, ...]
) -> tuple[str, str, str, float]:
    region, profiel, leerweg, n = row[1:5]
    own = sites[sites.region == region]
    wanted = (offers.profiel == profiel) & (offers.leerweg == leerweg)
    other = offers[wanted & (offers.region != region) & offers.x_m.notna()]
    if n > 1 or own.empty or other.empty:  # type: ignore[operator] # a number
        return "", "", "", float("nan")
    way, _ = cKDTree(own[["x_m", "y_m"]]).query(other[["x_m", "y_m"]])
    at = int(np.argmin(way))
    best = other.iloc[at]
    where = "" if pd.isna(best.region) else str(best.region)
    return str(best.brin6), str(best.naam), where, float(way[at])
