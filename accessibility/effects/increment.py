"""The effect of a scenario, computed from the reach columns it changes only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.codes import profielen_of
from accessibility.measures import NO_OFFER
from accessibility.reach_table import NOT_FOUND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.effects.base import EffectBase
    from accessibility.measures import Pair
    from accessibility.position import SpanChange
    from accessibility.reach_table import ReachTable
    from accessibility.scenario import Applied

_DESTINATION_BITS: Final = 24
_NONE: Final = np.int64(NOT_FOUND) << _DESTINATION_BITS


@dataclass(frozen=True, eq=False)
class PairChange:
    """The change of one pair at the points that a scenario touches.

    Parameters
    ----------
    pair
        Row of the pair in the base.
    points
        Rows of the points touched, sorted, shape `(n,)`.
    cost_before, cost_after
        Cost of the nearest offer, `NOT_FOUND` beyond the limit, shape `(n,)`.
    nearest_before, nearest_after
        Its row in `Effect.destination_ids`, `NO_OFFER` where none, shape `(n,)`.
    options_before, options_after
        Offers within reach per threshold, shape `(n_thresholds, n)`.
    """

    pair: int
    points: NDArray[np.int64]
    cost_before: NDArray[np.int32]
    cost_after: NDArray[np.int32]
    nearest_before: NDArray[np.int32]
    nearest_after: NDArray[np.int32]
    options_before: NDArray[np.int16]
    options_after: NDArray[np.int16]


@dataclass(frozen=True, eq=False)
class Effect:
    """A scenario's effect: every pair that changes, beside the base.

    Parameters
    ----------
    base
        The state before.
    students
        Who lives where after; the base's own unless the scenario forecasts.
    changes
        One per pair touched, in the order of the pairs.
    destination_ids
        Vestigingen before, followed by those founded.
    spans
        Gives how far offers lie from anywhere in a postcode, before and after; None
        where students live at their points.
    modelled
        Gives the effect at the points around which likely ends lie; None for these.
    """

    base: EffectBase
    students: Students
    changes: tuple[PairChange, ...]
    destination_ids: NDArray[np.str_]
    spans: Callable[[Pair], SpanChange] | None = None
    modelled: Callable[[], Effect] | None = None

    @cached_property
    def model(self) -> Effect | None:
        """The effect at the points of the model, measured when ends are asked."""
        return None if self.modelled is None else self.modelled()


class _Columns(NamedTuple):
    """Destinations that a pair loses and gains: old columns, and fresh ones."""

    removed: NDArray[np.int64]
    added: NDArray[np.int64]
    fresh: NDArray[np.int64]


def effect_of(
    base: EffectBase,
    applied: Applied,
    fresh: ReachTable,
    *,
    students: Students | None = None,
) -> Effect:
    """Compute the effect of a scenario from the columns it changes.

    Parameters
    ----------
    base
        The state before.
    applied
        The scenario applied to the same snapshot.
    fresh
        Columns of the vestigingen that it founded or moved, and of those to which it
        changes ways: all that `applied` says were placed.
    students
        Students after, from `forecast_students`; left out, those of the base.

    Notes
    -----
    Equals `effect_between` of two whole computations, to the bit.
    """
    offered, fresh_offered, touched = _offered_after(base, applied, fresh)
    old = {code: j for j, code in enumerate(base.reach.destination_ids.tolist())}
    founded = [code for code in fresh.destination_ids.tolist() if code not in old]
    number = {**old, **{code: len(old) + i for i, code in enumerate(founded)}}
    site_of_fresh = np.asarray(
        [number[code] for code in fresh.destination_ids.tolist()], dtype=np.int64
    )
    changes = []
    for k in range(len(base.pairs)):
        columns = _Columns(
            touched[base.offered[k, touched] & ~offered[k, touched]],
            touched[~base.offered[k, touched] & offered[k, touched]],
            np.flatnonzero(fresh_offered[k]),
        )
        if any(len(part) for part in columns):
            changes.append(
                _change(base, k, columns, offered[k], (fresh, site_of_fresh))
            )
    ids = np.concatenate(
        [base.reach.destination_ids, np.asarray(founded, dtype=np.str_)]
    )
    return Effect(base, students or base.students, tuple(changes), ids)


def _offered_after(
    base: EffectBase, applied: Applied, fresh: ReachTable
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.int64]]:
    """Return who offers what after: old columns, fresh columns; and the old touched.

    A vestiging that moved no longer serves from its old column.
    """
    codes = {key[0] for key in applied.opened | applied.closed} | set(applied.placed)
    offers = applied.snapshot.offers
    concerned = [brin6 in codes for brin6 in offers.brin6.tolist()]
    offers = offers[np.asarray(concerned, dtype=np.bool_)]
    held: dict[str, set[tuple[str, str]]] = {code: set() for code in codes}
    for brin6, profiel, leerweg in zip(
        offers.brin6, offers.profiel, offers.leerweg, strict=True
    ):
        held[brin6].add((profiel, leerweg))
    old = {code: j for j, code in enumerate(base.reach.destination_ids.tolist())}
    touched = sorted(old[code] for code in codes if code in old)
    offered = base.offered.copy()
    for j in touched:
        code = str(base.reach.destination_ids[j])
        moved = code in applied.placed
        offered[:, j] = False if moved else _pairs_held(base, held[code])
    fresh_offered = np.zeros((len(base.pairs), fresh.n_destinations), np.bool_)
    for i, code in enumerate(fresh.destination_ids.tolist()):
        fresh_offered[:, i] = _pairs_held(base, held[code])
    return offered, fresh_offered, np.asarray(touched, dtype=np.int64)


def _pairs_held(base: EffectBase, held: set[tuple[str, str]]) -> NDArray[np.bool_]:
    key = "what each pair takes"
    if key not in base.remembered:
        base.remembered[key] = [
            {(one.value, leerweg.value) for one in profielen_of(profiel)}
            for profiel, leerweg in base.pairs
        ]
    taken: list[set[tuple[str, str]]] = base.remembered[key]
    return np.asarray([not held.isdisjoint(one) for one in taken], dtype=np.bool_)


def _change(
    base: EffectBase,
    k: int,
    columns: _Columns,
    offered: NDArray[np.bool_],
    fresh: tuple[ReachTable, NDArray[np.int64]],
) -> PairChange:
    entries = _entries_of(base, columns, fresh)
    points, at = np.unique(entries.point.astype(np.int64), return_inverse=True)
    before = base.options[:, k, points]
    cost_before = base.nearest.cost[k, points]
    nearest_before = base.nearest.destination[k, points]
    best = _packed(cost_before, nearest_before)
    lost = np.isin(nearest_before, columns.removed)
    best[lost] = _searched(base, points[lost], offered)
    come = entries.sign > 0
    candidate = _packed(entries.cost[come], entries.site)
    np.minimum.at(best, at[come], candidate)
    cost_after, nearest_after = _unpacked(best)
    return PairChange(
        pair=k,
        points=points,
        cost_before=cost_before,
        cost_after=cost_after,
        nearest_before=nearest_before,
        nearest_after=nearest_after,
        options_before=before,
        options_after=_options_after(base, before, at, entries),
    )


class _Entries(NamedTuple):
    """Entries of a pair's columns that go (`sign` -1) or come (1), those last.

    `site` is the row of the destination, for those that come only.
    """

    point: NDArray[np.int32]
    sign: NDArray[np.int64]
    cost: NDArray[np.int32]
    site: NDArray[np.int32]


def _entries_of(
    base: EffectBase, columns: _Columns, fresh: tuple[ReachTable, NDArray[np.int64]]
) -> _Entries:
    reach, (table, site_of_fresh) = base.reach, fresh
    gone = reach.entries(columns.removed)
    come = reach.entries(columns.added)
    new = table.entries(columns.fresh)
    cost, fresh_cost = reach.cost(base.unit), table.cost(base.unit)
    fresh_site = np.repeat(
        site_of_fresh[columns.fresh], np.diff(table.indptr)[columns.fresh]
    )
    return _Entries(
        np.concatenate([reach.point[gone], reach.point[come], table.point[new]]),
        np.repeat([-1, 1, 1], [len(gone), len(come), len(new)]),
        np.concatenate([cost[gone], cost[come], fresh_cost[new]]),
        np.concatenate([_sites_of(reach, columns.added), fresh_site]),
    )


def _options_after(
    base: EffectBase,
    before: NDArray[np.int16],
    at: NDArray[np.int64],
    entries: _Entries,
) -> NDArray[np.int16]:
    """Return the options within each threshold once the entries went and came."""
    after = before.copy()
    for t, threshold in enumerate(base.within):
        near = entries.cost <= base.most(threshold)
        step = np.bincount(at[near], entries.sign[near], minlength=before.shape[1])
        after[t] += np.rint(step).astype(np.int16)
    return after


def _sites_of(reach: ReachTable, columns: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.repeat(columns, np.diff(reach.indptr)[columns])


def _searched(
    base: EffectBase, points: NDArray[np.int64], offered: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Return the nearest of what is still offered, for points that lost theirs."""
    rows = base.rows
    size = rows.indptr[points + 1] - rows.indptr[points]
    starts = np.cumsum(size) - size
    entries = np.arange(size.sum()) + np.repeat(rows.indptr[points] - starts, size)
    owner = np.repeat(np.arange(len(points)), size)
    site = rows.destination[entries]
    keep = offered[site]
    best = np.full(len(points), _NONE, np.int64)
    packed = _packed(rows.cost[entries[keep]], site[keep])
    np.minimum.at(best, owner[keep], packed)
    return best


