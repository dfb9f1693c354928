"""Decorators that compile functions of arrays to machine code with numba."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numba

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function", bound="Callable[..., object]")


def compiled(function: Function) -> Function:
    """Compile a function on first use, keep the result on disk, free the GIL.

    A compiled function calls compiled functions of its own file only: the kept result
    is renewed when that file changes, not when another does.

    Parameters
    ----------
    function
        Takes and returns arrays, numbers and named tuples of these.

    Returns
    -------
    Callable
        The same function, compiled; typed as the original.
    """
    made: Function = numba.njit(cache=True, nogil=True)(function)
    return made


def inlined(function: Function) -> Function:
    """Compile a function into its callers: for the inner steps of a search.

    A call would hand over every array by its parts, which costs more than the step.
    """
    made: Function = numba.njit(inline="always", nogil=True)(function)
    return made
