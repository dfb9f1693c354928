"""The nearest offer of each student point, the basis of every other measure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import PROFIEL_CHOICES, Leerweg, Mode, Unit, profielen_of
from accessibility.errors import UsageError
from accessibility.measures.beyond_roads import floors, least_cost
from accessibility.places import Points
from accessibility.reach_table import (
    CM_PER_M,
    DS_PER_S,
    NOT_FOUND,
    ReachTable,
    Status,
    whole_units,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from accessibility.counting import Students

Pair = tuple[str, Leerweg]
"""A profiel (or `techniek`) with a leerweg."""

NO_OFFER: Final = -1
"""Row of the nearest destination where there is none."""


def all_pairs(
    profielen: Iterable[str] = PROFIEL_CHOICES,
    leerwegen: Iterable[Leerweg] = tuple(Leerweg),
) -> tuple[Pair, ...]:
    """Return every combination of profiel and leerweg, in the order of the codes."""
    leerwegen = tuple(leerwegen)
    return tuple((p, leerweg) for p in profielen for leerweg in leerwegen)


@dataclass(frozen=True)
class NearestOffers:
    """For each pair and student point the nearest vestiging that offers the pair.

    Parameters
    ----------
    pairs
        The profiel x leerweg combinations, one per row of the arrays.
    unit
        Whether `cost` counts whole centimetres or whole deciseconds.
    limit
        Up to where distances were kept, in metres or seconds.
    cost
        Cost of the nearest offer, `NOT_FOUND` beyond the limit, int32, shape
        `(n_pairs, n_points)`.
    destination
        Its row among the destinations, `NO_OFFER` where none, same shape.
    unreachable
        True where no path leads to any offer, however long, same shape.
    unsnapped
        True for points without a place on the map or network, shape `(n_points,)`.
    outside
        True for points beyond the road file: neither reached nor too far, shape
        `(n_points,)`.
    least
        At least the cost of the nearest offer, whatever roads lie beyond the file,
        int32, shape `(n_pairs, n_points)`; None where the file holds every home and
        school, and `cost` is all there is to know.
    mode
        How the way is measured.
    """

    pairs: tuple[Pair, ...]
    unit: Unit
    limit: float
    cost: NDArray[np.int32]
    destination: NDArray[np.int32]
    unreachable: NDArray[np.bool_]
    unsnapped: NDArray[np.bool_]
    outside: NDArray[np.bool_]
    least: NDArray[np.int32] | None = None
    mode: Mode = Mode.STRAIGHT

    def reached(self, within: float) -> NDArray[np.bool_]:
        """Return where an offer lies within the threshold, inclusive.

        Parameters
        ----------
        within
            Threshold in metres or seconds, as `unit` says.

        Returns
        -------
        numpy.ndarray
            Boolean, shape `(n_pairs, n_points)`.
        """
        return self.cost <= whole_units(within, self.unit, self.limit)

    def possible(self, within: float) -> NDArray[np.bool_]:
        """Return where an offer may lie within the threshold, over unknown roads too.

        Outside the road file that is everywhere, but where even a straight line is
        too long. Shape and threshold as for `reached`.
        """
        reached = self.reached(within)
        if self.least is None:
            return reached | self.outside
        return reached | (self.least <= whole_units(within, self.unit, self.limit))


def offering_rows(
    reach: ReachTable, offers: pd.DataFrame, pair: Pair
) -> NDArray[np.int64]:
    """Return the rows of the destinations that offer a pair, sorted and unique."""
    return offering(reach.destination_ids, offers, pair)


def offering(
    sites: NDArray[np.str_], offers: pd.DataFrame, pair: Pair
) -> NDArray[np.int64]:
    """Return the rows of the vestigingen that offer a pair, sorted and unique."""
    profiel, leerweg = pair
    wanted = offers.profiel.isin([p.value for p in profielen_of(profiel)])
    wanted &= offers.leerweg == leerweg.value
    rows = pd.Index(sites).get_indexer(pd.Index(offers.brin6[wanted]))
    return np.unique(rows[rows >= 0]).astype(np.int64)


def nearest_offers(
    reach: ReachTable,
    offers: pd.DataFrame,
    *,
    pairs: Iterable[Pair] = all_pairs(),
    unit: Unit = Unit.METRES,
) -> NearestOffers:
    """Find the nearest offer of each pair for every student point.

    Of two vestigingen at the same distance the one listed first counts, so that the
    answer does not depend on the order of entries.

    Parameters
    ----------
    reach
        Distances from student points to vestigingen.
    offers
        Columns `brin6`, `profiel`, `leerweg`: what each vestiging offers.
    pairs
        Combinations asked for; by default all.
    unit
        Metres or seconds.

    Raises
    ------
    UsageError
        If a profiel is unknown, or seconds are asked of a straight line.
    """
    pairs = tuple(pairs)
    served = [offering_rows(reach, offers, pair) for pair in pairs]
    found, destination = _best(reach, served, reach.cost(unit))
    unsnapped = reach.status == Status.UNSNAPPED
    outside = reach.status == Status.OUTSIDE
    far = (found == NOT_FOUND) & ~unsnapped & ~outside
    unreachable = np.zeros_like(far)
    for k, rows in enumerate(served):
        unreachable[k] = far[k] & _without_path(reach, rows)
    return NearestOffers(
        pairs,
        unit,
        reach.limit,
        found,
        destination,
        unreachable,
        unsnapped,
        outside,
        _least(found, reach, served, unit),
        reach.mode,
    )


def _best(
    reach: ReachTable, served: list[NDArray[np.int64]], cost: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the cost of the nearest destination of each pair, and its row.

    Column by column: a point stands in a column once, and what all pairs need of it
    is at hand together. Only what is nearer than all before it counts.
    """
    shape = (len(served), reach.n_points)
    least, nearest = (
        np.full(shape, NOT_FOUND, np.int32),
        np.full(shape, NO_OFFER, np.int32),
    )
    offered = np.zeros((len(served), reach.n_destinations), np.bool_)
    for k, rows in enumerate(served):
        offered[k, rows] = True
    for j in np.flatnonzero(offered.any(axis=0)):
        column = slice(reach.indptr[j], reach.indptr[j + 1])
        point, away = reach.point[column].astype(np.int64), cost[column]
        for pair in np.flatnonzero(offered[:, j]):
            nearer = away < least[pair, point]
            least[pair, point[nearer]] = away[nearer]
            nearest[pair, point[nearer]] = j
    return least, nearest


