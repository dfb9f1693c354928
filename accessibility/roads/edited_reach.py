"""The columns of a reach table that an edit of roads changes, and only those.

Ways from points that stayed where they are change only for destinations that the edit
can touch; those are searched again. Points on a road that was cut are few: each is
searched from, to every destination.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.codes import Unit
from accessibility.places import Points
from accessibility.reach_table import NOT_FOUND, ReachTable
from accessibility.roads.attached import attached
from accessibility.roads.network import COST_BITS, NO_LABEL, Direction, packed
from accessibility.roads.patched_arcs import arcs_after
from accessibility.roads.road_reach import PreparedReach, label_limit, threads_of
from accessibility.roads.search import first_of_blocks
from accessibility.roads.snapping import NO_LEG, SnappedPoints, moved, snap
from accessibility.roads.touched_sites import (
    SLACK,
    Passing,
    has_turns,
    on_roads,
    passings,
    ways_from,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.roads.attached import Attached
    from accessibility.roads.network import RoadNetwork

    Column = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]


_ENDS: Final = 2
"""So many has a link that is laid."""


@dataclass(frozen=True, eq=False)
class BeforeEdit:
    """A reach table with all that an edit of its roads starts from.

    Parameters
    ----------
    table
        Before, of all points and destinations.
    homes, sites
        Its points and destinations, placed on the network before.
    slots
        The points, ready to be read off.
    """

    table: ReachTable
    homes: SnappedPoints
    sites: SnappedPoints
    slots: Attached


def before_edit(
    network: RoadNetwork, table: ReachTable, points: Points, sites: Points
) -> BeforeEdit:
    """Make everything ready that does not depend on the edit.

    Parameters
    ----------
    network
        What will be edited.
    table
        Measured over it, from the points to the sites.
    points, sites
        In the order of the table.
    """
    homes = snap(points, network, workers=threads_of(None))
    slots = attached(homes, network, Direction.TO, table.unit)
    return BeforeEdit(table, homes, snap(sites, network), slots)


def columns_after(
    before: BeforeEdit, network: RoadNetwork, sites: Points, fresh: frozenset[str]
) -> ReachTable | None:
    """Return the columns that are others after an edit of roads.

    Parameters
    ----------
    before
        Of the network that was edited.
    network
        After one edit or several.
    sites
        Destinations after; those not in the table before are measured.
    fresh
        Identifiers of destinations to measure whatever the edit does.

    Returns
    -------
    ReachTable or None
        A column for each of `fresh`, and for each other in which a way changed. It
        does not tell in which part of the network places lie. None where it would be
        as much work to compute everything: so many points moved.
    """
    steps = steps_between(before.homes.network, network)
    if steps is None:
        return None
    homes, at_sites = _moved(before.homes, steps), _moved(before.sites, steps)
    stays = (homes.link == before.homes.link) & (homes.status == before.homes.status)
    strayed = np.flatnonzero(~stays)
    touched = _touched(before, steps)
    few, anew_old = _searched(touched, stays)
    rows = np.flatnonzero(~stays | few)
    if len(rows) > len(sites):
        return None
    row = {code: j for j, code in enumerate(before.table.destination_ids.tolist())}
    old = np.array(
        [-1 if code in fresh else row.get(code, -1) for code in sites.ids.tolist()],
        np.int64,
    )
    anew, reached = (old < 0) | anew_old[old], (old >= 0) & touched.reached[old]
    placed = _with_new(places_of(at_sites, old, sites), old < 0)
    search = _from_homes(before, homes, network, rows)
    chosen = search.columns(places_of(placed, anew), threads_of(None))
    columns = dict(zip(np.flatnonzero(anew).tolist(), chosen, strict=True))
    cells = _cells(before.table, places_of(homes, rows), placed)
    at_first = places_of(before.sites, old, sites)
    was = _cells(before.table, places_of(before.homes, strayed), at_first)
    own = np.isin(rows, strayed)
    differs = (cells[0][own] != was[0]) | (cells[1][own] != was[1])
    for j in np.flatnonzero(~anew & (reached | differs.any(axis=0))).tolist():
        columns[j] = _column(before.table, int(old[j]))
    if touched.only_new:
        _shorten(columns, np.flatnonzero(reached & ~anew), search, placed)
    return _table(before.table, homes, sites, _merged(columns, rows, cells))


def _searched(
    touched: _Touched, stays: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Choose points to search from and sites to search to: whichever are fewer."""
    nobody = np.zeros(len(stays), np.bool_)
    if touched.only_new:
        return nobody, touched.relaid
    few = touched.passed & stays
    many = touched.reached & ~touched.relaid
    if np.count_nonzero(few) < np.count_nonzero(many):
        return few, touched.relaid
    return nobody, touched.relaid | touched.reached


