"""Values that hold under a condition, judged at a moment.

A condition is read in the grammar of opening hours: times, over midnight too, days,
months, public holidays. One that names anything else, such as a weight or the weather,
is not applied; `is_readable` tells, so that the report can count it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from accessibility.errors import MissingPackageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from opening_hours import OpeningHours

_COUNTRY: Final = "NL"
# Parts are divided by `;` outside brackets; a bracket left open runs to the end.
_PART: Final = re.compile(r"\s*([^@;()]+?)\s*@\s*(?:\(([^()]*)(?:\)|$)|([^;()]+))")
_DASH: Final = re.compile(r"\s*-\s*")
_MONTHS: Final = {
    "January": "Jan", "February": "Feb", "March": "Mar", "April": "Apr", "June": "Jun",
    "July": "Jul", "August": "Aug", "September": "Sep", "October": "Oct",
    "November": "Nov", "December": "Dec",
}  # fmt: skip
_LONG_MONTH: Final = re.compile("|".join(_MONTHS))


def value_at(text: str, moment: datetime) -> str | None:
    """Return the value that holds at a moment: the last whose condition does.

    Parameters
    ----------
    text
        As in OpenStreetMap: `value @ (condition)`, several joined by `;`.
    moment
        Local time.

    Examples
    --------
    >>> from datetime import datetime
    >>> value_at("no @ (Mo-Fr 07:00-09:00)", datetime(2026, 11, 17, 8, 30))
    'no'
    >>> value_at("no @ (weight>3.5)", datetime(2026, 11, 17, 8, 30)) is None
    True
    """
    holding = [value for value, condition in parts(text) if holds(condition, moment)]
    return holding[-1] if holding else None


def parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield each value of a text with its condition."""
    for found in _PART.finditer(text):
        yield found[1], (found[2] or found[3] or "").strip()


def is_readable(text: str) -> bool:
    """Tell whether all conditions of a text can be judged."""
    found = [condition for _, condition in parts(text)]
    return bool(found) and all(_hours(condition) is not None for condition in found)


def holds(condition: str, moment: datetime) -> bool:
    """Tell whether a condition holds at a moment; one that cannot be read does not."""
    hours = _hours(condition)
    return hours is not None and bool(hours.is_open(moment))


def is_open_at(hours: str, moment: datetime) -> bool | None:
    """Tell whether opening hours hold at a moment, None where they cannot be read."""
    read = _hours(hours)
    return None if read is None else bool(read.is_open(moment))


@cache
def grammar() -> tuple[type[OpeningHours], type[Exception]]:
    """Return what reads opening hours, and what it raises if they are none.

    Raises
    ------
    MissingPackageError
        If it is not installed.
    """
    try:
        from opening_hours import (  # type: ignore[attr-defined]  # its stubs lack the error # noqa: PLC0415 - of the extra `osm`
            OpeningHours,
            ParserError,
        )
    except ImportError as error:
        need = "reading roads of OpenStreetMap needs opening-hours-py"
        raise MissingPackageError(need, "osm") from error
    return OpeningHours, ParserError


@lru_cache(maxsize=4096)
def _hours(condition: str) -> OpeningHours | None:
    reader, unreadable = grammar()
    tidy = _LONG_MONTH.sub(lambda found: _MONTHS[found[0]], condition)
    try:
        return reader(_DASH.sub("-", tidy).strip(), country=_COUNTRY)
    except unreadable:
        return None
