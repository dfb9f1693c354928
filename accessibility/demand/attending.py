"""Pupil flows: the homes of each vestiging's pupils, spread over its offers.

DUO file 02 tells from which postcodes the third-years of a vestiging come, all school
types together; file 01 how many of them follow a profiel in a leerweg. Neither tells
who is who: within a vestiging everyone is taken to come from the same places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.codes import THIRD_YEAR
from accessibility.counting import (
    COUNT_COLUMNS,
    NO_THRESHOLD,
    PUBLISHED_THRESHOLD,
    round_counts,
)
from accessibility.demand.combined import with_combined
from accessibility.errors import MissingDataError

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.snapshot import Snapshot

ASSUMPTION: Final = (
    "within a vestiging the pupils of every profiel are taken to come from the same "
    "postcodes as all its third-years"
)


def smallest_shown(snapshot: Snapshot) -> int:
    """Return the multiple to which homes are rounded: 5, or none for the example."""
    return NO_THRESHOLD if snapshot.manifest.example else PUBLISHED_THRESHOLD


def pupil_flows(snapshot: Snapshot) -> pd.DataFrame:
    """Return pupils by home postcode and own vestiging, per profiel and leerweg.

    Parameters
    ----------
    snapshot
        With table `herkomst`; its `offers` tell the third-years of each offer, and
        its `pupils` those of combined programmes, who count for each profile.

    Returns
    -------
    pandas.DataFrame
        Columns `pc4`, `brin6`, `profiel`, `leerweg` and the interval counts, as
        `accessibility.measures.own_vestiging.attendance` takes them. Offers of unknown
        size, and vestigingen whose homes are not known, are left out.

    Raises
    ------
    MissingDataError
        If the snapshot holds no homes of third-years.
    """
    if not snapshot.has("herkomst"):
        message = (
            f"snapshot {snapshot.manifest.name!r} does not tell where the pupils of a "
            "vestiging live: build it with a source of kind duo-herkomst"
        )
        raise MissingDataError(message)
    homes = _parts(snapshot)
    everyone = with_combined(snapshot, once=False)
    offers = everyone.dropna(subset=list(COUNT_COLUMNS))
    keys = ["brin6", "profiel", "leerweg"]
    flows = offers[[*keys, *COUNT_COLUMNS]].merge(homes, on="brin6")
    counts = {name: flows[name] * flows.part for name in COUNT_COLUMNS}
    return flows.assign(**counts)[["pc4", *keys, *COUNT_COLUMNS]]


def _parts(snapshot: Snapshot) -> pd.DataFrame:
    """Return which part of a vestiging's third-years comes from each postcode."""
    table = snapshot.table("herkomst")
    third = table[table.leerjaar == THIRD_YEAR].reset_index(drop=True)
    base = smallest_shown(snapshot)
    if base > 1:
        third = round_counts(third, base=base, rows=["brin6"], order=["pc4"])
    some = third[third.students > 0]
    part = some.students / some.groupby("brin6").students.transform("sum")
    parts: pd.DataFrame = some[["brin6", "pc4"]].assign(part=part)
    return parts
