"""Which roads of a network are main roads: those on which a car goes fast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from accessibility.reach_table import NOT_FOUND

if TYPE_CHECKING:
    from accessibility.roads.network import RoadNetwork

_MAIN_KMH: Final = (95.0, 75.0)
_LEAST_M: Final = 20_000.0
_KMH_PER_CM_DS: Final = 0.36


def main_roads(network: RoadNetwork) -> list[shapely.LineString]:
    """Return the links of main roads, in metres.

    Motorways and roads for motor vehicles where there are any; otherwise the other
    roads on which cars go at 75 km/h or more.

    Parameters
    ----------
    network
        Roads for cars.
    """
    time_ds = np.minimum(network.link_forward_ds, network.link_backward_ds)
    length_cm = network.link_length_cm.astype(np.float64)
    known = (time_ds != NOT_FOUND) & (time_ds > 0)
    kmh = np.where(known, length_cm / np.maximum(time_ds, 1) * _KMH_PER_CM_DS, 0.0)
    for least_kmh in _MAIN_KMH:
        links = np.flatnonzero(kmh >= least_kmh)
        if length_cm[links].sum() / 100 >= _LEAST_M:
            break
    return [_shape(network, int(link)) for link in links]


def _shape(network: RoadNetwork, link: int) -> shapely.LineString:
    part = slice(*network.vertex_ptr[link : link + 2])
    x, y = network.vertex_x_cm[part], network.vertex_y_cm[part]
    return shapely.LineString(np.column_stack([x, y]) / 100)
