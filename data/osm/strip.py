"""The Netherlands and a strip beyond the border: what is kept of a larger file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.roads import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PER_DEGREE: Final = 1e7
_KM_PER_DEGREE: Final = 111.2
_KM_PER_DEGREE_EAST: Final = 68.5
"""At 52 degrees north."""

# Rough corners, each a little outside the border and the coast.
_CORNERS: Final = (
    (3.30, 51.36), (3.36, 51.20), (4.20, 51.28), (4.80, 51.38), (5.00, 51.37),
    (5.20, 51.22), (5.45, 51.22), (5.75, 51.12), (5.60, 50.85), (5.62, 50.73),
    (6.05, 50.70), (6.15, 50.95), (6.20, 51.40), (6.05, 51.75), (6.45, 51.80),
    (6.90, 51.90), (6.90, 52.05), (7.10, 52.20), (7.12, 52.50), (7.10, 52.85),
    (7.30, 53.20), (7.00, 53.50), (6.60, 53.60), (5.90, 53.58), (5.00, 53.42),
    (4.65, 53.20), (4.45, 52.60), (4.00, 52.10), (3.30, 51.75),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Strip:
    """A polygon of what is kept, in ten-millionths of a degree, float64."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]

    def holds(
        self, lon: NDArray[np.int32], lat: NDArray[np.int32]
    ) -> NDArray[np.bool_]:
        """Tell which places lie inside."""
        return inside(lon, lat, self.x, self.y)


def netherlands(strip_km: float) -> Strip:
    """Return the Netherlands and a strip of some kilometres around it.

    Parameters
    ----------
    strip_km
        Width of the strip in km, at least; corners are cut a little wider.
    """
    from shapely import Polygon  # noqa: PLC0415 - only where a file is cut

    scale = np.array([_KM_PER_DEGREE_EAST, _KM_PER_DEGREE])
    wider = Polygon(np.array(_CORNERS) * scale).buffer(strip_km, join_style="mitre")
    corners = np.array(wider.exterior.coords) / scale * _PER_DEGREE
    return Strip(corners[:, 0].copy(), corners[:, 1].copy())


@compiled
def inside(
    lon: NDArray[np.int32],
    lat: NDArray[np.int32],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Tell which places lie inside a polygon: an odd number of sides to the east."""
    out = np.zeros(len(lon), np.bool_)
    for k in range(len(lon)):
        east, north = np.float64(lon[k]), np.float64(lat[k])
        for i in range(len(x) - 1):
            if (y[i] > north) != (y[i + 1] > north):
                part = (north - y[i]) / (y[i + 1] - y[i])
                if east < x[i] + part * (x[i + 1] - x[i]):
                    out[k] = not out[k]
    return out
