"""Single points of failure: students lost by each closure, and by each pair of them.

A student point with one offer of a profiel within reach hangs on that offer; with two,
on both together. Finding these points once answers every closure at once: nothing is
closed and computed again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from accessibility.codes import TECHNIEK, TECHNISCH, Leerweg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from accessibility.effects.base import EffectBase

OFFER_COLUMNS: Final = ("brin6", "profiel", "leerweg")
LOST: Final = ("lost_only_low", "lost_only", "lost_only_high")

_TECHNICAL: Final = frozenset(p.value for p in TECHNISCH)


class Hanging(NamedTuple):
    """Points with one destination in reach, or two, for some pairs.

    Parameters
    ----------
    single
        Columns `pair`, `point`, `site`: the only offer within reach.
    double
        Columns `pair`, `point`, `site`, `other` with `site` < `other`: the only two.
    """

    single: pd.DataFrame
    double: pd.DataFrame


def hanging(base: EffectBase, *, t: int = 0) -> Hanging:
    """Find the points that hang on one offer or on two.

    Parameters
    ----------
    base
        The state before; options within reach per pair and point.
    t
        Number of the threshold.
    """
    reach, most = base.reach, base.most(base.within[t])
    cost = reach.cost(base.unit)
    singles, doubles = [], []
    for k, offers in enumerate(base.offered):
        sites = np.flatnonzero(offers)
        entries = reach.entries(sites)
        site = np.repeat(sites, np.diff(reach.indptr)[sites])
        near = cost[entries] <= most
        point, site = reach.point[entries][near], site[near]
        options = base.options[t, k, point]
        one, two = options == 1, options == 2  # noqa: PLR2004 - a pair
        singles.append(_frame(k, point[one], site[one]))
        order = np.lexsort((site[two], point[two]))
        point, site = point[two][order], site[two][order]
        pair = _frame(k, point[::2], site[::2])
        doubles.append(pair.assign(other=site[1::2]))
    return Hanging(
        pd.concat(singles, ignore_index=True), pd.concat(doubles, ignore_index=True)
    )


def _frame(k: int, point: NDArray[np.int32], site: NDArray[np.int64]) -> pd.DataFrame:
    return pd.DataFrame({"pair": np.int64(k), "point": point, "site": site})


def students_at_points(base: EffectBase, leerweg: Leerweg) -> NDArray[np.float64]:
    """Return low, estimate and high of the students at each point, `(3, n_points)`."""
    students = base.students
    share: NDArray[np.float64] = (
        base.count(leerweg)[:, students.point_pc4] * students.point_weight
    )
    return share


def offer_closures(base: EffectBase, dependent: Hanging) -> pd.DataFrame:
    """Return what the closure of each single offer would cost.

    Parameters
    ----------
    base
        The state before; pairs of single profiles count, `techniek` is passed over.
    dependent
        From `hanging`.

    Returns
    -------
    pandas.DataFrame
        Columns `brin6`, `profiel`, `leerweg` and `LOST`: students for whom it is the
        only offer of that profiel within reach; the worst first, all offers listed.
    """
    frames = []
    for k, (profiel, leerweg) in enumerate(base.pairs):
        if profiel == TECHNIEK:
            continue
        single = dependent.single[dependent.single.pair == k]
        sites = np.flatnonzero(base.offered[k])
        frame = pd.DataFrame({"brin6": base.reach.destination_ids[sites]})
        frame["profiel"], frame["leerweg"] = profiel, leerweg.value
        weight = students_at_points(base, leerweg)[:, single.point]
        for name, row in zip(LOST, weight, strict=True):
            lost = np.bincount(single.site, row, base.reach.n_destinations)
            frame[name] = lost[sites]
        frames.append(frame)
    return _ranked(pd.concat(frames, ignore_index=True), list(OFFER_COLUMNS))


def vestiging_closures(base: EffectBase, dependent: Hanging) -> pd.DataFrame:
    """Return what the closure of each vestiging would cost.

    Returns
    -------
    pandas.DataFrame
        Columns `brin6`, `LOST`: students who lose the only offer of at least one
        technical profiel in their leerweg (in any leerweg, by denominator `common`),
        each counted once; and `lost_techniek`:
        those of them who lose their last technical offer. The worst first.
    """
    n_sites = base.reach.n_destinations
    lost = np.zeros((len(LOST), n_sites))
    techniek = np.zeros(n_sites)
    for leerwegen in _cohorts(base):
        weight = students_at_points(base, leerwegen[0])
        single = _of(base, dependent.single, leerwegen, _TECHNICAL)
        once = single.drop_duplicates(["point", "site"])
        hit = weight[:, once.point]
        lost += np.stack([np.bincount(once.site, row, n_sites) for row in hit])
        last = _of(base, dependent.single, leerwegen, frozenset({TECHNIEK}))
        last = last.drop_duplicates(["point", "site"])
        techniek += np.bincount(last.site, weight[1, last.point], n_sites)
    offers = base.offered[_rows(base, _TECHNICAL)].any(axis=0)
    columns = dict(zip(LOST, lost, strict=True))
    table = pd.DataFrame({"brin6": base.reach.destination_ids, **columns})
    table = table.assign(lost_techniek=techniek)
    return _ranked(table.iloc[np.flatnonzero(offers)], ["brin6"])


def offer_pair_closures(
    base: EffectBase, dependent: Hanging, region_of: Mapping[str, str]
) -> pd.DataFrame:
    """Return what the closure of every two offers of one region would cost.

    Two offers of the same profiel and leerweg: only such two can cost more together
    than apart. Those who lose by two offers of other profielen or leerwegen lose by
    one of them already.

    Parameters
    ----------
    base, dependent
        As for `offer_closures`.
    region_of
        Region of each vestiging; those without one are in no pair.

    Returns
    -------
    pandas.DataFrame
        Columns `region`, `profiel`, `leerweg`, `brin6`, `other`, `LOST`: students who
        lose the only offer of that profiel; and `together`: how many of them keep an
        offer if only one of the two closes. The worst first; one row per pair.
    """
    alone = offer_closures(base, dependent)
    ends = list(LOST)
    frames = []
    for k, (profiel, leerweg) in enumerate(base.pairs):
        if profiel == TECHNIEK:
            continue
        these = (alone.profiel == profiel) & (alone.leerweg == leerweg.value)
        single = alone[these].set_index("brin6")[ends]
        pairs = _pairs_in_regions(single, region_of)
        both = _hanging_on_both(
            base, dependent.double[dependent.double.pair == k], leerweg
        )
        names = pd.MultiIndex.from_frame(pairs[["brin6", "other"]])
        extra = both.reindex(names).fillna(0.0).to_numpy()
        lost = extra + sum(single.loc[pairs[n]].to_numpy() for n in ("brin6", "other"))
        pairs[ends] = lost
        frames.append(
            pairs.assign(profiel=profiel, leerweg=leerweg.value, together=extra[:, 1])
        )
    table = pd.concat(frames, ignore_index=True)
    keys = ["region", "profiel", "leerweg", "brin6", "other"]
    return _ranked(table[[*keys, *ends, "together"]], keys)


def _hanging_on_both(
    base: EffectBase, double: pd.DataFrame, leerweg: Leerweg
) -> pd.DataFrame:
    """Return `LOST` of those who have just these two offers, by two codes in order."""
    ids = base.reach.destination_ids
    codes = np.sort(np.stack([ids[double.site], ids[double.other]]), axis=0)
    index = pd.MultiIndex.from_arrays(list(codes), names=["brin6", "other"])
    weight = students_at_points(base, leerweg)[:, double.point]
    frame = pd.DataFrame(weight.T, index=index, columns=list(LOST))
    return frame.groupby(level=[0, 1]).sum()


def pair_closures(
    base: EffectBase, dependent: Hanging, region_of: Mapping[str, str]
) -> pd.DataFrame:
    """Return what the closure of every two vestigingen of one region would cost.

    Parameters
    ----------
    base, dependent
        As for `vestiging_closures`.
    region_of
        Region of each vestiging; those without one are in no pair.

    Returns
    -------
    pandas.DataFrame
        Columns `region`, `brin6`, `other`, `lost_only`: students who lose the only
        offer of at least one technical profiel in their leerweg; and `together`: how
        many more that is than the two closures add up to (fewer if negative, for
        those who would lose by either). The worst first; one row per pair.
    """
    alone = vestiging_closures(base, dependent).set_index("brin6").lost_only
    table = _pairs_in_regions(alone, region_of)
    if table.empty:
        return table.assign(lost_only=0.0, together=0.0)
    extra = _together(base, dependent)
    ids = base.reach.destination_ids
    extra.index = pd.MultiIndex.from_arrays(
        [ids[extra.index.get_level_values(0)], ids[extra.index.get_level_values(1)]]
    )
    forward = pd.MultiIndex.from_frame(table[["brin6", "other"]])
    backward = pd.MultiIndex.from_frame(table[["other", "brin6"]])
    together = extra.reindex(forward).fillna(0.0).to_numpy()
    together = together + extra.reindex(backward).fillna(0.0).to_numpy()
    sum_alone = table.brin6.map(alone) + table.other.map(alone)
    table = table.assign(lost_only=sum_alone + together, together=together)
    return _ranked(table, ["region", "brin6", "other"])


def _pairs_in_regions(
    alone: pd.Series | pd.DataFrame, region_of: Mapping[str, str]
) -> pd.DataFrame:
    sites = pd.DataFrame({"brin6": sorted(alone.index)})
    sites["region"] = sites.brin6.map(region_of)
    sites = sites.dropna(subset="region")
    both = sites.merge(sites.rename(columns={"brin6": "other"}), on="region")
    pairs = both[both.brin6 < both.other].reset_index(drop=True)
    return pairs[["region", "brin6", "other"]]


def _together(base: EffectBase, dependent: Hanging) -> pd.Series:
    """Return lost by a pair less lost by each, indexed by two destinations.

    A point counts for a pair if it hangs on the two together and on neither alone;
    it counts twice in the sum, and is taken off once, if it hangs on either.
    """
    parts = []
    for leerwegen in _cohorts(base):
        weight = students_at_points(base, leerwegen[0])[1]
        single = _of(base, dependent.single, leerwegen, _TECHNICAL)[["point", "site"]]
        single = single.drop_duplicates()
        either = single.merge(single.rename(columns={"site": "other"}), on="point")
        either = either[either.site < either.other]
        double = _of(base, dependent.double, leerwegen, _TECHNICAL)
        double = double[["point", "site", "other"]].drop_duplicates()
        alone = pd.MultiIndex.from_frame(single)
        hangs = pd.MultiIndex.from_frame(double[["point", "site"]]).isin(alone)
        hangs |= pd.MultiIndex.from_frame(double[["point", "other"]]).isin(alone)
        double = double[~hangs]
        parts += [
            double.assign(weight=weight[double.point]),
            either.assign(weight=-weight[either.point]),
        ]
    table = pd.concat(parts, ignore_index=True)
    sums: pd.Series = table.groupby(["site", "other"]).weight.sum()
    return sums


def _rows(base: EffectBase, profielen: frozenset[str]) -> list[int]:
    return [k for k, (profiel, _) in enumerate(base.pairs) if profiel in profielen]


def _cohorts(base: EffectBase) -> tuple[tuple[Leerweg, ...], ...]:
    """Return the leerwegen whose students are the same people.

    Where a share is of all students together, each counts for every leerweg: to count
    nobody three times, losing in any of them counts once.
    """
    held = tuple(w for w in Leerweg if any(way is w for _, way in base.pairs))
    if base.denominator.whole:
        return (held,)
    return tuple((leerweg,) for leerweg in held)


def _of(
    base: EffectBase,
    table: pd.DataFrame,
    leerwegen: tuple[Leerweg, ...],
    profielen: frozenset[str],
) -> pd.DataFrame:
    """Return the rows of some profiles in some leerwegen."""
    wanted = [k for k in _rows(base, profielen) if base.pairs[k][1] in leerwegen]
    return table[table.pair.isin(wanted)]


def _ranked(table: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Put the worst first; ties in the order of their names."""
    keys = ["lost_only", *names]
    ascending = [False] + [True] * len(names)
    return table.sort_values(keys, ascending=ascending).reset_index(drop=True)
