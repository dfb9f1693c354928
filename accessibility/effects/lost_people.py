"""Who loses the only offer by closures: five grades of each, computed together.

A closure is one vestiging, or two. A postcode loses for certain where the whole of it
reaches an offer and no place of it reaches any other; somebody in it may lose where
some place reaches one of those that close, and none of the others holds all of it. The
last is a little wide: others that hold a postcode together do not count.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from accessibility.counting import Areas, Grades, Part, five, whole_part
from accessibility.effects.changed_grades import people_in
from accessibility.effects.changed_parts import beyond_roads
from accessibility.effects.hanging import hanging
from accessibility.measures import part_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from accessibility.counting import Whom
    from accessibility.effects.base import EffectBase
    from accessibility.position import SiteSpans


Cells = dict[str, "NDArray[Any]"]
"""Columns `closure` and `postcode`, and what part of it loses by which grade."""


class Closures(NamedTuple):
    """Vestigingen that close together, one or two: rows of their destinations.

    Parameters
    ----------
    first, other
        Of each closure; the same twice where one closes alone.
    """

    first: NDArray[np.int64]
    other: NDArray[np.int64]

    @property
    def members(self) -> pd.DataFrame:
        """Columns `closure` and `site`: who closes in each."""
        number = np.arange(len(self.first))
        both = pd.DataFrame(
            {"closure": np.tile(number, 2), "site": np.concatenate(self)}
        )
        return both.drop_duplicates()

    @property
    def twos(self) -> pd.DataFrame:
        """Columns `closure`, `site` and `other`, in order, where two close."""
        ends = np.sort(np.stack(self), axis=0)
        frame = pd.DataFrame({"closure": np.arange(len(self.first))})
        frame = frame.assign(site=ends[0], other=ends[1])
        return frame[frame.site != frame.other]


def people_lost(
    base: EffectBase, rows: Sequence[int], closures: Closures, whom: Whom
) -> Grades:
    """Return who loses the only offer of at least one of some pairs, by each closure.

    Parameters
    ----------
    base
        The state before.
    rows
        Rows of the pairs: each student counts once, however many pairs are lost.
    closures
        What closes.
    whom
        Of whom.

    Returns
    -------
    Grades
        One number per closure in each.
    """
    cells = _cells(base, rows, closures)
    found = np.zeros((len(Grades._fields), len(closures.first)))
    for some in _apart(cells):
        which, number = np.unique(some["closure"], return_inverse=True)
        part, area = _placed(base, {**some, "area": number})
        areas = Areas(area, len(which))
        found[:, which] = np.stack(people_in(base.students, part, areas, whom))
    return _with_those_anywhere(base, Grades(*found), whom)


def _cells(base: EffectBase, rows: Sequence[int], closures: Closures) -> Cells:
    """Return the closures and postcodes in which somebody may lose, in order."""
    pairs, spans = [base.pairs[k] for k in rows], base.near_sites
    table = _by_points(base, pairs, closures).rename("estimate").to_frame()
    if base.model is not base:
        model = _by_points(base.model, pairs, closures).rename("model")
        table = table.join(model, how="outer")
    if spans is not None:
        members = closures.members
        ends = pd.concat([_ends_of(base, k, spans, members) for k in rows])
        ends = ends.groupby(["closure", "postcode"]).max()
        table = table.join(ends, how="outer")
    filled = table.sort_index().astype(np.float64).fillna(0.0).reset_index()
    return {str(name): filled[name].to_numpy() for name in filled}


def _by_points(
    base: EffectBase, pairs: Sequence[object], closures: Closures
) -> pd.Series:
    """Return which part of the points of each postcode loses, by each closure."""
    rows = [k for k, pair in enumerate(base.pairs) if pair in pairs]
    single, double = (one[one.pair.isin(rows)] for one in hanging(base))
    lost = [
        closures.members.merge(single[["site", "point"]], on="site"),
        closures.twos.merge(double[["site", "other", "point"]], on=["site", "other"]),
    ]
    points = pd.concat([one[["closure", "point"]] for one in lost]).drop_duplicates()
    people = base.students
    place = points.point.to_numpy(np.int64)
    parts = pd.DataFrame(
        {
            "closure": points.closure.to_numpy(np.int64),
            "postcode": people.point_pc4[place],
            "part": people.point_weight[place],
        }
    )
    sums = parts.groupby(["closure", "postcode"]).part.sum()
    whole = whole_part(sums.to_numpy(np.float64))
    return pd.Series(whole, index=sums.index, dtype=np.float64)


def _ends_of(
    base: EffectBase, k: int, spans: SiteSpans, members: pd.DataFrame
) -> pd.DataFrame:
    """Return where the whole of a postcode loses a pair, and where some of it may."""
    most = base.most(base.within[0])
    near = base.offered[k][spans.site] & (spans.least <= most)
    postcode, holds = spans.postcode[near], spans.most[near] <= most
    columns = {"site": spans.site[near], "postcode": postcode, "holds": holds}
    closing = members.merge(pd.DataFrame(columns), on="site")
    found = closing.groupby(["closure", "postcode"]).holds.agg(["size", "sum"])
    at = found.index.get_level_values("postcode").to_numpy(np.int64)
    many = base.students.n_postcodes
    reach = np.bincount(postcode, minlength=many)[at]
    hold = np.bincount(postcode, holds, minlength=many)[at]
    # Where roads are not known neither is certain: neither losing nor keeping.
    unknown = np.logical_or(*beyond_roads(base, 0, k))[at]
    low = (found["size"] == reach) & (found["sum"] > 0) & ~unknown
    high = (found["sum"] >= hold) | unknown
    return pd.DataFrame({"low": low, "high": high}).astype(np.float64)


def _apart(cells: Cells) -> Iterator[Cells]:
    """Yield together the closures that share no postcode: all are counted at once."""
    postcode = cells["postcode"].tolist()
    _, start = np.unique(cells["closure"], return_index=True)
    taken: list[int] = []
    batch = np.zeros(len(postcode), np.int64)
    for first, last in pairwise([*start.tolist(), len(postcode)]):
        # Each postcode is one bit: whether two sets meet is then a single step.
        mine = sum(1 << at for at in postcode[first:last])
        free = (b for b, held in enumerate(taken) if not held & mine)
        number = next(free, len(taken))
        if number == len(taken):
            taken.append(0)
        taken[number] |= mine
        batch[first:last] = number
    for number in range(len(taken)):
        rows = batch == number
        yield {name: values[rows] for name, values in cells.items()}


def _placed(base: EffectBase, cells: Cells) -> tuple[Part, NDArray[np.int64]]:
    """Return the part of each postcode that loses, and the number of its closure."""
    at = cells["postcode"]
    values = {name: np.zeros(base.students.n_postcodes) for name in cells}
    for name, one in values.items():
        one[at] = cells[name]
    estimate, area = values["estimate"], values["area"].astype(np.int64)
    if "high" not in values:
        return Part.known(estimate), area
    model, whose = values.get("model", estimate), base.model.students
    return part_between(values["low"], values["high"], estimate, model, whose), area


def _with_those_anywhere(base: EffectBase, found: Grades, whom: Whom) -> Grades:
    """Add those of whose postcode no land is known: all of them may lose, or none."""
    spans = base.near_sites
    if spans is None or not base.students.by_postcode(*whom)[2][spans.anywhere].any():
        return found
    anywhere = spans.anywhere.astype(np.float64)
    none = np.zeros_like(anywhere)
    part = part_between(none, anywhere, none, none, base.students)
    one = Areas(np.zeros(len(none), np.int64), 1)
    more = people_in(base.students, part, one, whom)
    middle = found.estimate + more.estimate
    below, above = (
        np.hypot(*(abs(one.estimate - one[end]) for one in (found, more)))
        for end in (1, 3)
    )
    ends = found.low + more.low, found.high + more.high
    return five(middle, np.stack([middle - below, middle + above]), ends)
