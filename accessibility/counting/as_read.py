"""Numbers as a person reads them: halves up, and no share called all that is not."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

_ENDS: Final = ("_likely_low", "_likely_high", "_low", "_high", "_before", "_after")
PEOPLE: Final = frozenset(
    {
        "students",
        "reached",
        "missed",
        "beyond",
        "unreachable",
        "unsnapped",
        "outside",
        "censored",
        "before",
        "after",
        "net",
        "gained_first",
        "gained_second",
        "lost_only",
        "lost_other",
        "lost_techniek",
        "only_first",
        "only_second",
        "both",
        "neither",
        "together",
        "pupils",
        "in_reach",
        "shared",
        "regulation_lost",
        "road_lost",
        "choice_lost",
        "beyond_limit",
        "displaced_if_norm",
        "displaced_if_norm_combined",
    }
)
"""Columns that count people, without the words for their ends."""


_SHARE: Final = re.compile(
    r"(share|likely_(low|high)|access|deel|vermoedelijk)(?![a-z])"
)
"""How columns that hold fractions of 1 begin, in English and in Dutch."""

WRITTEN_DECIMALS: Final = 6
"""Of numbers in files and over HTTP."""


_HAIR: Final = 1e-9
"""A sum of parts misses 0 or 1 by less than this."""


def rounded_up(value: float, decimals: int = 0) -> Decimal:
    """Round to some decimals, halves away from zero, as every browser does.

    What files and HTTP hold is rounded to six decimals, and a browser rounds that: so
    does this, or a share of 0.4864996 would read 48.6 here and 48.7 there.

    Parameters
    ----------
    value
        A finite number.
    decimals
        How many to keep; people are whole.

    Examples
    --------
    >>> rounded_up(2.5)
    Decimal('3')
    >>> rounded_up(-0.2)
    Decimal('0')
    >>> rounded_up(48.64999996, 1)
    Decimal('48.7')
    """
    step = Decimal(1).scaleb(-decimals)
    # Adding zero turns a rounded -0 into 0.
    written = Decimal(repr(round(float(value), WRITTEN_DECIMALS)))
    return written.quantize(step, ROUND_HALF_UP) + Decimal(0)


def percent_of(share: float, decimals: int = 1) -> Decimal:
    """Return a fraction of 1 in per cent; what is not all or none never reads so.

    Examples
    --------
    >>> percent_of(0.99999)
    Decimal('99.9')
    >>> percent_of(0.00001)
    Decimal('0.1')
    >>> percent_of(1.0)
    Decimal('100.0')
    >>> percent_of(0.48649965)
    Decimal('48.7')
    >>> percent_of(0.9999999999)
    Decimal('100.0')
    """
    step = Decimal(1).scaleb(-decimals)
    percent = rounded_up(100 * round(share, WRITTEN_DECIMALS), decimals)
    hundred = Decimal(100).quantize(step)
    if share < 1 - _HAIR and percent >= hundred:
        return hundred - step
    return step if share > _HAIR and percent < step else percent


def counts_people(column: str) -> bool:
    """Tell whether a column of the core's tables holds numbers of people.

    Examples
    --------
    >>> counts_people("missed_likely_low"), counts_people("share_low")
    (True, False)
    """
    stem = next((column.removesuffix(e) for e in _ENDS if column.endswith(e)), column)
    return stem in PEOPLE


def reads_as_share(column: str) -> bool:
    """Tell whether a column holds fractions of 1, which people read as percentages.

    Examples
    --------
    >>> reads_as_share("share_low"), reads_as_share("deelVoor")
    (True, True)
    >>> reads_as_share("shared"), reads_as_share("deelname")
    (False, False)
    """
    return _SHARE.match(column) is not None


def whole_people(table: pd.DataFrame, also: Iterable[str] = ()) -> pd.DataFrame:
    """Return a table for a person to read: people are whole numbers in it.

    Parameters
    ----------
    table
        Of the core, with its own names of columns.
    also
        Further columns that count people in this table.
    """
    named = {*also, *(name for name in table if counts_people(str(name)))}
    floats = [name for name in table.select_dtypes("float").columns if name in named]
    return table.assign(**{name: _whole(table[name]) for name in floats})


def _whole(numbers: pd.Series) -> pd.Series:
    halves_up = np.copysign(np.floor(numbers.abs() + 0.5), numbers)
    # Adding zero turns a rounded -0 into 0.
    whole: pd.Series = (halves_up + 0.0).astype("Int64")
    return whole
