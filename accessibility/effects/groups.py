"""Group sizes after pupils have gone elsewhere, against the monitor's thresholds.

Where pupils of an offer go is not known; they are taken to follow the nearest offer.
Of the students whose nearest offer was A, the part whose nearest offer is B afterwards
moves from A to B, and with it that part of A's third-years. A forecast makes more or
fewer of them where they live, and so at their offer.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import TECHNIEK, TECHNISCH, Denominator
from accessibility.counting import COUNT_COLUMNS
from accessibility.measures import NO_OFFER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from accessibility.codes import Leerweg
    from accessibility.counting import Students
    from accessibility.effects.increment import Effect, PairChange
    from accessibility.scenario import Applied

MOST_HARD_TO_ORGANISE: Final = 10
"""At most so many third-years of a profiel at a vestiging is hard to organise."""

FEW_PER_REGION: Final = 75
"""Fewer technical third-years than this make a small STO-regio."""

NOWHERE: Final = ""
"""Code for pupils of whom no offer lies within the limit any more."""

_ENDS: Final = (
    *("before_low", "before", "before_high"),
    *("after_low", "after", "after_high"),
)

FLOW_COLUMNS: Final = ("profiel", "leerweg", "from_brin6", "to_brin6", "part")


class Robust(StrEnum):
    """Whether a threshold is crossed, as far as the interval tells."""

    YES = "ja"
    LIKELY = "waarschijnlijk wel"
    NOT_ROBUST = "niet te zeggen"
    UNLIKELY = "waarschijnlijk niet"
    NO = "nee"
    UNKNOWN = "geen gegevens"
    NO_GROUP = "geen groep"


UNSURE: Final = (Robust.LIKELY, Robust.NOT_ROBUST, Robust.UNLIKELY)
"""What may be so and may not, from likely to unlikely."""

Ends = tuple[float, float]


def at_most(low: float, high: float, most: float, likely: Ends | None = None) -> Robust:
    """Tell whether a count is at most a number, with the interval as judge.

    Parameters
    ----------
    low, high
        Guaranteed ends.
    most
        The number.
    likely
        Likely ends; None where they are not known.

    Examples
    --------
    >>> at_most(6, 9, 10).value
    'ja'
    >>> at_most(8, 12, 10).value
    'niet te zeggen'
    >>> at_most(4, 12, 10, likely=(6.2, 9.8)).value
    'waarschijnlijk wel'
    """
    if not (np.isfinite(low) and np.isfinite(high)):
        return Robust.NO if low > most else Robust.UNKNOWN
    if high == 0:
        return Robust.NO_GROUP
    if high <= most:
        return Robust.YES
    if low > most:
        return Robust.NO
    return _likely(*(likely or (low, high)), most)


def _likely(low: float, high: float, most: float) -> Robust:
    if high <= most:
        return Robust.LIKELY
    return Robust.UNLIKELY if low > most else Robust.NOT_ROBUST


def below(low: float, high: float, bound: float, likely: Ends | None = None) -> Robust:
    """Tell whether a count lies below a number, with the interval as judge."""
    if not (np.isfinite(low) and np.isfinite(high)):
        return Robust.NO if low >= bound else Robust.UNKNOWN
    if high < bound:
        return Robust.YES
    if low >= bound:
        return Robust.NO
    # Below it is at most the number just under it.
    return _likely(*(likely or (low, high)), np.nextafter(bound, -np.inf))


def pupil_flows(effect: Effect) -> pd.DataFrame:
    """Return which part of each offer's pupils moves to which other offer.

    Returns
    -------
    pandas.DataFrame
        Columns `FLOW_COLUMNS`; `part` of the pupils that `from_brin6` has now, from
        0 to 1 unless a forecast makes more of them; `to_brin6` is empty where no
        offer is left within the limit. Single profiles only; an offer that nobody
        lives nearest to gives up nobody.
    """
    frames = [
        _flows_of(effect, change)
        for change in effect.changes
        if effect.base.pairs[change.pair][0] != TECHNIEK
    ]
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return pd.DataFrame(columns=list(FLOW_COLUMNS)).astype({"part": "float64"})
    return pd.concat(filled, ignore_index=True)[list(FLOW_COLUMNS)]


def _flows_of(effect: Effect, change: PairChange) -> pd.DataFrame:
    base = effect.base
    profiel, leerweg = base.pairs[change.pair]
    catchment, _ = _catchments(effect, change.pair)
    weight = _point_weight(effect.students, leerweg)
    moved = (change.nearest_before != change.nearest_after) & (
        change.nearest_before != NO_OFFER
    )
    origin, goal = change.nearest_before[moved], change.nearest_after[moved]
    flow = pd.DataFrame(
        {"origin": origin, "goal": goal, "weight": weight[change.points[moved]]}
    )
    flow = flow.groupby(["origin", "goal"]).weight.sum().reset_index()
    flow = flow[(flow.weight > 0) & (catchment[flow.origin + 1] > 0)]
    ids = np.concatenate([effect.destination_ids, [NOWHERE]])
    return pd.DataFrame(
        {
            "profiel": profiel,
            "leerweg": leerweg.value,
            "from_brin6": ids[flow.origin],
            "to_brin6": ids[flow.goal],
            "part": flow.weight.to_numpy() / catchment[flow.origin + 1],
        }
    )


def _point_weight(students: Students, leerweg: Leerweg) -> NDArray[np.float64]:
    """Return the students at each point whose pupils an offer is taken to have."""
    tells = students.tells_leerweg
    denominator = Denominator.LEERWEG if tells else Denominator.COMMON
    count = students.by_postcode(denominator, leerweg)[1]
    weight: NDArray[np.float64] = count[students.point_pc4] * students.point_weight
    return weight


def _catchments(
    effect: Effect, pair: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return who lives nearest to each offer of a pair, before and by the forecast.

    The first place is of those who have no offer.
    """
    base = effect.base
    nearest = base.nearest.destination[pair] + 1
    many = base.reach.n_destinations + 1
    leerweg = base.pairs[pair][1]

    def count(students: Students) -> NDArray[np.float64]:
        weight = _point_weight(students, leerweg)
        return np.bincount(nearest, weight, minlength=many).astype(np.float64)

    return count(base.students), count(effect.students)


