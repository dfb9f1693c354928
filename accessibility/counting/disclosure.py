"""Disclosure control: no small group of pupils can be recognised in what leaves.

Why rounding and not suppression. Everything Bereik publishes about students is a sum
of counts per postcode over a set of postcodes that anybody can work out: who lives
within 10 km of a vestiging is public geometry. Thirty pairs, several thresholds,
nested areas and every what-if give as many overlapping sums of the same few counts
as one likes, so leaving out the small ones protects nothing: two large sums that
differ by one postcode give it back, and which cells to leave out besides cannot be
settled for questions that have not been asked yet.

So the counts themselves are rounded, once, before anything is computed. All that
leaves is a function of rounded counts, and the rounded counts are themselves a
possible truth. Hence no sum, difference, complement or what-if, however many, can
show that a group of 1 to `threshold` - 1 pupils exists.

How it is rounded. Within a leerweg the counts are laid in one row, by provincie,
gemeente, postcode and group; the running total is rounded down to a multiple of the
threshold, and a count becomes the difference of two rounded running totals. Every
stretch of the row, and so every postcode, gemeente, provincie and the country, stays
within `threshold` - 1 of the truth: errors do not pile up. The start of the row is
shifted by a number derived from the counts themselves: the same for the same data,
and not to be guessed without them.

Only the estimates are rounded, and low and high follow from the rounded estimates:
rounding low and high as well would be three roundings of one table, and where they
differ they show which counts are masked. Of the masks it is told only that there are
some, and where fewer than ten counts could be masked not even that.

What is left to hide is how it looks: an area whose rounded number of students is 0
may have none or a few, and is shown as `afgeschermd`: NaN with `suppressed` true.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.counting.counts import (
    COUNT_COLUMNS,
    MASK_ESTIMATE,
    MASK_HIGH,
    MASK_LOW,
    NO_PC4,
)
from accessibility.counting.margin_bounds import MarginBounds
from accessibility.counting.rounded_bounds import (
    MASK_ROOM,
    OutwardBounds,
    RoundedBounds,
    cell_ends,
    mask_room,
)
from accessibility.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import ArrayLike, NDArray

    from accessibility.counting.bounds import Bounds
    from accessibility.counting.students import Students

PUBLISHED_THRESHOLD: Final = 5
"""For figures from files that DUO has published, masked at the same number."""

OWN_THRESHOLD: Final = 10
"""For counts that are not public."""

NO_THRESHOLD: Final = 0
"""For figures without pupils: inhabitants (CBS) and what is modelled from them."""

_NEEDS: Final = {
    "own": OWN_THRESHOLD,
    "herkomst": PUBLISHED_THRESHOLD,
    "gravity": NO_THRESHOLD,
    "inhabitants": NO_THRESHOLD,
}

ROW_KEYS: Final = frozenset({"threshold", "n_profiles"})
"""Columns of numbers that tell one row from another, whatever the table."""

_FEWEST_MASKABLE: Final = 10
_AREAS: Final = ("provincie", "gemeente")
_SLACK: Final = 1e-9
"""Forgiven in a sum of estimates, so that 9.999999999 counts as 10."""


def threshold_for(students: Students, *, example: bool = False) -> int:
    """Return the smallest number of students that may be shown.

    `own` counts are not public: 10. `herkomst` rests on pupil counts that DUO masks
    below 5: 5. `gravity` and `inhabitants` hold no pupil by home: none. The example
    country has no pupils at all: none.

    Raises
    ------
    UsageError
        If the method is unknown: nothing leaves by accident.
    """
    if example:
        return NO_THRESHOLD
    method = students.method.partition(":")[0]
    if method not in _NEEDS:
        known = ", ".join(_NEEDS)
        message = f"no disclosure rule for students by {method!r}; known: {known}"
        raise UsageError(message)
    return _NEEDS[method]


def protected(students: Students, *, threshold: int) -> Students:
    """Return students whose counts may be added up and shown in any way.

    Parameters
    ----------
    students
        As a demand model gives them.
    threshold
        Smallest number that may be shown, and the multiple to which counts are
        rounded; below 2 the students are returned as they are.

    Returns
    -------
    Students
        The same postcodes and points. Counts are multiples of `threshold`; the
        intervals hold the truth and follow from the rounded counts and, for
        `herkomst`, from margins masked at the threshold. Rounding twice to the same
        multiple changes nothing.

    Raises
    ------
    UsageError
        If they are rounded already, to another multiple: two roundings of the same
        counts would together tell more than either.
    """
    if threshold <= 1 or students.rounded_to == threshold:
        return students
    if students.rounded_to:
        message = (
            f"students are already rounded to {students.rounded_to}; start from the "
            f"counts to round to {threshold}"
        )
        raise UsageError(message)
    cells = _complete(students)
    rounded = _rounded(cells, threshold)
    room = _room(cells, rounded, threshold)
    low, high = cell_ends(rounded, threshold, room)
    if students.bounds is not None:
        low, high = _outward(cells, threshold)
    return replace(
        students,
        counts=cells.assign(students_low=low, students=rounded, students_high=high),
        bounds=_protected_bounds(students, cells, (rounded, room), threshold),
        rounded_to=threshold,
    )


def round_counts(
    frame: pd.DataFrame, *, base: int, rows: Sequence[str], order: Sequence[str]
) -> pd.DataFrame:
    """Round a table of interval counts so that its stretches stay near the truth.

    For counts that do not come as students, such as pupils by home and school.

    Parameters
    ----------
    frame
        A table with the columns of `COUNT_COLUMNS`.
    base
        Multiple to round to, at least 2.
    rows
        Columns that tell one row of counts from another, such as `leerweg`.
    order
        Columns by which the counts of a row are laid side by side.

    Examples
    --------
    >>> import pandas as pd
    >>> few = pd.DataFrame({"leerweg": "gl", "pc4": list("abcd"), "students": 3.0})
    >>> few = few.assign(students_low=3.0, students_high=3.0)
    >>> round_counts(few, base=5, rows=["leerweg"], order=["pc4"]).students.sum()
    np.float64(10.0)
    """
    cells = frame.sort_values([*rows, *order], kind="stable").reset_index(drop=True)
    row = cells.groupby(list(rows), sort=False).ngroup().to_numpy()
    rounded = _round_rows(
        cells.students.to_numpy(np.float64), np.asarray(row, np.int64), base
    )
    room = None
    if _is_masked(cells).any():
        several = np.full(len(cells), _has_sums(cells))
        room = mask_room(rounded, base, is_merged=several)
    low, high = cell_ends(rounded, base, room)
    return cells.assign(students_low=low, students=rounded, students_high=high)


def concealed(
    table: pd.DataFrame,
    *,
    threshold: int,
    students: str = "students",
    keys: Collection[str] = (),
    exact: bool | NDArray[np.bool_] = False,
) -> pd.DataFrame:
    """Blank the figures of groups that are too small to show.

    Whatever is not text and not declared a key is a figure, so that a column that
    nobody thought of is blanked too.

    Parameters
    ----------
    table
        One row per group, of any measure, computed from `protected` students or from
        counts that are masked.
    threshold
        Smallest number of students that may be shown; below 2 nothing is blanked.
    students
        Column with the number of students of the group.
    keys
        Further columns, beside `ROW_KEYS`, that are not text and do not follow from
        the number of students: they tell rows apart or follow from places alone.
    exact
        The numbers, or those of some rows, are counts and not multiples of the
        threshold, so that 0 means nobody and is shown.

    Returns
    -------
    pandas.DataFrame
        The same rows; where the group is too small every figure is missing and
        `suppressed` is true, as it stays where it was true already. A group of which
        there are no data keeps NaN with `suppressed` false.

    Examples
    --------
    >>> import pandas as pd
    >>> few = pd.DataFrame({"pc4": ["0001"], "students": [0.0], "mean_m": [812.5]})
    >>> concealed(few, threshold=5).iloc[0].to_dict()
    {'pc4': '0001', 'students': nan, 'mean_m': nan, 'suppressed': True}
    """
    if threshold <= 1:
        return table.assign(suppressed=False)
    too_few = table[students] < threshold
    too_few &= ~np.asarray(exact) | (table[students] > 0)
    if "suppressed" in table:
        too_few |= table["suppressed"]
    small = too_few.to_numpy(dtype=np.bool_)
    declared = {*ROW_KEYS, *keys, "suppressed"}
    blank = table.copy()
    for name in table.columns:
        if name not in declared and not _is_text(table[name]):
            blank[name] = _blanked(table[name], small)
    return blank.assign(suppressed=small)


def _is_text(column: pd.Series) -> bool:
    """Tell whether a column holds nothing but text, or shapes on the map."""
    kind = column.dtype
    if isinstance(kind, pd.CategoricalDtype):
        return _is_text(kind.categories.to_series())
    if kind == np.dtype(object):
        return pd.api.types.infer_dtype(column, skipna=True) in {"string", "empty"}
    return isinstance(kind, pd.StringDtype) or kind.name == "geometry"


def _blanked(column: pd.Series, small: NDArray[np.bool_]) -> pd.Series:
    """Return a column without the values of small groups."""
    if pd.api.types.is_bool_dtype(column):
        return column.astype("boolean").mask(small)
    if pd.api.types.is_numeric_dtype(column):
        return column.astype("float64").mask(small)
    return column.mask(small)


def as_masked(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return counts of which 1 to 4 is known only as such, as DUO publishes them.

    Sums of masked counts are intervals too, so that no difference between two of
    them tells a small count.

    Parameters
    ----------
    counts
        Low, estimate and high, shape `(3, n)`.

    Examples
    --------
    >>> import numpy as np
    >>> as_masked(np.array([[0.0, 3.0, 5.0]] * 3)).tolist()
    [[0.0, 1.0, 5.0], [0.0, 2.5, 5.0], [0.0, 4.0, 5.0]]
    """
    mask = np.array([[MASK_LOW], [MASK_ESTIMATE], [MASK_HIGH]])
    return np.where(is_small(counts[1]), mask, counts)


