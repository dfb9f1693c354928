"""Years as names of files, headers and cells tell them, held against a date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from data.sources import first_day, last_day, school_year_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from data.sources import SourceFile

_YEAR: Final = r"(?<!\d)((?:19|20)\d\d)"
_PAIR: Final = re.compile(rf"{_YEAR}\s*[-_/ ]?\s*((?:19|20)\d\d|\d\d)(?!\d)")
_DATE: Final = re.compile(
    rf"{_YEAR}[-_/]?(?:0[1-9]|1[0-2])[-_/]?(?:0[1-9]|[12]\d|3[01])(?!\d)"
)
_ALONE: Final = re.compile(rf"{_YEAR}(?!\d)")
_SUMMER_KINDS: Final = frozenset({"duo-examens"})
_CALENDAR_KINDS: Final = frozenset({"inhabitants"})


class ToldYear(NamedTuple):
    """A year that a text tells, and the last one if it tells of a longer time.

    `school` is true for two years that follow each other: a school year.
    """

    first: int
    last: int
    school: bool = False


def years_told(text: str) -> list[ToldYear]:
    """Return the years that a text tells, in its order.

    Examples
    --------
    >>> years_told("geslaagden-2021-2022.csv")
    [ToldYear(first=2021, last=2022, school=True)]
    >>> years_told("po_pc4_20241001_all.csv"), years_told("3511;2023JJ00")
    ([ToldYear(first=2024, last=2024, school=False)], [ToldYear(first=2023, last=2023, school=False)])
    """  # noqa: E501 - what a doctest prints stands on one line
    return list(_told(text))


def _told(text: str) -> Iterator[ToldYear]:
    position = 0
    while match := _ALONE_OR_MORE.search(text, position):
        year = int(match[1])
        position = match.end()
        pair = _PAIR.match(text, match.start())
        date = _DATE.match(text, match.start())
        if date is not None:
            position = date.end()
            yield ToldYear(year, year)
        elif pair is not None and _last_of(pair) >= year:
            position = pair.end()
            last = _last_of(pair)
            yield ToldYear(year, last, school=last == year + 1)
        elif _ALONE.match(text, match.start()) is not None:
            yield ToldYear(year, year)


_ALONE_OR_MORE: Final = re.compile(_YEAR)


def _last_of(pair: re.Match[str]) -> int:
    """Take the second year of a pair in full: 22 is of the century of the first."""
    century = pair[1][: len(pair[1]) - len(pair[2])]
    return int(century + pair[2])


def agrees(told: ToldYear, source: SourceFile) -> bool:
    """Tell whether a year that a file tells fits the date it was declared with."""
    first, last = first_day(source.date), last_day(source.date)
    summer = source.kind in _SUMMER_KINDS
    start = school_year_start(source.date, counted_in="summer" if summer else "autumn")
    if told.school and source.kind not in _CALENDAR_KINDS:
        return told.first == start
    if told.last > told.first:
        return told.first <= last.year and first.year <= told.last
    years = {first.year, last.year}
    if source.kind not in _CALENDAR_KINDS:
        years.add(start)
    if summer:
        years |= {start, start + 1}
    return told.first in years


def contradiction(texts: Iterable[str], source: SourceFile) -> str:
    """Return the text whose years all contradict the declared date; empty if none.

    Texts that tell no year contradict nothing, and one that agrees speaks for all.
    """
    telling = [(text, years_told(text)) for text in texts]
    telling = [(text, years) for text, years in telling if years]
    if any(agrees(year, source) for _, years in telling for year in years):
        return ""
    return telling[0][0] if telling else ""
