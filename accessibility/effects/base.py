"""The base of every scenario: options within reach and nearest, per pair and point.

For each pair and threshold the number of offers within reach of each point is kept:
closing or opening an offer then adds or takes one along a single column.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array

from accessibility.codes import Denominator, Leerweg, Unit
from accessibility.counting import whole_part
from accessibility.measures import (
    NearestOffers,
    Pair,
    all_pairs,
    nearest_offers,
    offering_rows,
    reached_part,
)
from accessibility.reach_table import ReachTable, whole_units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from accessibility.counting import Part, Students
    from accessibility.measures import Whereabouts
    from accessibility.position import SiteSpans


@dataclass(frozen=True)
class Rows:
    """A reach table transposed: the entries of each point, by destination.

    Destinations that offer nothing are left out.

    Parameters
    ----------
    indptr
        Start of each point's entries, shape `(n_points + 1,)`.
    destination, cost
        Row of the destination and cost per entry, int32.
    """

    indptr: NDArray[np.int64]
    destination: NDArray[np.int32]
    cost: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class EffectBase:
    """The state before a scenario, ready for increments.

    Parameters
    ----------
    reach, offers, students
        As for `accessibility.measures.shares.access`.
    unit
        Unit of the thresholds.
    within
        Thresholds, inclusive.
    denominator
        Of whom shares are taken.
    nearest
        The nearest offer of every pair.
    offered
        Which destination offers which pair, shape `(n_pairs, n_destinations)`.
    options
        Offers within reach, int16, shape `(n_thresholds, n_pairs, n_points)`.
    reached_part
        Part of each postcode reached, shape `(n_thresholds, n_pairs, n_postcodes)`.
    rows
        The reach table by point.
    whereabouts
        Gives where in their postcode students may live, seen from the offers of a
        pair; None where they live at their points.
    site_spans
        Gives how far each vestiging lies from anywhere in a postcode; None where
        students live at their points.
    modelled
        Gives the base at the points around which likely ends lie; None for these.
    """

    reach: ReachTable
    offers: pd.DataFrame
    students: Students
    unit: Unit
    within: tuple[float, ...]
    denominator: Denominator
    nearest: NearestOffers
    offered: NDArray[np.bool_]
    options: NDArray[np.int16]
    reached_part: NDArray[np.float64]
    rows: Rows
    whereabouts: Callable[[tuple[Pair, ...]], Whereabouts | None] | None = None
    site_spans: Callable[[], SiteSpans] | None = None
    modelled: Callable[[], EffectBase] | None = None
    # Sums per area are asked for again and again, and never change.
    remembered: dict[Any, Any] = field(default_factory=dict, repr=False)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The profiel x leerweg combinations, one per row of the arrays."""
        return self.nearest.pairs

    def most(self, threshold: float) -> int:
        """Return a threshold in whole centimetres or deciseconds."""
        return whole_units(threshold, self.unit, self.reach.limit)

    def count(self, leerweg: Leerweg) -> NDArray[np.float64]:
        """Return students per postcode, `(3, n_postcodes)`, by the denominator."""
        key = ("count", leerweg)
        if key not in self.remembered:
            found = self.students.by_postcode(self.denominator, leerweg)
            self.remembered[key] = found
        count: NDArray[np.float64] = self.remembered[key]
        return count

    @property
    def near_sites(self) -> SiteSpans | None:
        """How far each vestiging lies from anywhere in a postcode, measured once."""
        if self.site_spans is None:
            return None
        if "near sites" not in self.remembered:
            self.remembered["near sites"] = self.site_spans()
        spans: SiteSpans = self.remembered["near sites"]
        return spans

    @property
    def model(self) -> EffectBase:
        """The base at the points around which likely ends lie."""
        return self if self.modelled is None else self.modelled()

    def part(self, t: int, k: int) -> Part:
        """Return which part of each postcode is reached, by threshold and pair."""
        key = ("part", t, k)
        if key not in self.remembered:
            pair, seen = self.pairs[k], self.whereabouts
            self.remembered[key] = reached_part(
                self.nearest,
                self.students,
                pair,
                self.within[t],
                seen((pair,)) if seen else None,
            )
        part: Part = self.remembered[key]
        return part


def effect_base(
    reach: ReachTable,
    offers: pd.DataFrame,
    students: Students,
    *,
    within: Sequence[float] = (10_000.0,),
    unit: Unit = Unit.METRES,
    denominator: Denominator = Denominator.COMMON,
    pairs: Iterable[Pair] = all_pairs(),
    whereabouts: Callable[[tuple[Pair, ...]], Whereabouts | None] | None = None,
) -> EffectBase:
    """Compute what every what-if on this state starts from.

    Parameters
    ----------
    reach, offers, students, within, unit, denominator, pairs
        As for `accessibility.measures.shares.access`.
    whereabouts
        As `EffectBase` holds it.
    """
    nearest = nearest_offers(reach, offers, pairs=pairs, unit=unit)
    offered = np.zeros((len(nearest.pairs), reach.n_destinations), np.bool_)
    for k, pair in enumerate(nearest.pairs):
        offered[k, offering_rows(reach, offers, pair)] = True
    within = tuple(within)
    most = [whole_units(threshold, unit, reach.limit) for threshold in within]
    options = _options(reach, offered, most, reach.cost(unit))
    return EffectBase(
        reach=reach,
        offers=offers,
        students=students,
        unit=unit,
        within=within,
        denominator=denominator,
        nearest=nearest,
        offered=offered,
        options=options,
        reached_part=reached_parts(students, options > 0),
        rows=_rows(reach, offered, reach.cost(unit)),
        whereabouts=whereabouts,
    )


def _options(
    reach: ReachTable,
    offered: NDArray[np.bool_],
    most: Sequence[int],
    cost: NDArray[np.int32],
) -> NDArray[np.int16]:
    out = np.zeros((len(most), len(offered), reach.n_points), np.int16)
    for j in np.flatnonzero(offered.any(axis=0)):
        column = slice(reach.indptr[j], reach.indptr[j + 1])
        for t, limit in enumerate(most):
            near = reach.point[column][cost[column] <= limit]
            for k in np.flatnonzero(offered[:, j]):
                out[t, k, near] += 1
    return out


def reached_parts(
    students: Students, reached: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return the part of each postcode reached, over leading axes of `reached`."""
    shape = reached.shape[:-1]
    flat = reached.reshape(-1, reached.shape[-1])
    parts = np.stack([whole_part(students.reached_fraction(row)) for row in flat])
    return parts.reshape(*shape, students.n_postcodes)


def _rows(
    reach: ReachTable, offered: NDArray[np.bool_], cost: NDArray[np.int32]
) -> Rows:
    """Turn the columns in which something is offered: only there one looks again."""
    asked = offered.any(axis=0)
    indptr = np.concatenate([[0], np.cumsum(np.where(asked, np.diff(reach.indptr), 0))])
    ends = zip(reach.indptr[:-1][asked], reach.indptr[1:][asked], strict=True)
    columns = [slice(start, end) for start, end in ends]
    none = np.empty(0, np.int32)
    point, away = (
        np.concatenate([none, *(values[column] for column in columns)])
        for values in (reach.point, cost)
    )
    shape = (reach.n_destinations, reach.n_points)
    turned = csr_array((away, point, indptr), shape=shape).tocsc()
    return Rows(turned.indptr.astype(np.int64), turned.indices, turned.data)