def is_small(counts: ArrayLike) -> NDArray[np.bool_]:
    """Tell which counts are of a group of 1 to 4, that DUO does not publish.

    Examples
    --------
    >>> is_small([0.0, 3.0, 4.5, 5.0]).tolist()
    [False, True, True, False]
    """
    numbers = np.asarray(counts, dtype=np.float64)
    return (numbers > 0) & (numbers < MASK_HIGH + 1)


def _complete(students: Students) -> pd.DataFrame:
    """List every postcode x leerweg x group, zeros too, in the order of rounding.

    Which cells occur in the data would otherwise show in the intervals.
    """
    counts = students.counts
    groups = [c for c in counts.columns if c not in {"pc4", *COUNT_COLUMNS}]
    kinds = counts[groups].drop_duplicates().sort_values(groups)
    areas = [c for c in _AREAS if c in students.postcodes]
    places = students.postcodes[["pc4", *areas]].fillna("")
    grid = places.merge(kinds, how="cross")
    filled = grid.merge(counts, on=["pc4", *groups], how="left")
    filled[list(COUNT_COLUMNS)] = filled[list(COUNT_COLUMNS)].fillna(0.0)
    others = [g for g in groups if g != "leerweg"]
    order = ["leerweg", *areas, "pc4", *others]
    return filled.sort_values(order, ignore_index=True).drop(columns=areas)


