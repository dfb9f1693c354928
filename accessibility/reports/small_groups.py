"""Groups of few third-years: which are hard to organise, and what lies nearest.

The monitor calls a group of at most ten third-years of a profiel at a vestiging hard to
organise. Many schools teach leerwegen together, so groups are told strictly and with
the leerwegen of a profiel combined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from accessibility.codes import TECHNISCH, Leerweg
from accessibility.counting import COUNT_COLUMNS, as_masked
from accessibility.demand import with_combined
from accessibility.effects import MOST_HARD_TO_ORGANISE, Robust, at_most

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot

GROUP_COLUMNS: Final = (
    *("brin6", "naam", "plaats", "sto_regio", "profiel", "leerweg"),
    *COUNT_COLUMNS,
    *("small", "alternative", "alternative_naam", "alternative_m"),
    "alternative_sto_regio",
)
"""Columns of a table of groups; `leerweg` is empty where they are combined, and
`alternative` is the nearest other vestiging with the same profiel and leerweg."""

_TECHNICAL: Final = [profiel.value for profiel in TECHNISCH]
_COUNTS: Final = list(COUNT_COLUMNS)


def vestiging_groups(
    snapshot: Snapshot,
    *,
    combined: bool = False,
    most: int = MOST_HARD_TO_ORGANISE,
) -> pd.DataFrame:
    """Return every technical group, whether it is small, and the nearest alternative.

    Parameters
    ----------
    snapshot
        With offers and vestigingen.
    combined
        The leerwegen of a profiel at a vestiging are one group.
    most
        Most third-years of a small group.

    Returns
    -------
    pandas.DataFrame
        Columns `GROUP_COLUMNS`, small groups first. Of 1 to 4 third-years is told no
        more than that, and sums of such are intervals.
    """
    offers = with_combined(snapshot, once=True)
    offers = offers[offers.profiel.isin(_TECHNICAL)].reset_index(drop=True)
    offers[_COUNTS] = as_masked(offers[_COUNTS].to_numpy(np.float64).T).T
    if combined:
        offers = _combined(offers)
    sizes = zip(offers.students_low, offers.students_high, strict=True)
    small = [at_most(low, high, most).value for low, high in sizes]
    table = _placed(offers.assign(small=small), snapshot)
    table = pd.concat([table, _alternatives(table)], axis=1)
    rank = table.small.map(_ORDER)
    ordered = table.assign(rank=rank).sort_values(
        ["rank", "students", "brin6", "profiel", "leerweg"], kind="stable"
    )
    return ordered[list(GROUP_COLUMNS)].reset_index(drop=True)


_ORDER: Final = {Robust.YES.value: 0, Robust.NOT_ROBUST.value: 1}


def count_words(groups: pd.DataFrame, most: int) -> str:
    """Say how many groups are small, by leerweg where they are apart."""
    yes = groups[groups.small == Robust.YES.value]
    unsure = int((groups.small == Robust.NOT_ROBUST.value).sum())
    parts = [
        f"{leerweg.value} {int((yes.leerweg == leerweg.value).sum())}"
        for leerweg in Leerweg
        if (groups.leerweg == leerweg.value).any()
    ]
    told = f"{len(yes)} of {len(groups)} technical groups have at most {most}"
    return " ".join(
        [
            f"{told} third-years" + (f" ({', '.join(parts)})" if parts else ""),
            *([f"and of {unsure} it cannot be said"] if unsure else []),
        ]
    )


def _combined(offers: pd.DataFrame) -> pd.DataFrame:
    """Return a row per vestiging and profiel; with one size unknown, so is the sum."""
    keys = ["brin6", "profiel"]
    sums = offers.groupby(keys)[_COUNTS].sum(skipna=False).reset_index()
    return sums.assign(leerweg="")


def _placed(offers: pd.DataFrame, snapshot: Snapshot) -> pd.DataFrame:
    sites = snapshot.vestigingen.set_index("brin6")
    there = sites.reindex(offers.brin6)
    return offers.assign(
        naam=there.naam.to_numpy(),
        plaats=there.plaats.to_numpy(),
        sto_regio=there.sto_regio.to_numpy(),
        x_m=there.geometry.x.to_numpy(),
        y_m=there.geometry.y.to_numpy(),
    )


def _alternatives(table: pd.DataFrame) -> pd.DataFrame:
    """Return the nearest other vestiging with the same pair, in a straight line."""
    found = pd.DataFrame(
        {
            "alternative": pd.Series(pd.NA, table.index, dtype="str"),
            "alternative_m": np.nan,
        }
    )
    placed = table[table.x_m.notna()]
    for _, rows in placed.groupby(["profiel", "leerweg"]):
        if len(rows) < 2:  # noqa: PLR2004 - another one is needed
            continue
        at = rows[["x_m", "y_m"]].to_numpy()
        way, other = cKDTree(at).query(at, k=2)
        # At one address either of the two may come first: the other is meant.
        own = other[:, 0] == np.arange(len(rows))
        nearest = np.where(own, other[:, 1], other[:, 0])
        found.loc[rows.index, "alternative"] = rows.brin6.to_numpy()[nearest]
        found.loc[rows.index, "alternative_m"] = np.where(own, way[:, 1], way[:, 0])
    names = table.drop_duplicates("brin6").set_index("brin6")
    return found.assign(
        alternative_naam=found.alternative.map(names.naam),
        alternative_sto_regio=found.alternative.map(names.sto_regio),
    )