def _packed(
    cost: NDArray[np.int32], site: NDArray[np.int32] | NDArray[np.int64]
) -> NDArray[np.int64]:
    """Put cost above destination in one integer; nobody is the farthest of all."""
    packed = (cost.astype(np.int64) << _DESTINATION_BITS) | site
    return np.where(site == NO_OFFER, _NONE, packed)


def _unpacked(
    best: NDArray[np.int64],
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    cost = (best >> _DESTINATION_BITS).astype(np.int32)
    site = (best & ((1 << _DESTINATION_BITS) - 1)).astype(np.int32)
    site[cost == NOT_FOUND] = NO_OFFER
    return cost, site


def only_changes(effect: Effect) -> Effect:
    """Return an effect without the points and pairs that it leaves as they were."""
    kept = [_where_it_differs(change) for change in effect.changes]
    return replace(effect, changes=tuple(one for one in kept if len(one.points)))


def _where_it_differs(change: PairChange) -> PairChange:
    differs = (change.cost_before != change.cost_after) | (
        change.nearest_before != change.nearest_after
    )
    differs |= (change.options_before != change.options_after).any(axis=0)
    return PairChange(
        change.pair,
        change.points[differs],
        change.cost_before[differs],
        change.cost_after[differs],
        change.nearest_before[differs],
        change.nearest_after[differs],
        change.options_before[:, differs],
        change.options_after[:, differs],
    )


def effect_between(before: EffectBase, after: EffectBase) -> Effect:
    """Compare two whole computations over the same student points.

    Needed where a timetable changes; elsewhere it is what `effect_of` must equal.

    Parameters
    ----------
    before, after
        Bases with the same pairs, thresholds and points.
    """
    old = before.reach.destination_ids.tolist()
    known = set(old)
    new = after.reach.destination_ids.tolist()
    ids = [*old, *sorted(code for code in new if code not in known)]
    changes = _compared(before, after, _renumbered(new, ids))
    return Effect(before, after.students, tuple(changes), np.asarray(ids, np.str_))


def _renumbered(codes: Sequence[str], ids: Sequence[str]) -> NDArray[np.int32]:
    number = {code: j for j, code in enumerate(ids)}
    # One more place, so that NO_OFFER (-1) stays NO_OFFER.
    return np.asarray([*(number[code] for code in codes), NO_OFFER], dtype=np.int32)


def _compared(
    before: EffectBase, after: EffectBase, number: NDArray[np.int32]
) -> Iterable[PairChange]:
    for k in range(len(before.pairs)):
        nearest_after = number[after.nearest.destination[k]]
        differs = (before.nearest.cost[k] != after.nearest.cost[k]) | (
            before.nearest.destination[k] != nearest_after
        )
        differs |= (before.options[:, k] != after.options[:, k]).any(axis=0)
        if not differs.any():
            continue
        points = np.flatnonzero(differs)
        yield PairChange(
            pair=k,
            points=points,
            cost_before=before.nearest.cost[k, points],
            cost_after=after.nearest.cost[k, points],
            nearest_before=before.nearest.destination[k, points],
            nearest_after=nearest_after[points],
            options_before=before.options[:, k, points],
            options_after=after.options[:, k, points],
        )