def _rounded(cells: pd.DataFrame, base: int) -> NDArray[np.float64]:
    row = cells.groupby("leerweg", sort=False).ngroup().to_numpy()
    estimates = cells.students.to_numpy(np.float64)
    return _round_rows(estimates, np.asarray(row, np.int64), base)


def _round_rows(
    estimates: NDArray[np.float64], row: NDArray[np.int64], base: int
) -> NDArray[np.float64]:
    """Round estimates by running totals, row by row."""
    rounded = np.empty_like(estimates)
    for k in np.unique(row):
        here = row == k
        running = np.cumsum(estimates[here]) + _shift(estimates[here], base)
        steps = np.floor(running / base + _SLACK)
        rounded[here] = np.diff(steps, prepend=0.0) * base
    return rounded


def _shift(estimates: NDArray[np.float64], base: int) -> int:
    """Return where the row starts: stable, and not known without the counts.

    It is kept so small that the row's total is rounded down. Somebody who knows the
    exact total from elsewhere then learns nothing about the first and last count.
    """
    total = int(np.floor(estimates.sum() + _SLACK))
    digest = hashlib.sha256(np.ascontiguousarray(estimates).tobytes()).digest()
    return int.from_bytes(digest[:8], "big") % (base - total % base)


def _room(
    cells: pd.DataFrame, rounded: NDArray[np.float64], base: int
) -> NDArray[np.float64] | None:
    """Return how far masks may put each count off; None if surely none is masked.

    With fewer than `_FEWEST_MASKABLE` counts that could be masked, that one is would
    point at them: there room is left whether any is masked or not.
    """
    unlisted = (cells.pc4 == NO_PC4).to_numpy(np.bool_)
    room = mask_room(rounded, base, is_merged=unlisted)
    if not _is_masked(cells).any() and (room > 0).sum() >= _FEWEST_MASKABLE:
        return None
    if _has_sums(cells[~unlisted]):
        return mask_room(rounded, base, is_merged=np.ones(len(cells), np.bool_))
    return room


def _outward(cells: pd.DataFrame, base: int) -> NDArray[np.float64]:
    """Return multiples just outside the ends that margins give a modelled count."""
    low = np.floor(cells.students_low / base + _SLACK)
    high = np.ceil(cells.students_high / base - _SLACK)
    return np.vstack([low, high]) * base


def _is_masked(cells: pd.DataFrame) -> pd.Series:
    return cells.students_high > cells.students_low


def _has_sums(cells: pd.DataFrame) -> bool:
    """Tell whether a count is a sum of several masked ones."""
    return bool((cells.students_high - cells.students_low > 2 * MASK_ROOM).any())


def _protected_bounds(
    students: Students,
    cells: pd.DataFrame,
    rounded: tuple[NDArray[np.float64], NDArray[np.float64] | None],
    base: int,
) -> Bounds:
    if students.bounds is None:
        rows = pd.Index(students.postcodes.pc4).get_indexer(pd.Index(cells.pc4))
        leerweg = cells.leerweg.to_numpy(dtype=np.str_)
        # A gap between leerwegen: their rows are rounded apart from each other.
        gaps = np.cumsum(np.append(False, leerweg[1:] != leerweg[:-1]))
        position = np.arange(len(cells)) + gaps
        return RoundedBounds(base, np.asarray(rows), leerweg, position, *rounded)
    inner = students.bounds
    if isinstance(inner, MarginBounds):
        inner = inner.masked(base)
    return OutwardBounds(base, inner)
