"""The monitor's published tables, computed from a snapshot, beside what was printed.

Every function returns rows with the columns of `MONITOR_COLUMNS`; an empty published
value means that the monitor prints none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from accessibility.codes import (
    COMBINATIONS,
    ROUTE,
    TECHNISCH,
    THIRD_YEAR,
    Leerweg,
    Profiel,
)
from accessibility.counting import sum_counts
from accessibility.monitor.published import (
    B3_3_MEANS,
    B3_3_SHARES,
    B3_4,
    B3_4_ITEMS,
    B3_5_SHARES,
    B3_6,
    FIGURE_B3_7_GL,
    GROUP_SIZES,
    REGIONS,
)
from accessibility.monitor.published_years import (
    B3_5,
    B3_5_TECHNICAL,
    B3_12,
    B3_12_ROUTE,
    B3_12_TECHNICAL,
    LAST_YEAR,
    nearest_year,
    school_year_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MONITOR_COLUMNS: Final = (
    "table",
    "leerweg",
    "profiel",
    "item",
    "value",
    "published",
    "difference",
    "note",
    "published_year",
)

TOTAL: Final = "totaal"
NON_TECHNICAL: Final = "niet-techniek"
HARD_TO_ORGANISE: Final = 10
"""At most so many third-years of a profiel at a vestiging is hard to organise."""

SHARES: Final = "B3.6"
"""The table of shares of students within reach."""

NORM_M: Final = 10_000.0
"""Threshold of table B3.6: metres, straight line."""

_SIZE_LIMITS: Final = (0, 5, 10, 20, 30, np.inf)
_NON_TECHNICAL: Final = tuple(p for p in Profiel if p not in TECHNISCH)


def third_years(pupils: pd.DataFrame) -> pd.DataFrame:
    """Return third-years per vestiging, leerweg and profiel, route rows included.

    Parameters
    ----------
    pupils
        Table `pupils` of a snapshot.

    Returns
    -------
    pandas.DataFrame
        Columns `brin6`, `leerweg`, `profiel` and the interval counts, for the three
        beroepsgerichte leerwegen only.
    """
    wanted = (pupils.leerjaar == THIRD_YEAR) & pupils.leerweg.isin(
        [w.value for w in Leerweg]
    )
    return sum_counts(pupils[wanted], ["brin6", "leerweg", "profiel"])


class Line(NamedTuple):
    """One number of a table beside the printed one; None where none is printed."""

    leerweg: str
    profiel: str
    item: str
    value: float
    published: float | None = None
    note: str = ""


def as_table(name: str, lines: Sequence[Line], year: int = LAST_YEAR) -> pd.DataFrame:
    """Return lines as a table of the monitor.

    Parameters
    ----------
    name
        As the table is numbered.
    lines
        Its numbers.
    year
        Calendar year in which the school year of the printed numbers began.
    """
    frame = pd.DataFrame(lines, columns=list(Line._fields)).assign(table=name)
    frame["published"] = pd.to_numeric(frame.published)
    frame["difference"] = frame.value - frame.published
    words = school_year_words(year)
    frame["published_year"] = np.where(frame.published.notna(), words, "")
    return frame[list(MONITOR_COLUMNS)]


def b3_1(pupils: pd.DataFrame, year: int = LAST_YEAR) -> pd.DataFrame:
    """Table B3.1: number of third-years per profiel and leerweg.

    As in the monitor's table B3.12 the totals are of the profiles, and the
    vakmanschaps- and beroepsroute stands apart (X3). Only the share of techniek is
    taken of both. The combined programme counts once, in techniek (M10).
    """
    column = nearest_year(year, B3_12)
    count = third_years(pupils).pivot_table(
        index="leerweg", columns="profiel", values="students", aggfunc="sum"
    )
    count = count.reindex(
        index=[w.value for w in Leerweg],
        columns=[*(p.value for p in Profiel), *COMBINATIONS, ROUTE, ""],
    ).fillna(0.0)
    rows: list[Line] = []
    for leerweg in Leerweg:
        printed = pd.Series({p.value: n for p, n in B3_12[column][leerweg].items()})
        rows += _b3_1_of(leerweg.value, pd.Series(count.loc[leerweg.value]), printed)
    everyone = sum(pd.Series(row) for row in B3_12[column].values())
    rows += _b3_1_of(TOTAL, count.sum(), pd.Series(everyone))
    rows = [
        line._replace(published=B3_12_ROUTE[column])
        if (line.leerweg, line.profiel) == (TOTAL, ROUTE)
        else line
        for line in rows
    ]
    rows += _shares_of_technical(count.sum(), B3_12_TECHNICAL[column])
    return as_table("B3.1", rows, column)


def _shares_of_technical(count: pd.Series, printed: float) -> list[Line]:
    """Return the share of techniek as printed, of the route too, and without it."""
    technical = count[[p.value for p in TECHNISCH] + list(COMBINATIONS)].sum()
    everyone = count.sum()
    followed = everyone - count[[ROUTE, ""]].sum()
    item = "% of all third-years, route included"
    without = "% of third-years in a profiel"
    note = "X3: route left out"
    return [
        Line(TOTAL, "techniek", item, percent(technical, everyone), printed, "X3"),
        Line(TOTAL, "techniek", without, percent(technical, followed), None, note),
    ]


def percent(part: float, whole: float) -> float:
    """Return a part in per cent of a whole; NaN of nothing."""
    return 100 * float(part) / float(whole) if whole else np.nan


def _b3_1_of(leerweg: str, mine: pd.Series, theirs: pd.Series) -> list[Line]:
    groups = {p.value: [p.value] for p in Profiel}
    groups["techniek"] = [*(p.value for p in TECHNISCH), *COMBINATIONS]
    groups[NON_TECHNICAL] = [p.value for p in _NON_TECHNICAL]
    item = "third-years"
    lines = [
        Line(
            leerweg,
            name,
            item,
            mine[members].sum(),
            theirs.reindex(members).sum(min_count=1),
        )
        for name, members in groups.items()
    ]
    combined = [
        Line(leerweg, name, item, mine[name], None, "M10: once, in techniek")
        for name in COMBINATIONS
        if mine[name] > 0
    ]
    rest = mine[[ROUTE, ""]].sum()
    total = mine.sum() - rest
    return [
        *lines,
        *combined,
        Line(leerweg, ROUTE, item, rest, None, "X3: not in the total"),
        Line(leerweg, TOTAL, item, total, theirs.sum()),
    ]


def b3_3(pupils: pd.DataFrame) -> pd.DataFrame:
    """Table B3.3: vestigingen by group size, in per cent, and the mean group."""
    groups = _technical_groups(pupils)
    rows: list[Line] = []
    for leerweg in Leerweg:
        for profiel in TECHNISCH:
            rows += _b3_3_of(leerweg, profiel, _sizes(groups, profiel, leerweg))
    return as_table("B3.3", rows)


def _b3_3_of(leerweg: Leerweg, profiel: Profiel, sizes: pd.Series) -> list[Line]:
    shares = 100 * np.histogram(sizes, bins=_size_bins())[0] / max(len(sizes), 1)
    unknown = (None,) * len(GROUP_SIZES)
    printed = B3_3_SHARES[leerweg].get(profiel, unknown)
    lines = [
        Line(leerweg.value, profiel.value, f"% vestigingen {name}", share, whole)
        for name, share, whole in zip(GROUP_SIZES, shares, printed, strict=True)
    ]
    mean = float(sizes.mean()) if len(sizes) else np.nan
    theirs = B3_3_MEANS[leerweg].get(profiel)
    note = "X1: printed one row too low" if leerweg is Leerweg.KL else ""
    item = "mean third-years per vestiging"
    return [*lines, Line(leerweg.value, profiel.value, item, mean, theirs, note)]


def _size_bins() -> list[float]:
    """Classes 1-5, 6-10, ... of counts that a mask may have made fractional."""
    return [limit + 0.5 for limit in _SIZE_LIMITS]


def _technical_groups(pupils: pd.DataFrame) -> pd.DataFrame:
    """Return technical groups; the combined programme is one of each profile (M10)."""
    counts = third_years(pupils)
    members = {name: [p.value for p in of] for name, of in COMBINATIONS.items()}
    each = counts.profiel.map(lambda name: members.get(name, [name]))
    counts = counts.assign(profiel=each).explode("profiel")
    counts = sum_counts(counts, ["brin6", "leerweg", "profiel"])
    technical = counts.profiel.isin([p.value for p in TECHNISCH])
    return counts[technical & (counts.students_high > 0)]


def _sizes(groups: pd.DataFrame, profiel: Profiel, leerweg: Leerweg) -> pd.Series:
    wanted = (groups.profiel == profiel.value) & (groups.leerweg == leerweg.value)
    return groups.students[wanted]


def b3_4(pupils: pd.DataFrame, region_of: Mapping[str, str]) -> pd.DataFrame:
    """Table B3.4: STO-regio's that offer a profiel, and with how few pupils.

    Parameters
    ----------
    pupils
        Table `pupils`.
    region_of
        STO-regio of each BRIN6; vestigingen without one stay out.
    """
    groups = _technical_groups(pupils)
    groups = groups.assign(region=groups.brin6.map(region_of)).dropna(subset="region")
    keys = ["leerweg", "profiel", "region"]
    regions = groups.groupby(keys).students.agg(["size", "mean"]).reset_index()
    unknown = (None,) * len(B3_4_ITEMS)
    rows: list[Line] = []
    for leerweg in Leerweg:
        for profiel in TECHNISCH:
            mine = regions[
                (regions.leerweg == leerweg.value) & (regions.profiel == profiel.value)
            ]
            rows += [
                Line(leerweg.value, profiel.value, item, float(value), printed)
                for item, value, printed in zip(
                    B3_4_ITEMS,
                    _region_counts(mine),
                    B3_4[leerweg].get(profiel, unknown),
                    strict=True,
                )
            ]
    return as_table("B3.4", rows)


def _region_counts(regions: pd.DataFrame) -> tuple[int, ...]:
    small = regions["mean"] < HARD_TO_ORGANISE + 1
    one = regions["size"] == 1
    return (
        len(regions),
        int(small.sum()),
        int(one.sum()),
        int((one & small).sum()),
        int((~one).sum()),
        int((~one & small).sum()),
    )


def b3_5(offers: pd.DataFrame, year: int = LAST_YEAR) -> pd.DataFrame:
    """Table B3.5: vestigingen per profiel, and in which leerwegen they offer it.

    Numbers are printed for each school year, the shares for the last one only.
    """
    column = nearest_year(year, B3_5)
    technical = offers[offers.profiel.isin([p.value for p in TECHNISCH])]
    rows: list[Line] = []
    for profiel in TECHNISCH:
        mine = technical[technical.profiel == profiel.value]
        rows += _b3_5_of(profiel, mine, column)
    sites = technical.brin6.nunique()
    printed = B3_5_TECHNICAL.get(column)
    rows.append(Line(TOTAL, "techniek", "vestigingen", sites, printed))
    return as_table("B3.5", rows, column)


def _b3_5_of(profiel: Profiel, mine: pd.DataFrame, column: int) -> list[Line]:
    sites = mine.brin6.nunique()
    printed = B3_5[column].get(profiel)
    note = "X27: with or without those outside STO is unclear"
    lines = [Line(TOTAL, profiel.value, "vestigingen", sites, printed, note)]
    for leerweg in Leerweg:
        here = mine[mine.leerweg == leerweg.value].brin6.nunique()
        share = 100 * here / sites if sites else np.nan
        shares = B3_5_SHARES[leerweg] if column == LAST_YEAR else {}
        printed = shares.get(profiel)
        item = "% of its vestigingen"
        lines.append(Line(leerweg.value, profiel.value, item, share, printed))
    return lines


def b3_6(shares: pd.DataFrame) -> pd.DataFrame:
    """Table B3.6: students with the offer within 10 km, straight line, in per cent.

    Parameters
    ----------
    shares
        Result of `access` for the whole country, straight line, 10 000 m,
        denominator `common` (X14).
    """
    share_of = shares.set_index(["leerweg", "profiel"]).share
    rows = [
        Line(
            leerweg.value,
            profiel.value,
            "% within 10 km",
            100 * float(share_of[leerweg.value, profiel.value]),
            B3_6[leerweg].get(profiel),
        )
        for leerweg in Leerweg
        for profiel in Profiel
    ]
    return as_table("B3.6", rows)


def figure_b3_6(offers: pd.DataFrame, region_of: Mapping[str, str]) -> pd.DataFrame:
    """Figure B3.6: share of STO-regio's that offer a profiel, in per cent.

    The figure prints no numbers; for technical profiles they follow from table B3.4
    over 78 regions.
    """
    n_regions = max(len(set(region_of.values())), 1)
    offers = offers.assign(region=offers.brin6.map(region_of)).dropna(subset="region")
    offering = offers.groupby(["leerweg", "profiel"]).region.nunique()
    rows: list[Line] = []
    for leerweg in Leerweg:
        for profiel in Profiel:
            share = 100 * offering.get((leerweg.value, profiel.value), 0) / n_regions
            line = Line(leerweg.value, profiel.value, "% of STO-regio's", share)
            if profiel in B3_4[leerweg]:
                printed = B3_4[leerweg][profiel][0] / REGIONS
                note = "published: B3.4 over 78 regions"
                line = line._replace(published=100 * printed, note=note)
            rows.append(line)
    return as_table("Figure B3.6", rows)


def figure_b3_7(offers: pd.DataFrame, region_of: Mapping[str, str]) -> pd.DataFrame:
    """Figure B3.7: STO-regio's by number of technical profiles, in per cent."""
    regions = sorted(set(region_of.values()))
    offers = offers[offers.profiel.isin([p.value for p in TECHNISCH])]
    offers = offers.assign(region=offers.brin6.map(region_of)).dropna(subset="region")
    rows: list[Line] = []
    for leerweg in Leerweg:
        mine = offers[offers.leerweg == leerweg.value]
        number = mine.groupby("region").profiel.nunique().reindex(regions).fillna(0)
        for n_profiles in range(len(TECHNISCH) + 1):
            printed = dict(enumerate(FIGURE_B3_7_GL)).get(n_profiles)
            share = 100 * float((number == n_profiles).mean()) if regions else np.nan
            item = f"% of STO-regio's with {n_profiles}"
            line = Line(leerweg.value, "techniek", item, share)
            if leerweg is Leerweg.GL:
                note = "X10: elsewhere 28 of 78 = 35.9" if n_profiles == 0 else ""
                line = line._replace(published=printed, note=note)
            rows.append(line)
    return as_table("Figure B3.7", rows)


def mean_absolute_difference(table: pd.DataFrame) -> float:
    """Return the mean distance to the published values, where there are any."""
    return float(table.difference.abs().mean())


def technical_cells(table: pd.DataFrame) -> pd.Series:
    """Return the distances to the published values of the technical profielen."""
    names = [profiel.value for profiel in TECHNISCH]
    return table.difference[table.profiel.isin(names)].dropna().abs()
