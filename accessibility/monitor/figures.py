"""The monitor's published tables, computed from a snapshot, beside what was printed.

Every function returns rows with the columns of `MONITOR_COLUMNS`; an empty published
value means that the monitor prints none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from accessibility.codes import TECHNISCH, THIRD_YEAR, Leerweg, Profiel
from accessibility.counting import sum_counts
from accessibility.errors import UsageError
from accessibility.monitor.published import (
    B3_1,
    B3_3_MEANS,
    B3_3_SHARES,
    B3_4,
    B3_4_ITEMS,
    B3_5_SHARES,
    B3_5_TECHNICAL,
    B3_5_VESTIGINGEN,
    B3_6,
    FIGURE_B3_7_GL,
    GROUP_SIZES,
    REGIONS,
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
)

TOTAL: Final = "totaal"
ROUTE: Final = "route"
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


def _table(name: str, lines: Sequence[Line]) -> pd.DataFrame:
    frame = pd.DataFrame(lines, columns=list(Line._fields)).assign(table=name)
    frame["published"] = pd.to_numeric(frame.published)
    frame["difference"] = frame.value - frame.published
    return frame[list(MONITOR_COLUMNS)]


def b3_1(pupils: pd.DataFrame) -> pd.DataFrame:
    """Table B3.1: number of third-years per profiel and leerweg.

    The total counts the vakmanschaps- and beroepsroute too (X3); the monitor's does
    the same, but in its last year nobody was left there.
    """
    count = third_years(pupils).pivot_table(
        index="leerweg", columns="profiel", values="students", aggfunc="sum"
    )
    count = count.reindex(
        index=[w.value for w in Leerweg],
        columns=[*(p.value for p in Profiel), ROUTE, ""],
    ).fillna(0.0)
    rows: list[Line] = []
    for leerweg in Leerweg:
        printed = pd.Series({p.value: n for p, n in B3_1[leerweg].items()})
        rows += _b3_1_of(leerweg.value, pd.Series(count.loc[leerweg.value]), printed)
    everyone = sum(pd.Series(row) for row in B3_1.values())
    rows += _b3_1_of(TOTAL, count.sum(), pd.Series(everyone))
    return _table("B3.1", rows)


def _b3_1_of(leerweg: str, mine: pd.Series, theirs: pd.Series) -> list[Line]:
    groups = {p.value: [p.value] for p in Profiel}
    groups["techniek"] = [p.value for p in TECHNISCH]
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
    lines.append(Line(leerweg, ROUTE, item, mine[ROUTE], None, "X3: in the total"))
    lines.append(Line(leerweg, TOTAL, item, mine.sum(), theirs.sum()))
    return lines


def b3_3(pupils: pd.DataFrame) -> pd.DataFrame:
    """Table B3.3: vestigingen by group size, in per cent, and the mean group."""
    groups = _technical_groups(pupils)
    rows: list[Line] = []
    for leerweg in Leerweg:
        for profiel in TECHNISCH:
            rows += _b3_3_of(leerweg, profiel, _sizes(groups, profiel, leerweg))
    return _table("B3.3", rows)


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
    counts = third_years(pupils)
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
    return _table("B3.4", rows)


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


def b3_5(offers: pd.DataFrame) -> pd.DataFrame:
    """Table B3.5: vestigingen per profiel, and in which leerwegen they offer it."""
    technical = offers[offers.profiel.isin([p.value for p in TECHNISCH])]
    rows: list[Line] = []
    for profiel in TECHNISCH:
        rows += _b3_5_of(profiel, technical[technical.profiel == profiel.value])
    sites = technical.brin6.nunique()
    printed = B3_5_TECHNICAL
    rows.append(Line(TOTAL, "techniek", "vestigingen", sites, printed))
    return _table("B3.5", rows)


def _b3_5_of(profiel: Profiel, mine: pd.DataFrame) -> list[Line]:
    sites = mine.brin6.nunique()
    printed = B3_5_VESTIGINGEN.get(profiel)
    note = "X27: with or without those outside STO is unclear"
    lines = [Line(TOTAL, profiel.value, "vestigingen", sites, printed, note)]
    for leerweg in Leerweg:
        here = mine[mine.leerweg == leerweg.value].brin6.nunique()
        share = 100 * here / sites if sites else np.nan
        printed = B3_5_SHARES[leerweg].get(profiel)
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
    return _table("B3.6", rows)


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
    return _table("Figure B3.6", rows)


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
    return _table("Figure B3.7", rows)


def mean_absolute_difference(table: pd.DataFrame) -> float:
    """Return the mean distance to the published values, where there are any."""
    return float(table.difference.abs().mean())


TABLE_NAMES: Final = (
    "B3.1",
    "B3.3",
    "B3.4",
    "B3.5",
    "B3.6",
    "Figure B3.6",
    "Figure B3.7",
)
"""Tables and figures of the monitor that can be computed, as they are numbered."""

_NEED_PUPILS: Final = frozenset({"B3.1", "B3.3", "B3.4"})
_NEED_REGIONS: Final = frozenset({"B3.4", "Figure B3.6", "Figure B3.7"})


def computable(
    *, has_pupils: bool, has_regions: bool
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Tell which tables can be computed, and why the others cannot.

    Parameters
    ----------
    has_pupils
        Third-years per vestiging are known.
    has_regions
        The STO-regio of vestigingen is known.

    Returns
    -------
    tuple
        Names of the tables that can be computed, and a sentence per other name.
    """
    why: dict[str, str] = {}
    for name in TABLE_NAMES:
        if name in _NEED_PUPILS and not has_pupils:
            why[name] = "needs pupils per vestiging (source kind duo-leerlingen)"
        elif name in _NEED_REGIONS and not has_regions:
            why[name] = "needs STO-regio's (source kind sto-regios)"
    return tuple(name for name in TABLE_NAMES if name not in why), why


def tables_read(name: str) -> frozenset[str]:
    """Return the tables of a snapshot from which one of the monitor is computed.

    Table B3.6 rests on shares: on whatever those rest on, and on nothing else.
    """
    if name == SHARES:
        return frozenset()
    counted = "pupils" if name in _NEED_PUPILS else "offers"
    regions = ("vestigingen", "sto_regios") if name in _NEED_REGIONS else ()
    return frozenset((counted, *regions))


def monitor_table(
    name: str,
    *,
    offers: pd.DataFrame,
    pupils: pd.DataFrame | None = None,
    region_of: Mapping[str, str] | None = None,
    shares: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Compute one table of the monitor by its name.

    Raises
    ------
    UsageError
        If the name is unknown, or what the table needs is not given.
    """
    if name == "B3.5":
        return b3_5(offers)
    if name == SHARES and shares is not None:
        return b3_6(shares)
    if name in ("B3.1", "B3.3") and pupils is not None:
        return b3_1(pupils) if name == "B3.1" else b3_3(pupils)
    if name == "B3.4" and pupils is not None and region_of is not None:
        return b3_4(pupils, region_of)
    if name.startswith("Figure") and region_of is not None:
        figure = figure_b3_6 if name == "Figure B3.6" else figure_b3_7
        return figure(offers, region_of)
    message = (
        f"table {name!r} cannot be computed from this snapshot; known tables are "
        f"{', '.join(TABLE_NAMES)}"
    )
    raise UsageError(message)
