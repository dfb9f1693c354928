"""The columns of a reach table that an edit of roads changes, and only those.

Ways from points that stayed where they are change only for destinations that the edit
can touch; the labels of their searches are repaired where it did. Points on a road that
was cut are few: each is searched from, to every destination.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.places import Points
from accessibility.reach_table import NOT_FOUND, ReachTable
from accessibility.roads.attached import (
    attached,
    centres,
    column,
    read_points,
    sheet_for,
)
from accessibility.roads.changed_columns import (
    column_before,
    differing,
    is_same,
    merged,
    table_of,
)
from accessibility.roads.kept_labels import kept_labels, seeds_to
from accessibility.roads.network import Direction
from accessibility.roads.patched_arcs import arcs_after
from accessibility.roads.repaired_labels import changed_searches, repair, roads_after
from accessibility.roads.road_reach import (
    Desk,
    PreparedReach,
    label_limit,
    threads_of,
)
from accessibility.roads.search import clean, first_of_blocks, memory_of
from accessibility.roads.snapping import NO_LEG, SnappedPoints, moved, snap
from accessibility.roads.touched_sites import concerned, ways_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from accessibility.roads.attached import Attached
    from accessibility.roads.kept_labels import KeptLabels
    from accessibility.roads.network import RoadNetwork
    from accessibility.roads.repaired_labels import Roads
    from accessibility.roads.search import Seeds

    Column = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]

_SPARE: Final = 1_024
"""So many more nodes than asked for has working memory that is kept."""


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
    onwards
        The destinations, ready to be reached from anywhere.
    wanted
        Of which destinations columns are asked.
    labels
        Of the searches to these.
    seeds
        Where that search starts.
    """

    table: ReachTable
    homes: SnappedPoints
    sites: SnappedPoints
    slots: Attached
    onwards: PreparedReach
    wanted: NDArray[np.bool_]
    labels: KeptLabels
    seeds: list[Seeds]
    _idle: SimpleQueue[Desk] = field(default_factory=SimpleQueue, repr=False)

    @contextmanager
    def desk(self, n_nodes: int) -> Iterator[Desk]:
        """Lend clean working memory for so many nodes."""
        try:
            desk = self._idle.get_nowait()
        except Empty:
            desk = None
        if desk is None or len(desk.work.label) < n_nodes:
            work = memory_of(n_nodes + _SPARE)
            desk = Desk(work, sheet_for(self.slots, len(self.homes)))
        yield desk
        self._idle.put(desk)


def before_edit(
    network: RoadNetwork,
    table: ReachTable,
    points: Points,
    sites: Points,
    *,
    wanted: NDArray[np.bool_] | None = None,
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
    wanted
        Of which sites the columns will be asked, shape `(n_sites,)`; of all if None.
    """
    if wanted is None:
        wanted = np.ones(len(sites), np.bool_)
    homes = snap(points, network, workers=threads_of(None))
    placed, kind = snap(sites, network), (table.unit, table.limit)
    return BeforeEdit(
        table,
        homes,
        placed,
        attached(homes, network, Direction.TO, table.unit),
        ways_from(network, placed, *kind),
        wanted,
        kept_labels(network, placed, wanted, *kind),
        seeds_to(network, placed, table.unit),
    )


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
    if len(strayed) > len(sites):
        return None
    row = {code: j for j, code in enumerate(before.table.destination_ids.tolist())}
    old = np.array(
        [-1 if code in fresh else row.get(code, -1) for code in sites.ids.tolist()],
        np.int64,
    )
    roads = roads_after(steps, before.table.unit) if steps else None
    again, other = _touched(before, steps, roads)
    anew = (old < 0) | again[old]
    placed = _with_new(places_of(at_sites, old, sites), old < 0)
    columns: dict[int, Column] = {}
    if anew.any():
        search = _from_homes(before, homes, network, strayed)
        chosen = search.columns(places_of(placed, anew), threads_of(None))
        columns = dict(zip(np.flatnonzero(anew).tolist(), chosen, strict=True))
    if roads is not None:
        rows = np.flatnonzero(~anew & other[old])
        found = _repaired(before, roads, strayed, old[rows])
        both = zip(rows.tolist(), found, strict=True)
        columns |= {j: column for j, column in both if column is not None}
    cells = _cells(before.table, places_of(homes, strayed), placed)
    for j in differing(before.table, strayed, cells, np.where(anew, -1, old)):
        if j not in columns:
            columns[j] = column_before(before.table, int(old[j]))
    return table_of(before.table, homes, sites, merged(columns, strayed, cells))


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


def _touched(
    before: BeforeEdit, steps: list[RoadNetwork], roads: Roads | None
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell which destinations must be searched again, and which labels are others.

    Searched again are those on a road that was touched, and those without labels to
    which an edit may change a way.
    """
    sites, table = before.sites, before.table
    again, other = ~before.wanted, np.zeros(len(sites), np.bool_)
    bare = sites.is_ok & before.wanted & ~before.labels.is_kept
    for step in steps:
        if bare.any():
            ready = before.onwards if step is steps[0] else None
            again |= bare & concerned(step, sites, table.unit, table.limit, ready)
        old, sites = sites, moved(sites, step)
        again |= sites.link != old.link
    if roads is not None:
        limit = label_limit(table.limit, table.unit)
        other = changed_searches(before.labels, roads, limit)
    return again, other


def _repaired(
    before: BeforeEdit,
    roads: Roads,
    strayed: NDArray[np.int64],
    chosen: NDArray[np.int64],
) -> list[Column | None]:
    """Return columns after the edit, of points that stayed; None for one as it was."""
    table, n_nodes = before.table, len(roads.place)
    limit = label_limit(table.limit, table.unit)
    slots = _slots_after(before, n_nodes + _SPARE, strayed)
    around = centres(places_of(before.sites, chosen), slots, table.unit)

    def column_of(at: int) -> Column | None:
        j = int(chosen[at])
        known, seeds = before.labels.of(j), before.seeds[j]
        with before.desk(n_nodes) as desk:
            repair(known, seeds, roads, limit, desk.work)
            n = read_points(desk.work, slots, around[at], limit, desk.sheet)
            clean(desk.work)
            found = column(desk.sheet, n)
        return None if is_same(found, column_before(table, j), strayed) else found

    with ThreadPoolExecutor(threads_of(None)) as pool:
        return list(pool.map(column_of, range(len(chosen))))


def _slots_after(
    before: BeforeEdit, n_nodes: int, strayed: NDArray[np.int64]
) -> Attached:
    """Return the points that stayed, ready to be read off after an edit."""
    slots = before.slots
    blocks = len(first_of_blocks(n_nodes)) - len(slots.block_ptr)
    last = np.full(blocks, slots.block_ptr[-1], np.int32)
    slots = slots._replace(block_ptr=np.concatenate([slots.block_ptr, last]))
    if not len(strayed):
        return slots
    off = np.isin(slots.row, strayed)
    return slots._replace(
        via_start=np.where(off, NO_LEG, slots.via_start),
        via_end=np.where(off, NO_LEG, slots.via_end),
    )


def _from_homes(
    before: BeforeEdit,
    homes: SnappedPoints,
    network: RoadNetwork,
    strayed: NDArray[np.int64],
) -> PreparedReach:
    """Return the points that stayed, ready to be reached over the edited network."""
    table = before.table
    slots = _slots_after(before, network.n_nodes, strayed)
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