def offer_growth(effect: Effect) -> pd.Series:
    """Return what a forecast makes of the pupils of each offer, before any moves.

    Returns
    -------
    pandas.Series
        Number of times, by `brin6`, `profiel` and `leerweg`; only offers whose pupils
        become other than they were.
    """
    base = effect.base
    keys: list[tuple[str, str, str]] = []
    times: list[float] = []
    forecast = effect.students is not base.students
    for k, (profiel, leerweg) in enumerate(base.pairs if forecast else ()):
        if profiel == TECHNIEK:
            continue
        before, after = (side[1:] for side in _catchments(effect, k))
        rows = np.flatnonzero((before > 0) & (before != after))
        ids = base.reach.destination_ids[rows].tolist()
        keys += [(brin6, profiel, leerweg.value) for brin6 in ids]
        times += (after[rows] / before[rows]).tolist()
    index = pd.MultiIndex.from_tuples(keys, names=["brin6", "profiel", "leerweg"])
    return pd.Series(times, index=index, dtype=np.float64)


def group_sizes(
    effect: Effect, applied: Applied, region_of: Mapping[str, str]
) -> pd.DataFrame:
    """Return third-years per vestiging, profiel and leerweg before and after.

    Parameters
    ----------
    effect
        A scenario's effect.
    applied
        The scenario applied; pupils of a merged vestiging go where it went.
    region_of
        STO-regio of each vestiging.

    Returns
    -------
    pandas.DataFrame
        One row per offer whose pupils change: `brin6`, `sto_regio`, `profiel`,
        `leerweg`, `before_low` ... `after_high`, and whether it is hard to organise
        (at most 10) before and after, a `Robust` each.
    """
    before = _counts(effect.base.offers)
    growth = offer_growth(effect)
    flows = _with_the_rest(pupil_flows(effect), applied, growth)
    table = _moved(before, flows, _counts(applied.snapshot.offers), growth)
    table["sto_regio"] = table.brin6.map(region_of)
    return _judged(table, MOST_HARD_TO_ORGANISE)


def _with_the_rest(
    flows: pd.DataFrame, applied: Applied, growth: pd.Series
) -> pd.DataFrame:
    """Add merged offers, which follow the merger, and closed ones nobody lives near."""
    merged = dict(applied.merged)
    kept = flows[~flows.from_brin6.isin(list(merged))]
    moving = set(zip(kept.from_brin6, kept.profiel, kept.leerweg, strict=True))
    rest = []
    for brin6, profiel, leerweg in sorted(applied.closed):
        key = (brin6, profiel.value, leerweg.value)
        if key not in moving:
            part = float(growth.get(key, 1.0))
            rest.append((*key[1:], brin6, merged.get(brin6, NOWHERE), part))
    if not rest:
        return kept
    added = pd.DataFrame(rest, columns=list(FLOW_COLUMNS))
    return pd.concat([kept, added], ignore_index=True) if len(kept) else added


def _counts(offers: pd.DataFrame) -> pd.DataFrame:
    keys = ["brin6", "profiel", "leerweg"]
    return offers.set_index(keys)[list(COUNT_COLUMNS)].astype("float64")