def _least(
    found: NDArray[np.int32],
    reach: ReachTable,
    served: list[NDArray[np.int64]],
    unit: Unit,
) -> NDArray[np.int32] | None:
    """Return at least what each costs where the roads are not all known."""
    if reach.straight is None:
        return None
    rows = np.unique(np.concatenate([*served, np.empty(0, np.int64)]))
    floor = floors(reach, unit, rows)
    told = zip(found, served, strict=True)
    some = [least_cost(one, reach, floor, rows, unit) for one, rows in told]
    return np.stack(some) if some else np.empty_like(found)


def _without_path(reach: ReachTable, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return the points from which no way leads to any of the destinations.

    By public transport every way within the longest lead was looked for.
    """
    if reach.mode is Mode.OV:
        return np.ones(reach.n_points, np.bool_)
    if reach.point_component is None or reach.destination_component is None:
        return np.zeros(reach.n_points, np.bool_)
    edge_m = reach.destination_edge_m
    if edge_m is not None and np.isnan(edge_m[rows]).any():
        # Roads that are not known lead to one of them.
        return np.zeros(reach.n_points, np.bool_)
    served = np.unique(reach.destination_component[rows])
    served = served[served >= 0]
    return ~np.isin(reach.point_component, served)


def nearest_per_postcode(
    nearest: NearestOffers, reach: ReachTable, students: Students
) -> pd.DataFrame:
    """Tell how far the nearest offer is from each postcode, censored at the limit.

    Where a postcode has several points the weighted median is taken, in which a
    point without an offer within the limit counts as infinitely far: an average over
    those that do have one would make the far look near.

    Returns
    -------
    pandas.DataFrame
        One row per postcode and pair: `pc4`, `profiel`, `leerweg`, `brin6` (empty
        where none), `distance_m` or `time_s` (infinite beyond the limit), and
        `status`: `ok`, `beyond`, `unreachable`, `unsnapped` or `outside`.
    """
    middle = middle_points(nearest, students)
    pc4 = students.postcodes.pc4.to_numpy()
    column, scale = _cost_column(nearest.unit)
    frames = []
    for k, (profiel, leerweg) in enumerate(nearest.pairs):
        at = middle[k]
        cost, site = nearest.cost[k, at], nearest.destination[k, at]
        brin6 = np.where(site >= 0, reach.destination_ids[site], "")
        far = cost == NOT_FOUND
        status = np.select(
            [
                nearest.unsnapped[at],
                nearest.outside[at],
                nearest.unreachable[k, at],
                far,
            ],
            ["unsnapped", "outside", "unreachable", "beyond"],
            "ok",
        )
        frame = pd.DataFrame({"pc4": pc4, "profiel": profiel, "leerweg": leerweg.value})
        frame["brin6"] = brin6
        frame[column] = np.where(far, np.inf, cost / scale)
        frames.append(frame.assign(status=status))
    return pd.concat(frames, ignore_index=True)


def _cost_column(unit: Unit) -> tuple[str, int]:
    if unit is Unit.METRES:
        return "distance_m", CM_PER_M
    return "time_s", DS_PER_S


def middle_points(nearest: NearestOffers, students: Students) -> NDArray[np.int64]:
    """Return the point at the weighted median, shape `(n_pairs, n_postcodes)`."""
    half = np.full(students.n_postcodes, 0.5)
    return np.array(
        [points_at(cost, students, half) for cost in nearest.cost], np.int64
    ).reshape(len(nearest.pairs), students.n_postcodes)


def points_at(
    cost: NDArray[np.int32], students: Students, part: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return the point up to which a part of a postcode's students lives nearer.

    Parameters
    ----------
    cost
        Of each point, shape `(n_points,)`.
    students
        Give the points and their weights.
    part
        Of the students of each postcode, 0 to 1, shape `(n_postcodes,)`.
    """
    order = np.lexsort((cost, students.point_pc4))
    total = np.cumsum(students.point_weight[order])
    start = np.searchsorted(students.point_pc4[order], np.arange(students.n_postcodes))
    before = np.concatenate([[0.0], total])[start]
    # The first point at which so much of the postcode's weight is reached.
    position = np.searchsorted(total, before + part - 1e-9)
    return order[np.minimum(position, len(order) - 1)]


def at_postcode(
    nearest: NearestOffers, students: Students, pc4: str
) -> tuple[NearestOffers, Students]:
    """Return what belongs to one postcode, for measures that ask of one home only.

    Raises
    ------
    UsageError
        If the postcode is not among those of the students.
    """
    known = students.postcodes.pc4.to_numpy() == pc4
    if not known.any():
        message = f"postcode {pc4!r} is not among the postcodes of this snapshot"
        raise UsageError(message)
    rows = np.flatnonzero(students.point_pc4 == np.flatnonzero(known)[0])
    points = students.points
    here = replace(
        students,
        points=Points(
            points.ids[rows], points.x_m[rows], points.y_m[rows], points.epsg
        ),
        point_pc4=np.zeros(len(rows), np.int64),
        point_weight=students.point_weight[rows],
        postcodes=students.postcodes[known].reset_index(drop=True),
        counts=students.counts[students.counts.pc4 == pc4].reset_index(drop=True),
        bounds=None,
    )
    only = replace(
        nearest,
        cost=nearest.cost[:, rows],
        destination=nearest.destination[:, rows],
        unreachable=nearest.unreachable[:, rows],
        unsnapped=nearest.unsnapped[rows],
        outside=nearest.outside[rows],
        least=None if nearest.least is None else nearest.least[:, rows],
    )
    return only, here