def steps_between(first: RoadNetwork, last: RoadNetwork) -> list[RoadNetwork] | None:
    """Return the networks after each edit; None if the last is not made of the first.

    Parameters
    ----------
    first, last
        Before the first edit, and after the last one.
    """
    steps = []
    while last is not first:
        if last.origin is None:
            return None
        steps.append(last)
        last = last.origin.network
    return steps[::-1]


def _moved(places: SnappedPoints, steps: list[RoadNetwork]) -> SnappedPoints:
    for step in steps:
        places = moved(places, step)
    return places


def _with_new(placed: SnappedPoints, is_new: NDArray[np.bool_]) -> SnappedPoints:
    """Return sites with the new ones among them placed where they are."""
    if not is_new.any():
        return placed
    new = snap(_chosen(placed.points, is_new), placed.network, placed.rule)
    link, offset_cm = placed.link.copy(), placed.offset_cm.copy()
    access_cm, status = placed.access_cm.copy(), placed.status.copy()
    link[is_new], offset_cm[is_new] = new.link, new.offset_cm
    access_cm[is_new], status[is_new] = new.access_cm, new.status
    points, rule = placed.points, placed.rule
    return SnappedPoints(
        points, link, offset_cm, access_cm, status, rule, placed.network
    )


class _Touched(NamedTuple):
    """What an edit can change.

    Parameters
    ----------
    relaid
        Sites on a road that was touched.
    passed, reached
        From which points, and to which sites, ways may be others by roads that were.
    only_new
        True if all that was done is to lay one link.
    """

    relaid: NDArray[np.bool_]
    passed: NDArray[np.bool_]
    reached: NDArray[np.bool_]
    only_new: bool


def _touched(before: BeforeEdit, steps: list[RoadNetwork]) -> _Touched:
    sites, table = before.sites, before.table
    relaid, reached = (np.zeros(len(sites), np.bool_) for _ in range(2))
    passed = np.zeros(table.n_points, np.bool_)
    only_new = len(steps) == 1
    for step in steps:
        found = passings(step, sites, table.unit, table.limit)
        one_link = step.origin is not None and len(step.origin.joined) == _ENDS
        only_new &= one_link and all(one.is_new for one in found)
        if step is steps[0] and not only_new:
            _mark_cells(before, found, passed, reached)
        else:
            # Ways after the first edit are not in the table: all may be meant.
            for one in found:
                passed[:] = True
                reached |= one.concerned
        old = sites
        sites = moved(sites, step)
        relaid |= sites.link != old.link
    return _Touched(relaid, passed, reached, only_new)


def _shorten(
    columns: dict[int, Column],
    chosen: NDArray[np.int64],
    search: PreparedReach,
    placed: SnappedPoints,
) -> None:
    """Let ways go over the one link that was laid where that is shorter.

    Over it from a to b they are the way to a, the link, and the way from b.
    """
    network, unit = search.network, search.unit
    link = network.n_links - 1
    length = network.link_length_cm[link:]
    over = packed(length, network.link_forward_ds[link:], unit)[0]
    ends = on_roads(network, [(link, 0), (link, int(length[0]))])
    there = list(search.columns(ends, 1))
    onwards = list(ways_from(network, placed, unit, search.limit).columns(ends, 1))
    most = label_limit(search.limit, unit)
    for j in chosen.tolist():
        label = np.full(len(search.points), NO_LABEL, np.int64)
        row, cost, other = columns[j]
        label[row] = _label(cost, other)
        for (to_row, *to), (on_row, *on) in zip(there, onwards[::-1], strict=True):
            at = int(np.searchsorted(on_row, j))
            if at < len(on_row) and on_row[at] == j:
                beyond = over + int(_label(on[0], on[1])[at])
                label[to_row] = np.minimum(label[to_row], _label(*to) + beyond)
        kept = np.flatnonzero(label <= most)
        found = label[kept]
        columns[j] = (
            kept.astype(np.int32),
            (found >> COST_BITS).astype(np.int32),
            (found & ((1 << COST_BITS) - 1)).astype(np.int32),
        )


