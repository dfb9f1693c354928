"""What a scenario opens and closes, among the vestigingen of a region map."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from accessibility.codes import profielen_of, short_name

if TYPE_CHECKING:
    from accessibility.measures import Pair
    from accessibility.reports.one_region import RegionView
    from accessibility.scenario import Applied, OfferKey
    from accessibility.snapshot import Snapshot


def turned(offers: frozenset[OfferKey], pair: Pair) -> set[str]:
    """Return the BRIN6 of offers of a pair, among those that open or close."""
    members = set(profielen_of(pair[0]))
    return {
        brin6
        for brin6, profiel, leerweg in offers
        if profiel in members and leerweg == pair[1]
    }


def with_changed_sites(
    view: RegionView, before: Snapshot, applied: Applied, pair: Pair
) -> RegionView:
    """Tell in a view after a scenario which vestigingen open and which close.

    Parameters
    ----------
    view
        Of the snapshot after.
    before, applied
        The snapshot before, and the scenario applied to it.
    pair
        Profiel and leerweg of the view.
    """
    sites = view.vestigingen
    opened = sites.brin6.isin(turned(applied.opened, pair))
    kind = sites.offers.mask(opened & sites.offers.eq("pair"), "opened")
    told = sites.assign(offers=kind)
    old = before.vestigingen
    gone = old[old.brin6.isin(turned(applied.closed, pair)) & old.geometry.notna()]
    closed = gone.assign(offers="closed", naam=gone.naam.map(short_name))
    kept = told[~told.brin6.isin(closed.brin6) | told.offers.eq("pair")]
    both = pd.concat([kept, closed[list(told)]], ignore_index=True)
    return replace(view, vestigingen=gpd.GeoDataFrame(both, crs=sites.crs))
