"""Order along a space-filling curve: what is near on the map is near in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BITS: Final = 16


def hilbert_order(x: NDArray[np.int32], y: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the order of points along a Hilbert curve of 2^16 by 2^16 cells.

    Parameters
    ----------
    x, y
        Coordinates, shape `(n,)`.

    Returns
    -------
    numpy.ndarray
        Rows in curve order, ties in row order, shape `(n,)`.

    References
    ----------
    Skilling (2004), *Programming the Hilbert curve*, doi:10.1063/1.1751381.
    """
    if len(x) == 0:
        return np.empty(0, np.int64)
    extent = max(int(x.max()) - int(x.min()), int(y.max()) - int(y.min()), 1)
    scale = (2**_BITS - 1) / extent
    column = ((x.astype(np.int64) - int(x.min())) * scale).astype(np.int64)
    row = ((y.astype(np.int64) - int(y.min())) * scale).astype(np.int64)
    return np.argsort(_hilbert_key(column, row), kind="stable")


def _hilbert_key(
    column: NDArray[np.int64], row: NDArray[np.int64]
) -> NDArray[np.int64]:
    key = np.zeros(len(column), np.int64)
    for bit in range(_BITS - 1, -1, -1):
        half = 1 << bit
        right = (column & half) > 0
        upper = (row & half) > 0
        key += half * half * ((3 * right) ^ upper)
        # Turn the quadrant so that the curve inside it connects to the next one.
        flip = ~upper & right
        column = np.where(flip, (2 * half - 1) - column, column)
        row = np.where(flip, (2 * half - 1) - row, row)
        column, row = np.where(upper, column, row), np.where(upper, row, column)
        column, row = column & (half - 1), row & (half - 1)
    return key
