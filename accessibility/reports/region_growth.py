"""Regions by school: technical third-years now and ahead, and clusters of growth.

The monitor calls a region with fewer than 75 technical third-years small, and puts
regions in four clusters by whether technical and other third-years grew (no change is
growth), in bl and kl together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import AreaKind
from accessibility.counting import COUNT_COLUMNS
from accessibility.effects import FEW_PER_REGION, below
from accessibility.monitor import clusters_of
from accessibility.reports.offered_by_region import (
    names_of,
    site_regions,
    technical_offers,
    vmbo_regions,
)
from accessibility.reports.small_groups import LIKELY_COUNTS, with_likely

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot

_COUNTS: Final = list(COUNT_COLUMNS)
_WHEN: Final = ("then", "now")
CLUSTER_COLUMNS: Final = (
    *("region", "region_name", "technical_then", "technical_now", "others_then"),
    *("others_now", "technical_change_percent", "others_change_percent", "cluster"),
)


def region_totals(
    snapshot: Snapshot, per: AreaKind, factor: pd.Series | None = None
) -> pd.DataFrame:
    """Return technical third-years of every region, the empty ones too.

    Of STO-regio's also those without any vmbo, as in a dossier; of other divisions
    those with vmbo.

    Parameters
    ----------
    snapshot
        With offers and vestigingen.
    per
        Division.
    factor
        By what the pupils of each vestiging are multiplied in a later year.

    Returns
    -------
    pandas.DataFrame
        `region`, `region_name`, the interval `students`, and `below_75`; with a
        factor the same as expected in that year, without ends, since nothing of it
        is guaranteed; and likely ends. The smallest first.
    """
    offers = technical_offers(snapshot, per)
    table = _summed(offers, _regions(snapshot, per))
    table.insert(1, "region_name", table.region.map(names_of(snapshot, per)))
    if factor is not None:
        times = offers.brin6.map(factor).fillna(1.0)
        later = offers.assign(**{name: offers[name] * times for name in _COUNTS})
        ahead = _summed(later, list(table.region))
        ahead = ahead.drop(columns=["region", *LIKELY_COUNTS])
        # What masks leave open is no end of what is to come.
        ahead[["students_low", "students_high"]] = np.nan
        table = pd.concat([table, ahead.add_prefix("expected_")], axis=1)
    told = [name for name in table if name not in LIKELY_COUNTS]
    table = table[[*told, *LIKELY_COUNTS]]
    return table.sort_values(["students", "region"], ignore_index=True)


def _regions(snapshot: Snapshot, per: AreaKind) -> list[str]:
    if per is AreaKind.STO_REGIO:
        return sorted(set(site_regions(snapshot, per)))
    return vmbo_regions(snapshot, per)


def _summed(offers: pd.DataFrame, regions: list[str]) -> pd.DataFrame:
    sums = with_likely(offers, ["region"]).set_index("region")
    table = sums.reindex(pd.Index(regions, name="region"), fill_value=0.0).reset_index()
    ends = table[["students_low", "students_high", *LIKELY_COUNTS]].to_numpy()
    table["below_75"] = [
        below(low, high, FEW_PER_REGION, (a, b)).value for low, high, a, b in ends
    ]
    return table


def region_clusters(
    old: Snapshot, new: Snapshot, per: AreaKind
) -> tuple[pd.DataFrame, list[str]]:
    """Return the cluster of every region between two snapshots, and who drops out.

    Returns
    -------
    tuple
        `region`, `region_name`, third-years of bl and kl `technical_then`, `_now`,
        `others_then`, `_now`, the changes in per cent, and `cluster`; and the regions
        that have none in one of the two years, which are left out.
    """
    region_of = {**site_regions(old, per), **site_regions(new, per)}
    both = clusters_of(new.table("pupils"), old.table("pupils"), region_of)
    here = {when: both[f"technical_{when}"] + both[f"others_{when}"] for when in _WHEN}
    gone = (here["then"] == 0) | (here["now"] == 0)
    table = both[~gone].reset_index(names="region")
    for kind in ("technical", "others"):
        first, last = (table[f"{kind}_{when}"] for when in _WHEN)
        table[f"{kind}_change_percent"] = 100 * (last / first.where(first > 0) - 1)
    table.insert(1, "region_name", table.region.map(names_of(new, per)))
    order = ["cluster", "region"]
    return table.sort_values(order, ignore_index=True)[list(CLUSTER_COLUMNS)], sorted(
        both.index[gone]
    )
