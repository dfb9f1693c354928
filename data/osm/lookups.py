"""Long lists of numbers: sorted without copies, and searched for a few of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.roads import compiled
from data.osm.blobs import in_threads

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64] | NDArray[np.int32]

_BATCH: Final = 1 << 18
_BITS: Final = 22


def unique_sorted(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the different numbers, rising; quicker than `numpy.unique` by far."""
    out = np.sort(numbers)
    out.resize(_drawn_together(out), refcheck=False)
    return out


def turned_to_rows(
    numbers: NDArray[np.int64], rising: NDArray[np.int64]
) -> NDArray[np.int32]:
    """Return the row of each number, written where the numbers were.

    A row is half as wide as a number, so that none is written over that is still to be
    looked up.

    Parameters
    ----------
    numbers
        Numbers, all of them among `rising`; the array is used up.
    rising
        Different numbers, rising.
    """
    rows = numbers.view(np.int32)
    starts = range(0, len(numbers), _BATCH)

    def found(start: int) -> NDArray[np.int32]:
        return _rows_in(rising, numbers[start : start + _BATCH])

    for start, part in zip(starts, in_threads(found, starts), strict=True):
        rows[start : start + len(part)] = part
    count = len(numbers)
    del rows
    numbers.resize((count + 1) // 2, refcheck=False)
    return numbers.view(np.int32)[:count]


@compiled
def _rows_in(
    rising: NDArray[np.int64], numbers: NDArray[np.int64]
) -> NDArray[np.int32]:
    """Return the row of each number; the next one often lies in the next row."""
    out = np.empty(len(numbers), np.int32)
    row = -1
    for i in range(len(numbers)):
        row += 1
        if row == len(rising) or rising[row] != numbers[i]:
            row = np.searchsorted(rising, numbers[i])
        out[i] = row
    return out


@compiled
def _drawn_together(numbers: NDArray[np.int64]) -> int:
    """Move the first of equal numbers to the front; return how many there are."""
    count = 0
    for i in range(len(numbers)):
        if i == 0 or numbers[i] != numbers[count - 1]:
            numbers[count] = numbers[i]
            count += 1
    return count


@compiled
def rows_among(numbers: Numbers, few: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rows whose number is one of a few.

    Parameters
    ----------
    numbers
        Many, in any order, whole.
    few
        Those looked for, rising.
    """
    mask = (1 << _BITS) - 1
    seen = np.zeros(mask + 1, np.bool_)
    for number in few:
        seen[(number ^ (number >> _BITS)) & mask] = True
    count = 0
    out = np.empty(1024, np.int64)
    for i in range(len(numbers)):
        number = np.int64(numbers[i])
        if not seen[(number ^ (number >> _BITS)) & mask]:
            continue
        at = np.searchsorted(few, number)
        if at == len(few) or few[at] != number:
            continue
        if count == len(out):
            longer = np.empty(2 * count, np.int64)
            longer[:count] = out
            out = longer
        out[count] = i
        count += 1
    return out[:count].copy()
