"""Vestigingen that dropped a technical offer and are still there: ready to try again.

The monitor asks for schools that gave a technical profiel up and kept D&P, or another
technical profiel, and so a place and perhaps the equipment. Each is an edit that a
what-if can start from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import TECHNISCH, Profiel
from accessibility.counting import COUNT_COLUMNS, as_masked
from accessibility.demand import with_combined

if TYPE_CHECKING:
    from accessibility.codes import AreaKind
    from accessibility.snapshot import Snapshot

DROPPED_COLUMNS: Final = (
    *("region", "brin6", "naam", "plaats", "profiel", "leerweg"),
    *COUNT_COLUMNS,
    *("keeps_profiel", "keeps_dp", "keeps_technical", "keeps", "edit"),
)
"""Columns: third-years as they were; what the vestiging has now: the profiel in another
leerweg, D&P, another technical profiel, and all of it; and the edit that opens it."""

_KEYS: Final = ["brin6", "profiel", "leerweg"]
_TECHNICAL: Final = [profiel.value for profiel in TECHNISCH]
_YES_NO: Final = {True: "ja", False: "nee"}


def dropped_offers(old: Snapshot, new: Snapshot, per: AreaKind) -> pd.DataFrame:
    """Return technical offers of an older snapshot that a vestiging has no more.

    Parameters
    ----------
    old, new
        Two snapshots, years apart.
    per
        Division, of which the region is told.

    Returns
    -------
    pandas.DataFrame
        `DROPPED_COLUMNS`, those that kept D&P or the profiel itself first. A
        vestiging that offers nothing any more, or has another code, is left out. Of 1
        to 4 third-years is told no more than that.
    """
    then, now = (with_combined(one, once=True) for one in (old, new))
    then = then[then.profiel.isin(_TECHNICAL) & then.brin6.isin(now.brin6)]
    gone = ~_keys(then).isin(_keys(now))
    table = then[gone].reset_index(drop=True)
    counts = list(COUNT_COLUMNS)
    masked = as_masked(table[counts].to_numpy(np.float64).T)
    has = now.groupby("brin6").profiel.agg(lambda some: sorted(set(some)))
    kept = table.brin6.map(has)
    sites = new.vestigingen.set_index("brin6")
    pairs = [*zip(kept, table.profiel, strict=True)]
    told = table.assign(
        **dict(zip(counts, masked, strict=True)),
        region=table.brin6.map(_regions(old, per) | _regions(new, per)),
        naam=table.brin6.map(sites.naam),
        plaats=table.brin6.map(sites.plaats),
        keeps_profiel=[_YES_NO[own in all_of] for all_of, own in pairs],
        keeps_dp=[_YES_NO[Profiel.DP.value in all_of] for all_of, _ in pairs],
        keeps_technical=[_YES_NO[_other(all_of, own)] for all_of, own in pairs],
        keeps=[", ".join(all_of) for all_of, _ in pairs],
        edit="open-" + table.brin6 + "-" + table.profiel + "-" + table.leerweg,
    )
    order = ["keeps_profiel", "keeps_dp", "brin6", "profiel", "leerweg"]
    return told.sort_values(order, ignore_index=True)[list(DROPPED_COLUMNS)]


def _regions(snapshot: Snapshot, per: AreaKind) -> dict[str, str]:
    """Return the region of each vestiging, as far as the snapshot tells."""
    sites = snapshot.vestigingen
    if per.column not in sites:
        return {}
    known = sites[sites[per.column].notna()]
    return dict(zip(known.brin6, known[per.column], strict=True))


def _keys(offers: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(offers[_KEYS])


def _other(all_of: list[str], own: str) -> bool:
    return any(one in _TECHNICAL for one in all_of if one != own)
