"""How much memory a value holds, part by part, so that what is shared counts once."""

from __future__ import annotations

import mmap
import sys
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import shapely
from geopandas.array import GeometryArray

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Parts = dict[int, int]
    """Bytes of each part, by what tells it from others: its address or id."""

OVERHEAD: Final = 500
"""Bytes that remembering anything takes, however small."""

_SMALL: Final = 4_096
_SAMPLE: Final = 500
_COORDINATE: Final = 16
_SHAPE: Final = 200
_NOTHING: Final = (type, Enum, bool, int, float, complex, type(None), type(...))
_UNWEIGHED: Final = {
    *("function", "method", "builtin_function_or_method", "partial", "module"),
    # Each counts what it holds by itself.
    *("Memo", "Pool"),
}


def parts_of(*values: Any) -> tuple[Parts, int]:  # noqa: ANN401 - anything is remembered
    """Return the large parts of values, and the bytes of all that is small.

    Code and what is mapped from a file weigh nothing: the system takes the latter back
    by itself.

    Examples
    --------
    >>> one = np.zeros(10_000)
    >>> parts, small = parts_of([one, one[:5_000]], {"again": one})
    >>> list(parts.values())
    [80000]
    """
    found = _Weighing()
    found.weigh(values)
    return found.parts, found.small


class _Weighing:
    def __init__(self) -> None:
        self.parts: Parts = {}
        self.small = 0
        self._seen: set[int] = set()

    def weigh(self, values: Iterable[Any]) -> None:
        """Add up values and all that they hold."""
        ahead = list(values)
        while ahead:
            value = ahead.pop()
            if isinstance(value, _NOTHING) or type(value).__name__ in _UNWEIGHED:
                continue
            if id(value) in self._seen:
                continue
            self._seen.add(id(value))
            ahead.extend(self._within(value))

    def _within(self, value: Any) -> Iterable[Any]:  # noqa: ANN401 - as above
        """Add what a value itself takes; return what it holds."""
        if isinstance(value, np.ndarray):
            self._array(value)
            return ()
        if isinstance(value, (pd.DataFrame, pd.Series, pd.Index)):
            return self._columns(value)
        if isinstance(value, shapely.Geometry):
            self.small += _shape_bytes(value)
            return ()
        if isinstance(value, (str, bytes, bytearray)):
            self._add(id(value), sys.getsizeof(value))
            return ()
        self.small += sys.getsizeof(value, 64)
        return _held_by(value)

    def _add(self, name: int, size: int) -> None:
        if size < _SMALL:
            self.small += size
        else:
            self.parts[name] = max(size, self.parts.get(name, 0))

    def _array(self, array: NDArray[Any]) -> None:
        if _is_mapped(array):
            return
        size = array.nbytes
        if array.dtype == object:
            size += _sampled_bytes(array.ravel())
        self._add(array.__array_interface__["data"][0], size)

    def _columns(
        self, table: pd.DataFrame | pd.Series[Any] | pd.Index[Any]
    ) -> list[Any]:
        """Return the arrays of a table; those that are no numpy arrays are added."""
        if isinstance(table, pd.MultiIndex):
            return [*table.levels, *table.codes]
        if isinstance(table, pd.RangeIndex):
            return []
        if isinstance(table, pd.Index):
            return self._arrays(table.array)
        # A column taken out of a table would leave a note of it in the table.
        held = table._mgr  # noqa: SLF001 - see above
        arrays = [one for block in held.blocks for one in self._arrays(block.values)]
        return [*arrays, *held.axes]

    def _arrays(self, array: Any) -> list[Any]:  # noqa: ANN401 - one of many kinds
        if isinstance(array, np.ndarray):
            return [array]
        if isinstance(array, pd.Categorical):
            return [array.codes, array.categories]
        if isinstance(array, (pd.arrays.NumpyExtensionArray, GeometryArray)):
            return [np.asarray(array)]
        if isinstance(array, pd.arrays.ArrowExtensionArray):
            for chunk in array.__arrow_array__().chunks:
                for buffer in filter(None, chunk.buffers()):
                    self._add(buffer.address, buffer.size)
            return []
        self.small += int(array.nbytes)
        return []


def _held_by(value: Any) -> Iterable[Any]:  # noqa: ANN401 - as above
    # Others may read a file for each value they are asked for.
    if isinstance(value, (dict, MappingProxyType)):
        return (*value.keys(), *value.values())
    if isinstance(value, (list, tuple, set, frozenset)):
        return value
    slots = [
        getattr(value, name)
        for one in type(value).__mro__
        for name in _names(getattr(one, "__slots__", ()))
        if hasattr(value, name)
    ]
    return (*getattr(value, "__dict__", {}).values(), *slots)


def _names(slots: str | Iterable[str]) -> Iterable[str]:
    return (slots,) if isinstance(slots, str) else slots


def _is_mapped(array: NDArray[Any]) -> bool:
    """Tell whether an array is a file mapped into memory, or part of one."""
    base: Any = array
    while isinstance(base, np.ndarray):
        if isinstance(base, np.memmap):
            return True
        base = base.base
    return isinstance(base, mmap.mmap)


def _sampled_bytes(flat: NDArray[Any]) -> int:
    """Return what the objects of an array take, from some of them evenly chosen."""
    step = max(1, len(flat) // _SAMPLE)
    some = flat[::step]
    each = sum(
        _shape_bytes(one) if isinstance(one, shapely.Geometry) else sys.getsizeof(one)
        for one in some
    )
    return each * len(flat) // max(1, len(some))


def _shape_bytes(shape: shapely.Geometry) -> int:
    return _SHAPE + _COORDINATE * int(shapely.get_num_coordinates(shape))