def _moved(
    before: pd.DataFrame, flows: pd.DataFrame, after: pd.DataFrame, growth: pd.Series
) -> pd.DataFrame:
    """Move parts of the counts along the flows; keep the offers that change."""
    keys = ["brin6", "profiel", "leerweg"]
    start = ["from_brin6", "profiel", "leerweg"]
    held = before.reindex(pd.MultiIndex.from_frame(flows[start]))
    moving = held.to_numpy() * flows.part.to_numpy(dtype=np.float64)[:, None]
    come = flows.rename(columns={"to_brin6": "brin6"})[keys]
    go = flows.rename(columns={"from_brin6": "brin6"})[keys]
    names = list(COUNT_COLUMNS)
    received = come.assign(**dict(zip(names, moving.T, strict=True)))
    # The least that is left goes with the most that leaves, of the same interval.
    left = go.assign(part=flows.part).groupby(keys).part.sum()
    arrived = received[received.brin6 != NOWHERE].groupby(keys)[names]
    received = arrived.sum(skipna=False)
    index = before.index.intersection(left.index).union(received.index)
    gone = before.index.difference(after.index)
    index = index.union(gone).union(before.index.intersection(growth.index))
    old = before.reindex(index)
    # An offer that was not there had nobody; one of unknown size stays unknown.
    old[~index.isin(before.index)] = 0.0
    whole = growth.reindex(index).fillna(1.0)
    stays = (whole - left.reindex(index).fillna(0.0)).clip(lower=0.0)
    new = old.mul(stays, axis=0)
    new[index.isin(gone)] = 0.0
    new = new.add(received.reindex(index, fill_value=0.0))
    table = pd.concat(
        [_renamed(old, "before"), _renamed(new, "after")], axis=1
    ).reset_index()
    known = index.isin(after.index) | index.isin(gone)
    return table[known].sort_values(keys, ignore_index=True)


def _renamed(counts: pd.DataFrame, side: str) -> pd.DataFrame:
    return counts.rename(
        columns={name: name.replace("students", side) for name in COUNT_COLUMNS}
    )


def _judged(table: pd.DataFrame, most: float) -> pd.DataFrame:
    columns = {
        f"hard_to_organise_{side}": [
            at_most(low, high, most).value
            for low, high in zip(
                table[f"{side}_low"], table[f"{side}_high"], strict=True
            )
        ]
        for side in ("before", "after")
    }
    return table.assign(**columns)


def combined_sizes(sizes: pd.DataFrame, offers: pd.DataFrame) -> pd.DataFrame:
    """Return the groups with the three leerwegen taken together, as schools often do.

    Parameters
    ----------
    sizes
        From `group_sizes`.
    offers
        Table `offers` before: gives the leerwegen that do not change.

    Returns
    -------
    pandas.DataFrame
        One row per vestiging and profiel that changes, judged like `group_sizes`.
    """
    keys = ["brin6", "profiel"]
    merged = _all_after(sizes, offers)
    concerned = merged.set_index(keys).index.isin(sizes.set_index(keys).index)
    table = _summed(merged[concerned], keys)
    region = sizes.drop_duplicates("brin6").set_index("brin6").sto_regio
    regional = table.assign(sto_regio=table.brin6.map(region))
    return _judged(regional, MOST_HARD_TO_ORGANISE)


def region_sizes(
    sizes: pd.DataFrame, offers: pd.DataFrame, region_of: Mapping[str, str]
) -> pd.DataFrame:
    """Return technical third-years per STO-regio (by school) before and after.

    Returns
    -------
    pandas.DataFrame
        One row per region, those without a technical third-year too: `sto_regio`,
        the intervals, and whether it has fewer than 75, a `Robust` each. Pupils of
        vestigingen without a region are left out.
    """
    technical = [p.value for p in TECHNISCH]
    merged = _all_after(sizes, offers)
    merged = merged[merged.profiel.isin(technical)]
    merged = merged.assign(sto_regio=merged.brin6.map(region_of))
    every = pd.Index(sorted(set(region_of.values())), name="sto_regio")
    some = _summed(merged, ["sto_regio"]).set_index("sto_regio")
    nobody = every[~every.isin(merged.sto_regio)]
    # Of unknown size is not the same as nobody.
    table = some.reindex(every)
    table.loc[nobody] = 0.0
    table = table.reset_index()
    columns = {
        f"small_{side}": [
            below(low, high, FEW_PER_REGION).value
            for low, high in zip(
                table[f"{side}_low"], table[f"{side}_high"], strict=True
            )
        ]
        for side in ("before", "after")
    }
    return table.assign(**columns)


def _summed(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Add up groups; with one of unknown size only the least stays known."""
    grouped = table.groupby(keys)
    total = grouped[list(_ENDS)].sum(skipna=False)
    least = [name for name in _ENDS if name.endswith("_low")]
    total[least] = grouped[least].sum()
    return total.reset_index()


def _all_after(sizes: pd.DataFrame, offers: pd.DataFrame) -> pd.DataFrame:
    """Return every offer with before and after; after is before where unchanged."""
    keys = ["brin6", "profiel", "leerweg"]
    before = _counts(offers)
    changed = sizes.set_index(keys)
    same = before[~before.index.isin(changed.index)]
    unchanged = pd.concat([_renamed(same, "before"), _renamed(same, "after")], axis=1)
    return pd.concat([changed[list(_ENDS)], unchanged]).reset_index()
