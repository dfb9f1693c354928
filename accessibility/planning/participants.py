"""Visits matched to schools, and participation counted: always, sometimes, never."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import SCHOOL_YEAR_STARTS
from accessibility.counting import OWN_THRESHOLD, round_counts
from accessibility.errors import TableError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ALWAYS: Final = "always"
SOMETIMES: Final = "sometimes"
NEVER: Final = "never"
KINDS: Final = (ALWAYS, SOMETIMES, NEVER)

VISIT_COLUMNS: Final = ("date", "activity", "school", "pupils", "groups")
_BRIN4: Final = 4
_BRIN6: Final = 6
_SHOWN: Final = 3


@dataclass(frozen=True)
class MatchedVisits:
    """Visits whose school is known, and those of which it is not.

    Parameters
    ----------
    visits
        `date`, `activity`, `brin6`, `year` (as `2024/25`), `pupils`, `groups`.
    unmatched
        One row per reason: `reason`, `visits`, `examples` of the codes.
    years
        School years of all visits, also of those that no school here made.
    """

    visits: pd.DataFrame
    unmatched: pd.DataFrame
    years: tuple[str, ...]


def match_visits(visits: pd.DataFrame, schools: pd.DataFrame) -> MatchedVisits:
    """Match visits to schools by BRIN6, or by BRIN4 where a BRIN has one vestiging.

    Parameters
    ----------
    visits
        The columns of `VISIT_COLUMNS`; `school` holds a BRIN6 or BRIN4 in any case
        and spacing, `pupils` and `groups` may be empty.
    schools
        One row per school with a column `brin6`.

    Raises
    ------
    TableError
        If a column is missing, or dates or numbers cannot be read.
    """
    table = _checked(visits)
    code = (
        table["school"].astype("str").str.upper().str.replace(r"[\s.-]", "", regex=True)
    )
    codes = pd.Index(schools["brin6"])
    single = pd.Series(codes, index=codes.str[:_BRIN4])
    single = single[~single.index.duplicated(keep=False)]
    brin6 = code.where(code.isin(codes), code.map(single))
    is_brin6 = code.str.len() == _BRIN6
    short = (code.str.len() == _BRIN4) & code.isin(codes.str[:_BRIN4])
    reason = np.select(
        [brin6.notna(), is_brin6, short],
        [
            "",
            "no such school",
            "this BRIN has several vestigingen: give six characters",
        ],
        "not a BRIN",
    )
    matched = table.assign(brin6=brin6, year=school_years_of(table["date"]))
    lost = pd.DataFrame({"reason": reason, "code": code})[reason != ""]
    grouped = lost.groupby("reason")["code"]
    unmatched = pd.DataFrame(
        {
            "visits": grouped.size(),
            "examples": grouped.agg(lambda c: ", ".join(sorted(set(c))[:_SHOWN])),
        }
    ).reset_index()
    columns = ["date", "activity", "brin6", "year", "pupils", "groups"]
    kept = matched.loc[brin6.notna(), columns].reset_index(drop=True)
    years = tuple(sorted(matched["year"].unique()))
    return MatchedVisits(kept, unmatched, years)


def _checked(visits: pd.DataFrame) -> pd.DataFrame:
    """Return visits with dates and numbers read, or all faults at once."""
    missing = [name for name in VISIT_COLUMNS if name not in visits]
    if missing:
        found = ", ".join(map(str, visits.columns))
        faults = [f"column {name!r} is missing; found: {found}" for name in missing]
        table = "visits"
        raise TableError(table, faults)
    date = pd.to_datetime(visits["date"], errors="coerce", format="ISO8601")
    faults = _row_faults("date", date.isna(), "a date such as 2025-03-14")
    numbers = {}
    for name in ("pupils", "groups"):
        given = visits[name].replace("", np.nan)
        number = pd.to_numeric(given, errors="coerce")
        wrong = (number.isna() & given.notna()) | (number < 0)
        faults += _row_faults(name, wrong, "a number of 0 or more, or nothing")
        numbers[name] = number
    if faults:
        table = "visits"
        raise TableError(table, faults)
    return visits.assign(date=date.dt.date, **numbers)


def _row_faults(column: str, wrong: pd.Series, expected: str) -> list[str]:
    rows = [str(i + 1) for i in np.flatnonzero(wrong.to_numpy())]
    if not rows:
        return []
    more = f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else ""
    where = ", ".join(rows[:_SHOWN]) + more
    return [f"column {column!r}, row {where}: expected {expected}"]


def school_years_of(date: pd.Series) -> pd.Series:
    """Return the school year, from 1 August, of dates.

    Examples
    --------
    >>> import pandas as pd
    >>> list(school_years_of(pd.Series(["2025-07-31", "2025-08-01"])))
    ['2024/25', '2025/26']
    """
    when = pd.to_datetime(date)
    first = when.dt.year - (when.dt.month < SCHOOL_YEAR_STARTS)
    second = (first + 1) % 100
    return first.astype("str") + "/" + second.astype("str").str.zfill(2)


def participation(
    schools: pd.DataFrame, visits: pd.DataFrame, years: Sequence[str]
) -> pd.DataFrame:
    """Return per school in which of some years it took part.

    Parameters
    ----------
    schools
        One row per school with `brin6`, and any other columns, which are kept.
    visits
        As `match_visits` returns them.
    years
        School years to judge, such as `2023/24`.

    Returns
    -------
    pandas.DataFrame
        The schools in their order with a column per year (visits in it), `years_in`,
        `visits` and `kind`: `always` in every year, `sometimes`, or `never`.

    Raises
    ------
    UsageError
        If no year is given.
    """
    if not years:
        message = "name at least one school year, such as 2024/25"
        raise UsageError(message)
    counted = pd.crosstab(visits["brin6"], visits["year"])
    per_year = counted.reindex(schools["brin6"], columns=list(years), fill_value=0)
    table = schools.reset_index(drop=True)
    table[list(years)] = per_year.to_numpy()
    years_in = (per_year > 0).sum(axis=1).to_numpy()
    kind = np.select([years_in == len(years), years_in > 0], [ALWAYS, SOMETIMES], NEVER)
    return table.assign(
        years_in=years_in, visits=per_year.sum(axis=1).to_numpy(), kind=kind
    )


def participation_by(table: pd.DataFrame, group: pd.Series, name: str) -> pd.DataFrame:
    """Return how many schools take part always, sometimes and never, per group.

    Parameters
    ----------
    table
        As `participation` returns it.
    group
        Group of each school: a region, or a band of distance or size.
    name
        What to call the column of groups.

    Returns
    -------
    pandas.DataFrame
        One row per group: `name`, `schools`, `always`, `sometimes`, `never` and
        `share_taking_part`.
    """
    kinds = pd.crosstab(group.array, table["kind"].to_numpy())
    counts = kinds.reindex(columns=list(KINDS), fill_value=0)
    schools = counts.sum(axis=1)
    share = 1 - counts[NEVER] / schools
    out = counts.assign(schools=schools, share_taking_part=share)
    out.index.name = name
    columns = ["schools", *KINDS, "share_taking_part"]
    return out[columns].reset_index().rename_axis(columns=None)


def bands(values: NDArray[np.float64], edges: Sequence[float]) -> pd.Series:
    """Return the band of each value: above an edge, up to and including the next.

    Values beyond the last edge, infinite ones too, share the last band; NaN has none.

    Examples
    --------
    >>> import numpy as np
    >>> list(bands(np.array([0.0, 6.0, 6.1, np.inf]), [3, 6]))
    ['0 - 3', '3 - 6', '> 6', '> 6']
    """
    limits = [0.0, *edges]
    names = [f"{a:g} - {b:g}" for a, b in itertools.pairwise(limits)]
    names.append(f"> {limits[-1]:g}")
    row = np.searchsorted(np.asarray(edges, dtype=float), values, side="left")
    is_measured = ~np.isnan(values)
    text = np.where(
        is_measured, np.array(names)[np.minimum(row, len(edges))], "unknown"
    )
    order = [*names, *(["unknown"] if not is_measured.all() else [])]
    return pd.Series(pd.Categorical(text, categories=order, ordered=True))


def near_but_never(
    table: pd.DataFrame, travel: NDArray[np.float64], threshold: float
) -> pd.DataFrame:
    """Return the schools within reach of a facility that never took part.

    Parameters
    ----------
    table
        As `participation` returns it.
    travel
        Cost to the nearest facility per school, infinite for none.
    threshold
        Largest cost that counts as within reach, inclusive.
    """
    selected = table.assign(travel=travel)[
        (travel <= threshold) & (table.kind == NEVER)
    ]
    return selected.sort_values(["travel", "brin6"], ignore_index=True)


def far_but_came(
    table: pd.DataFrame, travel: NDArray[np.float64], threshold: float
) -> pd.DataFrame:
    """Return the schools out of reach of any facility that took part all the same."""
    selected = table.assign(travel=travel)[(travel > threshold) & (table.kind != NEVER)]
    return selected.sort_values(
        ["visits", "brin6"], ascending=[False, True], ignore_index=True
    )


def protected_visits(
    visits: pd.DataFrame, *, threshold: int = OWN_THRESHOLD
) -> pd.DataFrame:
    """Return visits whose pupil numbers may be added up and shown.

    Numbers of pupils are rounded once to multiples of the threshold, in order of year
    and school, so that sums stay within the threshold of the truth and differences
    between tables tell nothing of a group smaller than it.

    Parameters
    ----------
    visits
        As `match_visits` returns them.
    threshold
        Smallest number shown; below 2 nothing is rounded.

    Returns
    -------
    pandas.DataFrame
        One row per year and school: `year`, `brin6`, `visits`, `students_low`,
        `students`, `students_high` and `uncounted` visits without a number.
    """
    grouped = visits.groupby(["year", "brin6"])["pupils"]
    summed = pd.DataFrame(
        {
            "visits": grouped.size(),
            "students": grouped.sum(),
            "uncounted": grouped.size() - grouped.count(),
        }
    ).reset_index()
    counted = summed.assign(students_low=summed.students, students_high=summed.students)
    if threshold <= 1:
        return counted
    return round_counts(counted, base=threshold, rows=["year"], order=["brin6"])