def _label(cost: NDArray[np.int32], other: NDArray[np.int32]) -> NDArray[np.int64]:
    return (cost.astype(np.int64) << COST_BITS) | other


def _mark_cells(
    before: BeforeEdit,
    found: list[Passing],
    passed: NDArray[np.bool_],
    reached: NDArray[np.bool_],
) -> None:
    """Mark from which points to which sites a way may go over some arcs."""
    if not found:
        return
    table, network = before.table, before.homes.network
    arcs = arcs_after(network, Direction.TO, table.unit)
    kind = Direction.TO, table.unit, table.limit
    search = PreparedReach(network, before.homes, *kind, arcs, before.slots)
    starts = sorted({one.start for one in found})
    ways = search.columns(on_roads(network, starts), 1)
    to_start = dict(zip(starts, ways, strict=True))
    loose = has_turns(network)
    for site in np.flatnonzero(np.any([one.concerned for one in found], axis=0)):
        row, held, _ = _column(table, int(site))
        cost = np.full(table.n_points, NOT_FOUND, np.int64)
        cost[row] = held
        for one in found:
            points, way, _ = to_start[one.start]
            if not one.concerned[site]:
                continue
            over = way + one.over[site]
            hit = points[(over <= cost[points] + SLACK) | loose]
            passed[hit] = True
            reached[site] |= len(hit) > 0


def _from_homes(
    before: BeforeEdit,
    homes: SnappedPoints,
    network: RoadNetwork,
    strayed: NDArray[np.int64],
) -> PreparedReach:
    """Return the points that stayed, ready to be reached over the edited network."""
    slots, table = before.slots, before.table
    blocks = len(first_of_blocks(network.n_nodes)) - len(slots.block_ptr)
    last = np.full(blocks, slots.block_ptr[-1], np.int32)
    slots = slots._replace(block_ptr=np.concatenate([slots.block_ptr, last]))
    if len(strayed):
        off = np.isin(slots.row, strayed)
        slots = slots._replace(
            via_start=np.where(off, NO_LEG, slots.via_start),
            via_end=np.where(off, NO_LEG, slots.via_end),
        )
    arcs = arcs_after(network, Direction.TO, table.unit)
    return PreparedReach(
        network, homes, Direction.TO, table.unit, table.limit, arcs, slots
    )


def _cells(
    table: ReachTable, homes: SnappedPoints, sites: SnappedPoints
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return cost and other quantity from a few points to all sites."""
    shape = (len(homes), len(sites))
    cost, other = (np.full(shape, NOT_FOUND, np.int32) for _ in range(2))
    if len(homes):
        search = ways_from(homes.network, sites, table.unit, table.limit)
        for row, found in enumerate(search.columns(homes, threads_of(None))):
            cost[row, found[0]], other[row, found[0]] = found[1:]
    return cost, other


def places_of(
    places: SnappedPoints,
    rows: NDArray[np.int64] | NDArray[np.bool_],
    points: Points | None = None,
) -> SnappedPoints:
    """Return some places, as their own points or as others.

    Parameters
    ----------
    places
        Points on a network.
    rows
        Which of them.
    points
        What they stand for there; None for the points that they are.
    """
    return SnappedPoints(
        _chosen(places.points, rows) if points is None else points,
        places.link[rows],
        places.offset_cm[rows],
        places.access_cm[rows],
        places.status[rows],
        places.rule,
        places.network,
    )


def _chosen(points: Points, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Points:
    return Points(points.ids[rows], points.x_m[rows], points.y_m[rows], points.epsg)


def _column(table: ReachTable, j: int) -> Column:
    """Return a column as a search gives it: rows, cost and other quantity."""
    span = slice(table.indptr[j], table.indptr[j + 1])
    by_metres = table.unit is Unit.METRES
    units = (Unit.METRES, Unit.SECONDS) if by_metres else (Unit.SECONDS, Unit.METRES)
    cost, other = (table.cost(unit)[span] for unit in units)
    return table.point[span], cost, other


def _merged(
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


def _table(
    before: ReachTable, homes: SnappedPoints, sites: Points, columns: dict[int, Column]
) -> ReachTable:
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
