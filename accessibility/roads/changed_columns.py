"""Columns of a reach table before and after an edit: read, compared, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from accessibility.codes import Unit
from accessibility.reach_table import NOT_FOUND, ReachTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.places import Points
    from accessibility.roads.snapping import SnappedPoints

    Column = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]


def is_same(one: Column, other: Column, strayed: NDArray[np.int64]) -> bool:
    """Tell whether a column is what it was, for points that stayed."""
    if len(strayed):
        stays = ~np.isin(other[0], strayed)
        other = (other[0][stays], other[1][stays], other[2][stays])
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def differing(
    table: ReachTable,
    rows: NDArray[np.int64],
    cells: tuple[NDArray[np.int32], NDArray[np.int32]],
    old: NDArray[np.int64],
) -> list[int]:
    """Return for which sites a few points have other cells than in the table.

    Parameters
    ----------
    table
        Before.
    rows
        The points.
    cells
        After, from each of these to each site.
    old
        Column of each site in the table, -1 for one that is not asked.
    """
    out = []
    for j, at in enumerate(old.tolist() if len(rows) else []):
        if at < 0:
            continue
        held = column_before(table, at)
        place = np.minimum(np.searchsorted(held[0], rows), max(len(held[0]) - 1, 0))
        there = held[0][place] == rows if len(held[0]) else np.zeros(len(rows), bool)
        was = [
            np.where(there, part[place], NOT_FOUND) if len(part) else NOT_FOUND
            for part in held[1:]
        ]
        if (cells[0][:, j] != was[0]).any() or (cells[1][:, j] != was[1]).any():
            out.append(j)
    return out


def column_before(table: ReachTable, j: int) -> Column:
    """Return a column as a search gives it: rows, cost and other quantity."""
    span = slice(table.indptr[j], table.indptr[j + 1])
    by_metres = table.unit is Unit.METRES
    units = (Unit.METRES, Unit.SECONDS) if by_metres else (Unit.SECONDS, Unit.METRES)
    cost, other = (table.cost(unit)[span] for unit in units)
    return table.point[span], cost, other


def merged(
    columns: dict[int, Column],
    strayed: NDArray[np.int64],
    cells: tuple[NDArray[np.int32], NDArray[np.int32]],
) -> dict[int, Column]:
    """Put the cells of the points that strayed into the columns."""
    if not len(strayed):
        return columns
    out = {}
    for j, (row, cost, other) in columns.items():
        stays = ~np.isin(row, strayed)
        come = cells[0][:, j] != NOT_FOUND
        rows = np.concatenate([row[stays], strayed[come].astype(np.int32)])
        order = np.argsort(rows, kind="stable")
        out[j] = (
            rows[order],
            np.concatenate([cost[stays], cells[0][come, j]])[order],
            np.concatenate([other[stays], cells[1][come, j]])[order],
        )
    return out


def table_of(
    before: ReachTable, homes: SnappedPoints, sites: Points, columns: dict[int, Column]
) -> ReachTable:
    """Return columns as a table like the one before, of the sites that have one."""
    order = sorted(columns)
    nothing = np.empty(0, np.int32)
    row, cost, other = (
        np.concatenate([nothing, *(columns[j][k] for j in order)]) for k in range(3)
    )
    sizes = [len(columns[j][0]) for j in order]
    by_metres = before.unit is Unit.METRES
    return ReachTable(
        mode=before.mode,
        unit=before.unit,
        limit=before.limit,
        point_ids=before.point_ids,
        destination_ids=sites.ids[order],
        indptr=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        point=row,
        distance_cm=cost if by_metres else other,
        time_ds=other if by_metres else cost,
        status=homes.status,
    )
