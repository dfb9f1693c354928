"""Single points of failure: students lost by each closure, and by each pair of them.

A student with one offer of a profiel within reach hangs on that offer; with two, on
both together. Finding these once answers every closure at once: nothing is closed and
computed again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import PROFIEL_CHOICES, TECHNIEK, TECHNISCH, Leerweg
from accessibility.counting import GRADE_ENDS, Grades, Whom
from accessibility.effects.lost_people import Closures, people_lost

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from accessibility.effects.base import EffectBase

OFFER_COLUMNS: Final = ("brin6", "profiel", "leerweg")
LOST: Final = ("lost_only_low", "lost_only", "lost_only_high")
LIKELY_LOST: Final = ("lost_only_likely_low", "lost_only_likely_high")

_TECHNICAL: Final = frozenset(p.value for p in TECHNISCH)
_LAST: Final = "lost_techniek"
_DECIMALS: Final = 9
"""Of a difference of sums: what is left of nothing is nothing."""


def offer_closures(base: EffectBase) -> pd.DataFrame:
    """Return what the closure of each single offer would cost.

    Parameters
    ----------
    base
        The state before; pairs of single profiles count, `techniek` is passed over.

    Returns
    -------
    pandas.DataFrame
        Columns `brin6`, `profiel`, `leerweg`, `LOST` and `LIKELY_LOST`: students for
        whom it is the only offer of that profiel within reach; the worst first, all
        offers listed.
    """
    frames = [_one_by_one(base, k) for k in _single(base)]
    told = [*OFFER_COLUMNS, *LOST, *LIKELY_LOST]
    return _ranked(pd.concat(frames, ignore_index=True)[told], OFFER_COLUMNS)


def _one_by_one(base: EffectBase, k: int) -> pd.DataFrame:
    """Return what each offer of a pair would cost; counted once per base."""
    if ("closures", k) not in base.remembered:
        base.remembered["closures", k] = _counted_one_by_one(base, k)
    found: pd.DataFrame = base.remembered["closures", k]
    return found


def _counted_one_by_one(base: EffectBase, k: int) -> pd.DataFrame:
    profiel, leerweg = base.pairs[k]
    sites = np.flatnonzero(base.offered[k])
    whom = Whom(base.denominator, leerweg)
    lost = people_lost(base, [k], Closures(sites, sites), whom)
    names = {"profiel": profiel, "leerweg": leerweg.value}
    frame = pd.DataFrame({"brin6": base.reach.destination_ids[sites], "site": sites})
    return frame.assign(**names, **_columns(lost))


def vestiging_closures(base: EffectBase) -> pd.DataFrame:
    """Return what the closure of each vestiging would cost.

    Returns
    -------
    pandas.DataFrame
        Columns `brin6`, `LOST`: students who lose the only offer of at least one
        technical profiel in their leerweg (in any leerweg, by denominator `common`),
        each counted once; and `lost_techniek`: those of them who lose their last
        technical offer; with likely ends of both at the end, and the ends of the
        latter. Where some profielen are asked, those are meant. The worst first.
    """
    table = _whole_vestigingen(base)
    ends = (f"{_LAST}{end}" for end in ("_low", "_likely_low", "_likely_high", "_high"))
    told = ["brin6", *LOST, _LAST, *LIKELY_LOST, *ends]
    return _ranked(table[told], ["brin6"])


def _whole_vestigingen(base: EffectBase) -> pd.DataFrame:
    """Return what each whole vestiging would cost; counted once per base."""
    if "whole closures" not in base.remembered:
        base.remembered["whole closures"] = _counted_whole(base)
    found: pd.DataFrame = base.remembered["whole closures"]
    return found


def _counted_whole(base: EffectBase) -> pd.DataFrame:
    sites = np.flatnonzero(base.offered[_rows(base, _asked(base))].any(axis=0))
    closing = Closures(sites, sites)
    table = pd.DataFrame({"brin6": base.reach.destination_ids[sites], "site": sites})
    lost = _lost_by_any(base, closing, _asked(base))
    last = _lost_by_any(base, closing, frozenset({TECHNIEK}))
    return table.assign(**_columns(lost), **_columns(last, _LAST))


def offer_pair_closures(base: EffectBase, region_of: Mapping[str, str]) -> pd.DataFrame:
    """Return what the closure of every two offers of one region would cost.

    Two offers of the same profiel and leerweg: only such two can cost more together
    than apart. Those who lose by two offers of other profielen or leerwegen lose by
    one of them already.

    Parameters
    ----------
    base
        As for `offer_closures`.
    region_of
        Region of each vestiging; those without one are in no pair.

    Returns
    -------
    pandas.DataFrame
        Columns `region`, `profiel`, `leerweg`, `brin6`, `other`, `LOST`: students who
        lose the only offer of that profiel; `together`: how many of them keep an
        offer if only one of the two closes; and `LIKELY_LOST`. The worst first; one
        row per pair.
    """
    frames = []
    for k in _single(base):
        profiel, leerweg = base.pairs[k]
        alone = _one_by_one(base, k)
        pairs = _pairs_in_regions(alone, region_of)
        whom = Whom(base.denominator, leerweg)
        lost = people_lost(base, [k], _two(pairs), whom)
        told = pairs.assign(profiel=profiel, leerweg=leerweg.value, **_columns(lost))
        frames.append(told.assign(together=_more_than_apart(told, alone)))
    keys = ["region", "profiel", "leerweg", "brin6", "other"]
    table = pd.concat(frames, ignore_index=True)
    return _ranked(table[[*keys, *LOST, "together", *LIKELY_LOST]], keys)


def pair_closures(base: EffectBase, region_of: Mapping[str, str]) -> pd.DataFrame:
    """Return what the closure of every two vestigingen of one region would cost.

    Parameters
    ----------
    base
        As for `vestiging_closures`.
    region_of
        Region of each vestiging; those without one are in no pair.

    Returns
    -------
    pandas.DataFrame
        Columns `region`, `brin6`, `other`, `lost_only`: students who lose the only
        offer of at least one technical profiel in their leerweg; `together`: how many
        more that is than the two closures add up to (fewer if negative, for those who
        would lose by either); and the other ends of `lost_only`. The worst first; one
        row per pair.
    """
    alone = _whole_vestigingen(base)
    pairs = _pairs_in_regions(alone, region_of)
    lost = _lost_by_any(base, _two(pairs), _asked(base))
    table = pairs.assign(**_columns(lost))
    table = table.assign(together=_more_than_apart(table, alone))
    keys = ["region", "brin6", "other"]
    ends = [name for name in (*LOST, *LIKELY_LOST) if name != "lost_only"]
    return _ranked(table[[*keys, "lost_only", "together", *ends]], keys)


def _pairs_in_regions(
    alone: pd.DataFrame, region_of: Mapping[str, str]
) -> pd.DataFrame:
    sites = alone[["brin6", "site"]].sort_values("brin6")
    sites = sites.assign(region=sites.brin6.map(region_of)).dropna(subset="region")
    others = sites.rename(columns={"brin6": "other", "site": "other_site"})
    both = sites.merge(others, on="region")
    return both[both.brin6 < both.other].reset_index(drop=True)


def _two(pairs: pd.DataFrame) -> Closures:
    return Closures(pairs.site.to_numpy(np.int64), pairs.other_site.to_numpy(np.int64))


def _more_than_apart(pairs: pd.DataFrame, alone: pd.DataFrame) -> NDArray[np.float64]:
    """Return how many more lose by two than the two closures add up to."""
    lost = alone.set_index("brin6").lost_only
    apart = [lost.reindex(pairs[name]).to_numpy() for name in ("brin6", "other")]
    more = pairs.lost_only.to_numpy() - np.sum(apart, axis=0)
    return np.asarray(np.round(more, _DECIMALS) + 0.0)


def _lost_by_any(
    base: EffectBase, closures: Closures, profielen: frozenset[str]
) -> Grades:
    """Return who loses at least one of some profielen, over all leerwegen."""
    total = Grades(*np.zeros((len(Grades._fields), len(closures.first))))
    for leerwegen in _cohorts(base):
        rows = [k for k in _rows(base, profielen) if base.pairs[k][1] in leerwegen]
        if not rows:
            continue
        whom = Whom(base.denominator, leerwegen[0])
        lost = people_lost(base, rows, closures, whom)
        # Whoever lives in a postcode, of whatever leerweg, may live in the same place.
        total = Grades(*(a + b for a, b in zip(total, lost, strict=True)))
    return total


def _columns(lost: Grades, stem: str = "lost_only") -> dict[str, NDArray[np.float64]]:
    return {
        f"{stem}{end}": values for end, values in zip(GRADE_ENDS, lost, strict=True)
    }


def _asked(base: EffectBase) -> frozenset[str]:
    """Return the single profielen that are meant: the technical ones if all are."""
    held = frozenset(profiel for profiel, _ in base.pairs)
    return _TECHNICAL if held >= set(PROFIEL_CHOICES) else held - {TECHNIEK}


def _single(base: EffectBase) -> list[int]:
    return [k for k, (profiel, _) in enumerate(base.pairs) if profiel != TECHNIEK]


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


def _ranked(table: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    """Put the worst first; ties in the order of their names."""
    keys = ["lost_only", *names]
    ascending = [False] + [True] * (len(keys) - 1)
    return table.sort_values(keys, ascending=ascending).reset_index(drop=True)
