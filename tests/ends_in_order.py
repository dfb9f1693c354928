"""Finds figures with ends in any answer, and says which ends are out of order.

A figure has a low and a high end, and may have likely ones between them. In every row

    low <= likely low <= estimate <= likely high <= high

must hold for what is known.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Iterator

_SLACK: Final = 1.000001e-6
"""Files round to six decimals."""

_WHOLE: Final = 1.0
"""Whole people may each be half a person off."""

_ENGLISH: Final = ("_low", "_likely_low", "", "_likely_high", "_high")
_DUTCH: Final = ("Laag", "VermoedelijkLaag", "", "VermoedelijkHoog", "Hoog")
_PLAIN: Final = (
    ("share_low", "likely_low", "share", "likely_high", "share_high"),
    ("deelLaag", "vermoedelijkLaag", "deel", "vermoedelijkHoog", "deelHoog"),
    ("laag", "laag", "schatting", "hoog", "hoog"),
)
"""Figures whose likely ends have no stem."""


def figures(answer: Any) -> Iterator[tuple[str, list[float]]]:  # noqa: ANN401 - any JSON
    """Find every figure with ends in an answer as JSON gives it.

    Yields
    ------
    tuple
        Its name, and the numbers from low to high that are known.
    """
    if isinstance(answer, list):
        for part in answer:
            yield from figures(part)
    elif isinstance(answer, dict):
        yield from _of_row(answer)
        for part in answer.values():
            yield from figures(part)
        columns = answer.get("kolommen")
        if isinstance(columns, dict):
            for values in zip(*columns.values(), strict=True):
                yield from _of_row(dict(zip(columns, values, strict=True)))


def _of_row(row: dict[str, Any]) -> Iterator[tuple[str, list[float]]]:
    for names in (*_PLAIN, *_stems(row)):
        if names[0] in row and names[-1] in row:
            numbers = [row.get(name) for name in names]
            if not any(isinstance(one, (list, dict)) for one in numbers):
                yield names[2], [float(n) for n in numbers if _is_number(n)]


def _stems(row: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for ends in (_ENGLISH, _DUTCH):
        for name in row:
            stem = name.removesuffix(ends[0])
            if stem not in {name, "share", "deel"} and not name.endswith(ends[1]):
                yield tuple(stem + end for end in ends)


def _is_number(value: Any) -> TypeGuard[float]:  # noqa: ANN401 - any cell
    is_one = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_one and math.isfinite(value)


def out_of_order(answer: Any, *, whole: bool = False) -> tuple[int, list[str]]:  # noqa: ANN401 - any JSON
    """Return how many figures with ends there are, and those that are wrong.

    Parameters
    ----------
    answer
        As JSON gives it; a table as a list of rows.
    whole
        People are whole in it.
    """
    slack = _WHOLE if whole else _SLACK
    found = list(figures(answer))
    wrong = [
        f"{name}: {numbers}"
        for name, numbers in found
        if any(b < a - slack for a, b in pairwise(numbers))
    ]
    return len(found), wrong
