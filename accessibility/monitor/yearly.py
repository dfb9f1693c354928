"""Tables of the monitor that follow the years: girls, regions, clusters of growth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import COMBINATIONS, TECHNISCH, Leerweg, Profiel
from accessibility.monitor.figures import (
    TOTAL,
    Line,
    as_table,
    b3_4,
    percent,
    third_years,
)
from accessibility.monitor.published import B3_2, B3_2_ITEMS
from accessibility.monitor.published_years import (
    B3_13,
    B3_15,
    B3_16,
    LAST_YEAR,
    nearest_year,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_TECHNICAL: Final = (*(p.value for p in TECHNISCH), *COMBINATIONS)
_COUNTED: Final = (*(p.value for p in Profiel), *COMBINATIONS)


def b3_2(
    pupils: pd.DataFrame, before: pd.DataFrame, region_of: Mapping[str, str]
) -> pd.DataFrame:
    """Table B3.2: STO-regio's in four clusters by growth, bl and kl together.

    A grew in techniek and in the rest, B fell in both, C grew in techniek only and D
    in the rest only; no change counts as growth.

    Parameters
    ----------
    pupils
        Table `pupils`.
    before
        The same of the school year before.
    region_of
        STO-regio of each BRIN6; vestigingen without one stay out.
    """
    both = clusters_of(pupils, before, region_of)
    rows = [
        Line("bl en kl", f"cluster {name}", item, value, printed)
        for name in B3_2
        for item, value, printed in zip(
            B3_2_ITEMS, _cluster(both[both.cluster == name]), B3_2[name], strict=True
        )
    ]
    return as_table("B3.2", rows)


def clusters_of(
    pupils: pd.DataFrame, before: pd.DataFrame, region_of: Mapping[str, str]
) -> pd.DataFrame:
    """Return the regions of table B3.2, each with its cluster.

    Parameters are those of `b3_2`.

    Returns
    -------
    pandas.DataFrame
        By region, third-years of bl and kl: `technical`, `others`, `technical_bl` and
        `bl`, each with `_now` and `_then`, 0 where a region has none; and `cluster`.
    """
    now, then = _per_region(pupils, region_of), _per_region(before, region_of)
    both = now.add_suffix("_now").join(then.add_suffix("_then"), how="outer")
    both = both.fillna(0.0)
    grew = both.technical_now >= both.technical_then
    others_grew = both.others_now >= both.others_then
    cluster = np.select(
        [grew & others_grew, ~grew & ~others_grew, grew], ["A", "B", "C"], default="D"
    )
    return both.assign(cluster=cluster)


def _per_region(pupils: pd.DataFrame, region_of: Mapping[str, str]) -> pd.DataFrame:
    """Return technical third-years, others, and those of bl, of bl and kl."""
    counts = third_years(pupils)
    counts = counts.assign(region=counts.brin6.map(region_of)).dropna(subset="region")
    inside = counts.leerweg.isin([Leerweg.BL, Leerweg.KL])
    counts = counts[inside & counts.profiel.isin(_COUNTED)]
    technical, bl = counts.profiel.isin(_TECHNICAL), counts.leerweg == Leerweg.BL
    parts = {
        "technical": technical,
        "others": ~technical,
        "technical_bl": technical & bl,
        "bl": bl,
    }
    sums = {
        name: counts[part].groupby("region").students.sum()
        for name, part in parts.items()
    }
    return pd.DataFrame(sums).fillna(0.0)


def _cluster(regions: pd.DataFrame) -> tuple[float, ...]:
    total = regions.sum()
    return (
        float(len(regions)),
        float(total.technical_now),
        percent(total.technical_now, total.technical_now + total.others_now),
        percent(total.technical_bl_now, total.bl_now),
        percent(total.technical_now - total.technical_then, total.technical_then),
        percent(total.others_now - total.others_then, total.others_then),
    )


def b3_13(pupils: pd.DataFrame, year: int = LAST_YEAR) -> pd.DataFrame:
    """Table B3.13: girls among third-years per profiel and leerweg, in per cent."""
    column = nearest_year(year, B3_13)
    all_of = third_years(pupils).groupby(["leerweg", "profiel"]).students.sum()
    girls = third_years(pupils[pupils.sex == "v"])
    girls_of = girls.groupby(["leerweg", "profiel"]).students.sum()
    rows = [
        Line(
            leerweg.value,
            profiel.value,
            "% girls",
            percent(girls_of.get(key, 0.0), all_of.get(key, 0.0)),
            B3_13[column][leerweg].get(profiel),
        )
        for leerweg in Leerweg
        for profiel in Profiel
        for key in [(leerweg.value, profiel.value)]
    ]
    return as_table("B3.13", rows, column)


def b3_15(
    pupils: pd.DataFrame, region_of: Mapping[str, str], year: int = LAST_YEAR
) -> pd.DataFrame:
    """Table B3.15: mean over STO-regio's of the share of techniek, in per cent."""
    column = nearest_year(year, B3_15)
    counts = third_years(pupils)
    counts = counts.assign(region=counts.brin6.map(region_of)).dropna(subset="region")
    counts = counts[counts.profiel.isin(_COUNTED)]
    technical = counts[counts.profiel.isin(_TECHNICAL)].groupby("region").students.sum()
    whole = counts.groupby("region").students.sum()
    mean = float((100 * technical.reindex(whole.index).fillna(0.0) / whole).mean())
    note = "X24: each region counts as much; not the share of the country"
    line = Line(TOTAL, "techniek", "mean % over STO-regio's", mean, B3_15[column], note)
    return as_table("B3.15", [line], column)


def b3_16(
    pupils: pd.DataFrame, region_of: Mapping[str, str], year: int = LAST_YEAR
) -> pd.DataFrame:
    """Table B3.16: regions with an offer at more than one vestiging, in per cent."""
    column = nearest_year(year, B3_16)
    regions = b3_4(pupils, region_of).set_index(["leerweg", "profiel", "item"]).value
    rows = [
        Line(
            leerweg.value,
            profiel.value,
            "% of regions with an offer that have more vestigingen",
            percent(
                regions[leerweg.value, profiel.value, "regions_more_vestigingen"],
                regions[leerweg.value, profiel.value, "regions"],
            ),
            B3_16[column][leerweg].get(profiel),
        )
        for leerweg in Leerweg
        for profiel in TECHNISCH
    ]
    return as_table("B3.16", rows, column)
