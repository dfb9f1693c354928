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
from accessibility.counting import COUNT_COLUMNS, Areas, as_masked, counted
from accessibility.demand import with_combined
from accessibility.effects import MOST_HARD_TO_ORGANISE, UNSURE, Robust, at_most

if TYPE_CHECKING:
    from collections.abc import Collection

    from accessibility.snapshot import Snapshot

LIKELY_COUNTS: Final = ("students_likely_low", "students_likely_high")
"""Likely ends of a group, or of a sum of groups."""

LIKELY_WORDS: Final = (
    "counted at the school, wherever pupils live: students_low and students_high are "
    "guaranteed, whatever masks hide; between students_likely_low and "
    "students_likely_high they very likely are, if each number that a mask may hide is "
    "as likely"
)
"""What the ends of sums of third-years mean."""

GROUP_COLUMNS: Final = (
    *("brin6", "naam", "plaats", "sto_regio", "profiel", "leerweg"),
    *COUNT_COLUMNS,
    *("small", "alternative", "alternative_naam", "alternative_m"),
    "alternative_sto_regio",
    *LIKELY_COUNTS,
)
"""Columns of a table of groups; `leerweg` is empty where they are combined, and
`alternative` is the nearest other vestiging with the same profiel and leerweg."""

_TECHNICAL: Final = tuple(profiel.value for profiel in TECHNISCH)
_COUNTS: Final = list(COUNT_COLUMNS)


def vestiging_groups(
    snapshot: Snapshot,
    *,
    combined: bool = False,
    most: int = MOST_HARD_TO_ORGANISE,
    profielen: Collection[str] = _TECHNICAL,
    leerwegen: Collection[Leerweg] = tuple(Leerweg),
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
    profielen, leerwegen
        Of which groups are told, or combined.

    Returns
    -------
    pandas.DataFrame
        Columns `GROUP_COLUMNS`, small groups first. Of 1 to 4 third-years is told no
        more than that, and sums of such are intervals.
    """
    offers = with_combined(snapshot, once=True)
    asked = offers.profiel.isin(profielen) & offers.leerweg.isin(leerwegen)
    offers = offers[asked].reset_index(drop=True)
    offers[_COUNTS] = as_masked(offers[_COUNTS].to_numpy(np.float64).T).T
    keys = ["brin6", "profiel", *([] if combined else ["leerweg"])]
    groups = with_likely(offers, keys).assign(**({"leerweg": ""} if combined else {}))
    sizes = groups[["students_low", "students_high", *LIKELY_COUNTS]].to_numpy()
    small = [at_most(low, high, most, (a, b)).value for low, high, a, b in sizes]
    table = _placed(groups.assign(small=small), snapshot)
    table = pd.concat([table, _alternatives(table)], axis=1)
    rank = table.small.map(_ORDER)
    ordered = table.assign(rank=rank).sort_values(
        ["rank", "students", "brin6", "profiel", "leerweg"], kind="stable"
    )
    return ordered[list(GROUP_COLUMNS)].reset_index(drop=True)


_ORDER: Final = {one.value: rank for rank, one in enumerate((Robust.YES, *UNSURE))}


def count_words(groups: pd.DataFrame, most: int) -> str:
    """Say how many groups are small, by leerweg where they are apart."""
    yes = groups[groups.small == Robust.YES.value]
    unsure = int(groups.small.isin(UNSURE).sum())
    parts = [
        f"{leerweg.value} {int((yes.leerweg == leerweg.value).sum())}"
        for leerweg in Leerweg
        if (groups.leerweg == leerweg.value).any()
    ]
    kind = "technical groups" if groups.profiel.isin(_TECHNICAL).all() else "groups"
    told = f"{len(yes)} of {len(groups)} {kind} have at most {most}"
    return " ".join(
        [
            f"{told} third-years" + (f" ({', '.join(parts)})" if parts else ""),
            *([f"and of {unsure} it cannot be said"] if unsure else []),
        ]
    )


def with_likely(groups: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Add up groups of third-years, with likely ends beside the guaranteed ones.

    A masked count is any of its numbers, each as likely; of several the errors partly
    cancel. With one of unknown size, no more than the least of the sum is known.

    Parameters
    ----------
    groups
        Interval counts `COUNT_COLUMNS`.
    keys
        Columns of which each combination that occurs is a sum.

    Returns
    -------
    pandas.DataFrame
        The keys, `COUNT_COLUMNS` and `LIKELY_COUNTS`.
    """
    by = groups.groupby(keys, dropna=True)
    # A group without a key, such as a school without a region, is in no sum.
    rows = by.ngroup().fillna(-1).to_numpy().astype(np.int64)
    known = rows >= 0
    counts = groups.loc[known, _COUNTS].to_numpy(np.float64).T
    found = counted(counts, Areas(rows[known], by.ngroups))
    names = ("students_low", LIKELY_COUNTS[0], "students", LIKELY_COUNTS[1])
    columns = dict(zip((*names, "students_high"), found, strict=True))
    which = by.size().reset_index()[keys]
    return which.assign(**columns)


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
