"""How long ways are, roughly: for reports, not for answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from accessibility.roads import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

_KM_PER_UNIT = 40_007.86 / 360 / 1e7


@compiled
def length_km(
    ptr: NDArray[np.int64], lon: NDArray[np.int32], lat: NDArray[np.int32]
) -> NDArray[np.float64]:
    """Return the length of each way in kilometres, on a globe."""
    out = np.zeros(len(ptr) - 1)
    for k in range(len(out)):
        if ptr[k] == ptr[k + 1]:
            continue
        narrow = np.cos(np.radians(lat[ptr[k]] / 1e7))
        for i in range(ptr[k], ptr[k + 1] - 1):
            east = (np.float64(lon[i + 1]) - lon[i]) * narrow
            out[k] += np.hypot(east, np.float64(lat[i + 1]) - lat[i]) * _KM_PER_UNIT
    return out
