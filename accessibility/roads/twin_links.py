"""Links that stand for the same road: where a turn over it is forbidden, it is copied.

A copy lies where the road lies, is as long, is open one way only, and nobody lives on
it. What closes the road closes its copies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from accessibility.reach_table import NOT_FOUND

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.roads.network import RoadNetwork


def twins_of(network: RoadNetwork, link: int) -> list[tuple[int, bool]]:
    """Return the copies of a link, and whether each is drawn the other way round.

    Parameters
    ----------
    network
        Roads of one mode.
    link
        A link on which people may live.
    """
    if not len(network.turn_exits):
        return []
    copies = network.derived("copies", lambda: _copies(network))
    start, end = (
        _places(network, np.array([link]), last=which) for which in (False, True)
    )
    same = network.link_length_cm[copies] == network.link_length_cm[link]
    first, last = (_places(network, copies, last=which) for which in (False, True))
    as_it_is = same & (first == start).all(axis=1) & (last == end).all(axis=1)
    turned = same & (first == end).all(axis=1) & (last == start).all(axis=1)
    found = [(int(one), False) for one in copies[as_it_is] if one != link]
    return found + [(int(one), True) for one in copies[turned & ~as_it_is]]


def _copies(network: RoadNetwork) -> NDArray[np.int64]:
    """Return the links that may be copies: open one way, and no street."""
    there = network.link_forward_ds != NOT_FOUND
    back = network.link_backward_ds != NOT_FOUND
    one_way = (there != back) & ~network.link_is_street
    found: NDArray[np.int64] = np.flatnonzero(one_way & (network.link_length_cm > 0))
    return found


def _places(
    network: RoadNetwork, links: NDArray[np.int64], *, last: bool
) -> NDArray[np.int32]:
    at = network.vertex_ptr[links + 1] - 1 if last else network.vertex_ptr[links]
    return np.column_stack([network.vertex_x_cm[at], network.vertex_y_cm[at]])
