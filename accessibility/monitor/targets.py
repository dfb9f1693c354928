"""Targets per school year compared with what was reached, by step of the ladder."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Sequence


class Indicator(StrEnum):
    """What a target counts, per school year."""

    VISITS = "visits"
    SCHOOLS = "schools"
    SHARE_OF_SCHOOLS = "share_of_schools"
    PUPILS = "pupils"


RUNG: Final = {
    Indicator.VISITS: "1 activities",
    Indicator.SCHOOLS: "2 reach of target groups",
    Indicator.SHARE_OF_SCHOOLS: "2 reach of target groups",
    Indicator.PUPILS: "2 reach of target groups",
}
"""Rung of the impact ladder on which each indicator stands."""

TARGET_COLUMNS: Final = ("year", "indicator", "target", "set_on")
_INDICATORS: Final = tuple(indicator.value for indicator in Indicator)
_AUGUST: Final = 8


def year_results(
    schools: pd.DataFrame, protected: pd.DataFrame, years: Sequence[str]
) -> pd.DataFrame:
    """Return what was reached in each year, for every indicator.

    Parameters
    ----------
    schools
        All schools that could take part, with `brin6`.
    protected
        As `protected_visits` returns them.
    years
        School years, such as `2024/25`.

    Returns
    -------
    pandas.DataFrame
        `year`, `indicator`, `result`, in the order of `Indicator` per year.
    """
    rows = []
    for year in years:
        within = protected[protected["year"] == year]
        taking_part = int(within["brin6"].isin(schools["brin6"]).sum())
        reached = {
            Indicator.VISITS: float(within["visits"].sum()),
            Indicator.SCHOOLS: float(taking_part),
            Indicator.SHARE_OF_SCHOOLS: taking_part / max(len(schools), 1),
            Indicator.PUPILS: float(within["students"].sum()),
        }
        rows += [(year, name.value, value) for name, value in reached.items()]
    return pd.DataFrame(rows, columns=["year", "indicator", "result"])


def compare_targets(targets: pd.DataFrame, reached: pd.DataFrame) -> pd.DataFrame:
    """Return targets beside what was reached: first the goal, then the measurement.

    Parameters
    ----------
    targets
        The columns of `TARGET_COLUMNS`; `indicator` is a value of `Indicator`,
        `set_on` the date on which the target was set.
    reached
        As `year_results` returns it.

    Returns
    -------
    pandas.DataFrame
        In the order of the ladder, then of the years: `rung`, `indicator`, `year`,
        `target`, `set_on`, `set_beforehand` (before the school year began), `result`
        (NaN where that year was not measured), `difference`, `met` (empty then).

    Raises
    ------
    TableError
        If a column is missing, an indicator unknown, or a cell unreadable.
    """
    table = _checked(targets)
    merged = table.merge(reached, on=["year", "indicator"], how="left")
    begins = pd.to_datetime(merged["year"].str[:4] + f"-{_AUGUST:02d}-01")
    difference = merged["result"] - merged["target"]
    met = pd.Series(np.where(difference >= 0, "yes", "no"), dtype="str")
    rung = merged["indicator"].map({i.value: text for i, text in RUNG.items()})
    out = merged.assign(
        rung=rung,
        set_beforehand=merged["set_on"] < begins,
        set_on=merged["set_on"].dt.date.astype("str"),
        difference=difference,
        met=met.where(difference.notna(), ""),
    )
    order = ["rung", "indicator", "year"]
    columns = [
        *order,
        "target",
        "set_on",
        "set_beforehand",
        "result",
        "difference",
        "met",
    ]
    return out.sort_values(order, ignore_index=True)[columns]


def _checked(targets: pd.DataFrame) -> pd.DataFrame:
    """Return targets with dates and numbers read, or all faults at once."""
    missing = [name for name in TARGET_COLUMNS if name not in targets]
    if missing:
        faults = [f"column {name!r} is missing" for name in missing]
        name = "targets"
        raise TableError(name, faults)
    number = pd.to_numeric(targets["target"], errors="coerce")
    date = pd.to_datetime(targets["set_on"], errors="coerce", format="ISO8601")
    year = targets["year"].astype("str")
    found = {
        f"indicator must be one of {', '.join(_INDICATORS)}": (
            ~targets["indicator"].isin(_INDICATORS)
        ),
        "target must be a number": number.isna(),
        "set_on must be a date such as 2024-06-30": date.isna(),
        "year must be a school year such as 2024/25": ~year.str.fullmatch(
            r"\d{4}/\d{2}"
        ),
    }
    faults = [
        f"row {int(np.argmax(wrong.to_numpy())) + 1}: {text}"
        for text, wrong in found.items()
        if wrong.any()
    ]
    if faults:
        name = "targets"
        raise TableError(name, faults)
    return targets.assign(target=number, set_on=date, year=year)
