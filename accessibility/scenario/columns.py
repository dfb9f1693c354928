"""A reach table after a scenario: only the columns of what moved are measured anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from accessibility.places import Points, points_of
from accessibility.straight_line import straight_line_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from accessibility.reach_table import ReachTable
    from accessibility.scenario.applied import Applied

    Measure = Callable[[Points], ReachTable]
    """Measures from all student points to a few destinations, over the road."""


def fresh_columns(
    reach: ReachTable,
    applied: Applied,
    points: Points,
    *,
    measure: Measure | None = None,
) -> ReachTable:
    """Measure the columns of the vestigingen that a scenario founded or moved.

    Parameters
    ----------
    reach
        The table before the scenario; gives mode and limit.
    applied
        The scenario applied.
    points
        The student points of the table.
    measure
        One bounded search per destination over the road; left out, the straight line
        is measured.

    Returns
    -------
    ReachTable
        One column per vestiging in `applied.placed`, in that order.
    """
    if not applied.placed:
        return _without_columns(reach)
    sites = applied.snapshot.vestigingen
    chosen = points_of(sites[sites.brin6.isin(applied.placed)], "brin6")
    order = np.argsort(chosen.ids, kind="stable")
    wanted = Points(
        chosen.ids[order], chosen.x_m[order], chosen.y_m[order], chosen.epsg
    )
    if measure is not None:
        return measure(wanted)
    return straight_line_table(points, wanted, limit_m=reach.limit)


def _without_columns(reach: ReachTable) -> ReachTable:
    """Return the table with no destinations: nothing was founded or moved."""
    return replace(
        reach.replaced(lambda _, values: values[:0]),
        destination_ids=np.empty(0, np.str_),
        indptr=np.zeros(1, np.int64),
        destination_component=(
            None
            if reach.destination_component is None
            else reach.destination_component[:0]
        ),
        destination_edge_m=None if reach.destination_edge_m is None else np.empty(0),
        straight=None,
    )


def edited(reach: ReachTable, applied: Applied, fresh: ReachTable) -> ReachTable:
    """Return the reach table after a scenario.

    Parameters
    ----------
    reach
        The table before the scenario.
    applied
        The scenario applied.
    fresh
        Columns of what it founded or moved, from `fresh_columns`.

    Returns
    -------
    ReachTable
        One column per vestiging of the snapshot after, in its order; the same arrays
        as measuring everything anew would give.
    """
    ids = applied.snapshot.vestigingen.brin6.to_numpy(dtype=np.str_)
    if not len(fresh.destination_ids) and np.array_equal(ids, reach.destination_ids):
        return reach
    old = {code: j for j, code in enumerate(reach.destination_ids.tolist())}
    new = {code: j for j, code in enumerate(fresh.destination_ids.tolist())}
    from_new = np.asarray([code in new for code in ids.tolist()], dtype=np.bool_)
    column = np.asarray(
        [new.get(code, old.get(code, -1)) for code in ids.tolist()], dtype=np.int64
    )
    entries, indptr = _spliced(reach, fresh, from_new, column)

    def joined(name: str, values: NDArray[Any]) -> NDArray[Any] | None:
        more = getattr(fresh, name)
        return None if more is None else np.concatenate([values, more])[entries]

    return replace(
        reach.replaced(joined),
        destination_ids=ids,
        indptr=indptr,
        destination_component=_components(reach, fresh, from_new, column),
        destination_edge_m=_edges(reach, fresh, from_new, column),
        straight=None,
    )


def _spliced(
    reach: ReachTable,
    fresh: ReachTable,
    from_new: NDArray[np.bool_],
    column: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return positions in the old entries followed by the new, and column starts."""
    starts = np.where(
        from_new,
        _at(fresh.indptr, column, from_new) + len(reach.point),
        _at(reach.indptr, column, ~from_new),
    )
    ends = np.where(
        from_new,
        _at(fresh.indptr[1:], column, from_new) + len(reach.point),
        _at(reach.indptr[1:], column, ~from_new),
    )
    size = ends - starts
    indptr = np.concatenate([[0], np.cumsum(size)]).astype(np.int64)
    entries = np.arange(indptr[-1]) + np.repeat(starts - indptr[:-1], size)
    return entries, indptr


def _at(
    values: NDArray[np.int64], column: NDArray[np.int64], here: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Return `values[column]` where it applies, and 0 elsewhere."""
    out = np.zeros(len(column), np.int64)
    out[here] = values[column[here]]
    return out


def _components(
    reach: ReachTable,
    fresh: ReachTable,
    from_new: NDArray[np.bool_],
    column: NDArray[np.int64],
) -> NDArray[np.int32] | None:
    if reach.destination_component is None:
        return None
    out = np.full(len(column), -1, np.int32)
    out[~from_new] = reach.destination_component[column[~from_new]]
    if fresh.destination_component is not None:
        out[from_new] = fresh.destination_component[column[from_new]]
    return out


def _edges(
    reach: ReachTable,
    fresh: ReachTable,
    from_new: NDArray[np.bool_],
    column: NDArray[np.int64],
) -> NDArray[np.float64] | None:
    if reach.destination_edge_m is None:
        return None
    out = np.zeros(len(column))
    out[~from_new] = reach.destination_edge_m[column[~from_new]]
    if fresh.destination_edge_m is not None:
        out[from_new] = fresh.destination_edge_m[column[from_new]]
    return out
