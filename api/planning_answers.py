"""From a plan to an answer: what was asked in plain values, and how sure it is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import msgspec

from accessibility.codes import AreaKind
from accessibility.headers import snapshot_header
from accessibility.questions import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import geopandas as gpd
    import pandas as pd

    from accessibility.regions import Region
    from accessibility.siting import SitingPlan
    from accessibility.snapshot import Snapshot

_SAID: Final = {
    "n_new": "k",
    "n_sites": "k",
    "n_buses": "m",
    "area_name": "in",
    "free": "days_off",
}
"""What the command line calls otherwise."""

_LEFT_OUT: Final = ("gap", "half_days", "n_parts", "free_afternoons", "setup_s")
"""What nobody asks."""


def planning_answer(
    snapshot: Snapshot,
    table: pd.DataFrame,
    used: Iterable[str],
    *,
    question: dict[str, Any],
    title: str,
    notes: Sequence[str] = (),
    proof: str = "",
) -> Answer:
    """Return a table of planning as an answer, with its header.

    Parameters
    ----------
    snapshot
        What was planned with.
    table
        One row per thing answered.
    used
        Names of the tables of the snapshot that it rests on.
    question
        What was asked, as plain values by name.
    title
        One line for a person who reads the table on a screen.
    notes
        What a reader must know.
    proof
        How sure a plan is the best one.
    """
    header = snapshot_header(
        snapshot, used, question=question, notes=notes, proof=proof
    )
    return Answer(table, header, title)


def plain_question(question: object, **filled: object) -> dict[str, Any]:
    """Return a planning question as plain values; what binds nothing is left out.

    Parameters
    ----------
    question
        One of `accessibility.planning`.
    filled
        Values that take the place of its own: a threshold that was not told.
    """
    plain = _flat({**msgspec.to_builtins(question), **filled})
    return {
        _SAID.get(name, name): value
        for name, value in plain.items()
        if name not in _LEFT_OUT and not _binds_nothing(value)
    }


def _flat(values: dict[str, Any]) -> dict[str, Any]:
    """Return values by name with those of an inner part among them."""
    flat: dict[str, Any] = {}
    for name, value in values.items():
        flat |= _flat(value) if isinstance(value, dict) else {name: value}
    return flat


def _binds_nothing(value: object) -> bool:
    endless = isinstance(value, float) and math.isinf(value)
    return value is None or endless or value in ([], ())


def proof_of(plan: SitingPlan) -> str:
    """Say how sure it is that no plan of sites is better."""
    if plan.proven:
        return "proven best"
    if math.isinf(plan.gap):
        return "not proven: this plan reaches nothing, a better one may exist"
    return f"at most {plan.gap:.2%} from the best"


def outline_of(snapshot: Snapshot, region: Region) -> gpd.GeoDataFrame:
    """Return the polygons of a region for a map, or the postcodes that make it up."""
    if region.kind is not AreaKind.NL:
        areas = snapshot.areas(region.kind)
        areas = areas[(areas["area_code"] == region.code) & areas.geometry.notna()]
        if len(areas):
            return areas
    if snapshot.has("pc4_areas"):
        return snapshot.areas(AreaKind.PC4)
    return snapshot.postcodes.iloc[:0]
