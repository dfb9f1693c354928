"""Sharing keuzevakken: which vestigingen lie near enough to share an afternoon."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

import networkx as nx
import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from accessibility.codes import TECHNISCH
from accessibility.errors import TableError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from accessibility.roads import TravelPairs

_MOST_GROUPS: Final = 20_000
_TECHNICAL: Final = tuple(profiel.value for profiel in TECHNISCH)


def vestiging_travel(pairs: TravelPairs, threshold: float) -> pd.DataFrame:
    """Return travel between vestigingen within a threshold, in both directions.

    Returns
    -------
    pandas.DataFrame
        One row per ordered pair of different vestigingen: `brin6`, `other`, `travel`
        in metres or seconds; nearest first per vestiging.

    Raises
    ------
    TableError
        If origins and destinations are not the same vestigingen.
    """
    _check_square(pairs)
    near = pairs.within(threshold)
    apart = near.origin != near.destination
    table = pd.DataFrame(
        {
            "brin6": near.origin_ids[near.origin[apart]],
            "other": near.destination_ids[near.destination[apart]],
            "travel": near.amount[apart],
        }
    )
    return table.sort_values(["brin6", "travel", "other"], ignore_index=True)


def reachable_choices(
    pairs: TravelPairs,
    offers: pd.DataFrame,
    threshold: float,
    *,
    choice: str = "profiel",
    choices: Iterable[str] = _TECHNICAL,
) -> pd.DataFrame:
    """Return what pupils of each vestiging can choose on a common afternoon.

    Parameters
    ----------
    pairs
        Travel between vestigingen.
    offers
        Columns `brin6` and `choice`: profielen, or keuzevakken if they are known.
    threshold
        Longest way to another vestiging, in the unit of the pairs, inclusive.
    choice
        Column of the offers that names what is chosen.
    choices
        The values that count; the technical profielen if not told.

    Returns
    -------
    pandas.DataFrame
        One row per vestiging: `brin6`, `own` and `extra` (what it has itself, and
        what is added elsewhere, as sorted tuples), `n_own`, `n_reachable`, `partners`
        (other vestigingen within the threshold).
    """
    _check_square(pairs)
    wanted = sorted(set(choices))
    ids = pairs.origin_ids
    offered = offers[offers[choice].isin(wanted) & offers["brin6"].isin(ids)]
    has = np.zeros((len(ids), len(wanted)), dtype=bool)
    row = pd.Index(ids).get_indexer(pd.Index(offered["brin6"]))
    has[row, pd.Index(wanted).get_indexer(pd.Index(offered[choice]))] = True
    near = pairs.within(threshold)
    link = near.incidence()
    link.setdiag(1)
    reach = (link @ has.astype(float)) > 0
    names = np.array(wanted, dtype=np.str_)
    return pd.DataFrame(
        {
            "brin6": ids,
            "own": [tuple(names[mask].tolist()) for mask in has],
            "extra": [tuple(names[mask].tolist()) for mask in reach & ~has],
            "n_own": has.sum(axis=1),
            "n_reachable": reach.sum(axis=1),
            "partners": np.asarray(link.sum(axis=1)).ravel().astype(int) - 1,
        }
    )


def largest_groups(pairs: TravelPairs, threshold: float) -> tuple[tuple[str, ...], ...]:
    """Return every largest group in which all reach all within a threshold.

    A vestiging may be in several groups: these are the possibilities (maximal
    cliques), largest first. Both directions must lie within the threshold.

    Raises
    ------
    UsageError
        If there are more than 20 000: their number can grow beyond all bounds.

    References
    ----------
    Bron and Kerbosch (1973), https://doi.org/10.1145/362342.362367
    """
    mutual = _mutual(pairs)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(str(name) for name in pairs.origin_ids)
    first, second = np.nonzero(np.triu(mutual <= threshold, k=1))
    ids = pairs.origin_ids
    graph.add_edges_from(
        (str(ids[a]), str(ids[b])) for a, b in zip(first, second, strict=True)
    )
    found = itertools.islice(nx.find_cliques(graph), _MOST_GROUPS + 1)
    groups = [tuple(sorted(group)) for group in found]
    if len(groups) > _MOST_GROUPS:
        message = (
            f"there are more than {_MOST_GROUPS} possible groups: ask a shorter way, a "
            "smaller area, or the separate groups"
        )
        raise UsageError(message)
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))


def separate_groups(pairs: TravelPairs, threshold: float) -> pd.DataFrame:
    """Divide vestigingen into groups in which all reach all within a threshold.

    Complete linkage: groups are joined nearest first, and only while the longest way
    inside stays within the threshold.

    Returns
    -------
    pandas.DataFrame
        In the order of the vestigingen: `brin6`, `group` (numbered from 1, largest
        group first), `size` and `longest` way to another of the group.
    """
    mutual = _mutual(pairs)
    n = len(mutual)
    if n == 1:
        mark = np.array([1])
    else:
        # Beyond the limit of the pairs counts as far: any number above it will do.
        far = np.where(np.isfinite(mutual), mutual, 10 * pairs.limit)
        tree = linkage(squareform(far, checks=False), method="complete")
        mark = fcluster(tree, threshold, criterion="distance")
    size = np.bincount(mark)[mark]
    together = mark[:, None] == mark
    longest = np.where(together, mutual, 0).max(axis=1)
    order = {m: k for k, m in enumerate(_by_size(mark), start=1)}
    return pd.DataFrame(
        {
            "brin6": pairs.origin_ids,
            "group": [order[m] for m in mark],
            "size": size,
            "longest": longest,
        }
    )


def _by_size(mark: NDArray[np.int32]) -> list[int]:
    """Return the marks of groups, largest first, then in order of first member."""
    marks, first, size = np.unique(mark, return_index=True, return_counts=True)
    order = np.lexsort((first, -size))
    return [int(m) for m in marks[order]]


def _mutual(pairs: TravelPairs) -> NDArray[np.float64]:
    """Return the longer way of the two directions, infinite where one is missing."""
    _check_square(pairs)
    table = np.full((pairs.n_origins, pairs.n_origins), np.inf)
    table[pairs.origin, pairs.destination] = pairs.amount
    np.fill_diagonal(table, 0.0)
    mutual: NDArray[np.float64] = np.maximum(table, table.T)
    return mutual


def _check_square(pairs: TravelPairs) -> None:
    if not np.array_equal(pairs.origin_ids, pairs.destination_ids):
        fault = "origins and destinations must be the same vestigingen"
        table = "travel between vestigingen"
        raise TableError(table, [fault])
