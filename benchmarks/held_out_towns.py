"""Hold shares with their ends against three made towns whose every home is known.

    python -m benchmarks.held_out_towns [--countries N]

A dense town, a village along a road and a town split by water, in squares of 100 m with
children. Bereik is told how many children each postcode has and where primary schools
are, never where the children live; ten profielen in three leerwegen are thirty sets of
schools. Writes benchmarks/results/held_out_towns.md.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from accessibility.codes import PROFIEL_CHOICES, TECHNIEK, AreaKind, Leerweg
from accessibility.questions import Question
from accessibility.snapshot import Manifest, Snapshot
from accessibility.study import Study
from benchmarks.machine import write_result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

AREAS: Final = ("gemeente", "provincie", "corop", "rmc", "sto_regio")
PROFIELEN: Final = tuple(one for one in PROFIEL_CHOICES if one != TECHNIEK)
COUNTRIES: Final = 4
THRESHOLDS_M: Final = (5_000.0, 10_000.0, 15_000.0)
LAYOUTS: Final = ("schools", "area", "centre")
LEVELS: Final = (AreaKind.PC4, AreaKind.GEMEENTE, AreaKind.NL)
_SQUARE_M: Final = 100.0
_APART_M: Final = 60_000.0
_PER_SCHOOL: Final = 250
_EVEN: Final = 1e-9


@dataclass(frozen=True)
class Town:
    """What a town is made of: where its land is cut, and how children live on it.

    Parameters
    ----------
    name
        What it is like.
    columns, rows
        Postcodes from west to east and from south to north.
    side_m
        Of a postcode.
    """

    name: str
    columns: int
    rows: int
    side_m: float

    def children(
        self, x_m: NDArray[np.float64], y_m: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return how many children to expect in squares, seen from the south-west."""
        width, height = self.columns * self.side_m, self.rows * self.side_m
        if self.name == DENSE:
            away = np.hypot(x_m - width / 2, y_m - height / 2)
            return np.asarray(6.0 * np.exp(-((away / (0.4 * width)) ** 2)))
        if self.name == RIBBON:
            road = height / 2 + 0.15 * height * np.sin(x_m / width * 2 * np.pi)
            beside = np.abs(y_m - road) < 1.5 * _SQUARE_M
            return np.where(beside, 3.0, 0.005)
        bank = np.abs(x_m - width / 2 - 0.1 * width * np.sin(y_m / height * 3))
        on_land = bank > 0.1 * width
        near = np.exp(-bank / (0.25 * width))
        return np.where(on_land, 3.0 * near, 0.0)


DENSE: Final = "dense"
RIBBON: Final = "along a road"
SPLIT: Final = "split by water"
TOWNS: Final = (
    Town(DENSE, 6, 5, 1_200.0),
    Town(RIBBON, 6, 4, 3_000.0),
    Town(SPLIT, 6, 5, 1_800.0),
)


@dataclass(frozen=True)
class Country:
    """Three towns: what is published of them, and where children really live.

    Parameters
    ----------
    snapshot
        Postcodes, inhabitants, primary schools, vestigingen and offers.
    squares
        Columns `x_m`, `y_m`, `children`, `pc4` and `gemeente`, one row a square.
    """

    snapshot: Snapshot
    squares: pd.DataFrame


def country(seed: int) -> Country:
    """Return three towns with schools around them, other ones by seed."""
    rng = np.random.default_rng(seed)
    towns = [_squares_of(town, k, rng) for k, town in enumerate(TOWNS)]
    squares = pd.concat(towns, ignore_index=True)
    cells = pd.concat([_cells_of(town, k) for k, town in enumerate(TOWNS)])
    areas = gpd.GeoDataFrame(cells, geometry="geometry", crs=28992)
    counted = squares.groupby("pc4").children.sum().reindex(areas.pc4).fillna(0)
    inhabitants = pd.DataFrame(
        {"pc4": areas.pc4.to_numpy(), "age_from": 10, "age_to": 14}
    ).assign(inhabitants=counted.to_numpy(np.float64))
    sites = _vestigingen(rng)
    tables = {
        "vestigingen": sites,
        "offers": _offers(sites, rng),
        "postcodes": _postcodes(areas),
        "pc4_areas": areas[["pc4", "geometry"]],
        "inhabitants": inhabitants,
        "basisscholen": _primary_schools(squares, rng),
    }
    return Country(Snapshot(Manifest("towns", example=True, dates={}), tables), squares)


def _corner(k: int) -> tuple[float, float]:
    return 60_000.0 + _APART_M * k, 450_000.0


def _squares_of(town: Town, k: int, rng: np.random.Generator) -> pd.DataFrame:
    across, up = (
        np.arange(_SQUARE_M / 2, n * town.side_m, _SQUARE_M)
        for n in (town.columns, town.rows)
    )
    x_m, y_m = (part.ravel() for part in np.meshgrid(across, up))
    children = rng.poisson(town.children(x_m, y_m))
    column, row = (x_m // town.side_m).astype(int), (y_m // town.side_m).astype(int)
    west_m, south_m = _corner(k)
    frame = pd.DataFrame(
        {
            "x_m": west_m + x_m,
            "y_m": south_m + y_m,
            "children": children,
            "pc4": [_code(k, i, j) for i, j in zip(column, row, strict=True)],
            "gemeente": f"T{k}",
        }
    )
    return frame[frame.children > 0]


def _code(k: int, column: int, row: int) -> str:
    return f"{k + 1}{column}{row}0"


def _cells_of(town: Town, k: int) -> pd.DataFrame:
    west_m, south_m = _corner(k)
    side = town.side_m
    rows = [
        (
            _code(k, i, j),
            f"T{k}",
            shapely.box(
                west_m + i * side,
                south_m + j * side,
                west_m + (i + 1) * side,
                south_m + (j + 1) * side,
            ),
        )
        for i in range(town.columns)
        for j in range(town.rows)
    ]
    return pd.DataFrame(rows, columns=["pc4", "gemeente", "geometry"])


def _postcodes(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    table = gpd.GeoDataFrame(
        {"pc4": areas.pc4, "plaats": areas.gemeente}, geometry=areas.centroid
    )
    for column in AREAS:
        table[column] = areas.gemeente
    return table.assign(sto_regio_how="table").reset_index(drop=True)


def _primary_schools(
    squares: pd.DataFrame, rng: np.random.Generator
) -> gpd.GeoDataFrame:
    parts = [
        town.sample(
            max(1, round(town.children.sum() / _PER_SCHOOL)),
            weights=town.children,
            random_state=rng,
        )
        for _, town in squares.groupby("gemeente")
    ]
    there = pd.concat(parts)
    codes = [f"S{k:05d}" for k in range(len(there))]
    return gpd.GeoDataFrame(
        {"brin6": codes, "naam": codes, "plaats": None, "pc4": None, "pupils": np.nan},
        geometry=gpd.points_from_xy(there.x_m, there.y_m),
        crs=28992,
    )


def _vestigingen(rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Return schools in and around each town, up to 20 km off."""
    places = []
    for k, town in enumerate(TOWNS):
        west_m, south_m = _corner(k)
        middle = np.array([town.columns, town.rows]) * town.side_m / 2
        turn, away = rng.uniform(0, 2 * np.pi, 14), rng.uniform(0, 20_000.0, 14)
        at = np.column_stack([np.cos(turn), np.sin(turn)]) * away[:, None]
        places.append(np.array([west_m, south_m]) + middle + at)
    x_m, y_m = np.concatenate(places).T
    codes = [f"V{j:05d}" for j in range(len(x_m))]
    sites = gpd.GeoDataFrame(
        {"brin6": codes, "naam": codes, "plaats": "Dorp", "postcode": None},
        geometry=gpd.points_from_xy(x_m, y_m),
        crs=28992,
    )
    for column in ("pc4", *AREAS, "bestuur", "denominatie", "structuur"):
        sites[column] = "A"
    return sites.assign(placed="address")


def _offers(sites: gpd.GeoDataFrame, rng: np.random.Generator) -> pd.DataFrame:
    keys = [
        (brin6, profiel, leerweg.value)
        for brin6 in sites.brin6
        for profiel in PROFIELEN
        for leerweg in Leerweg
        if rng.random() < 1 / 5
    ]
    offers = pd.DataFrame(keys, columns=["brin6", "profiel", "leerweg"])
    counts = {f"students{end}": 20.0 for end in ("_low", "", "_high")}
    return offers.assign(**counts, evidence="counted")


def told_and_true(made: Country, layout: str, per: AreaKind) -> pd.DataFrame:
    """Return every share that is told of a division, and the true one beside it.

    Parameters
    ----------
    made
        From `country`.
    layout
        Points that stand for a postcode.
    per
        The division.

    Returns
    -------
    pandas.DataFrame
        Columns of the shares, and `truth`.
    """
    question = Question(
        within=THRESHOLDS_M,
        per=per,
        students="inhabitants:10-14",
        points=layout,
        profielen=PROFIELEN,
    )
    told = Study(made.snapshot).answer(question).table
    keys = ["threshold", "area_code", "profiel", "leerweg"]
    truth = pd.concat(
        [_truth(made, pair, per) for pair in question.pairs], ignore_index=True
    )
    return told.merge(truth, on=keys, how="inner")


def _truth(made: Country, pair: tuple[str, Leerweg], per: AreaKind) -> pd.DataFrame:
    squares, offers = made.squares, made.snapshot.offers
    asked = (offers.profiel == pair[0]) & (offers.leerweg == pair[1].value)
    sites = made.snapshot.vestigingen
    there = sites[sites.brin6.isin(offers.brin6[asked])].geometry
    tree = cKDTree(np.column_stack([there.x, there.y]))
    distance, _ = tree.query(squares[["x_m", "y_m"]].to_numpy())
    area = {
        AreaKind.PC4: squares.pc4,
        AreaKind.GEMEENTE: squares.gemeente,
        AreaKind.NL: pd.Series("NL", index=squares.index),
    }[per]
    frames = []
    for threshold in THRESHOLDS_M:
        near = squares.children.where(distance <= threshold, 0)
        share = near.groupby(area).sum() / squares.children.groupby(area).sum()
        frames.append(
            pd.DataFrame({"area_code": share.index, "truth": share.to_numpy()}).assign(
                threshold=threshold, profiel=pair[0], leerweg=pair[1].value
            )
        )
    return pd.concat(frames, ignore_index=True)


def judged(cells: pd.DataFrame) -> dict[str, float]:
    """Return how often the truth lies inside, and how wide the ends are.

    Parameters
    ----------
    cells
        From `told_and_true`, of one layout and level; those whose guaranteed ends are
        one are not cut by any circle, and left out of the likely ones.
    """
    sure = (cells.share_low - _EVEN <= cells.truth) & (
        cells.truth <= cells.share_high + _EVEN
    )
    cut = cells[cells.share_high - cells.share_low > _EVEN]
    likely = (cut.likely_low - _EVEN <= cut.truth) & (
        cut.truth <= cut.likely_high + _EVEN
    )
    return {
        "cells": len(cells),
        "guaranteed": float(sure.mean()),
        "cut": len(cut),
        "likely": float(likely.mean()),
        "guaranteed_width": float((cut.share_high - cut.share_low).mean()),
        "likely_width": float((cut.likely_high - cut.likely_low).mean()),
        "error": float((cut.share - cut.truth).abs().mean()),
    }


def lines_of(countries: Sequence[Country]) -> list[str]:
    """Return the page: a row per layout, division and town."""
    lines = [
        (
            f"{len(countries)} times three towns, 30 sets of schools, thresholds of 5, "
            "10 and 15 km in a straight line. *Held*: the part of the cells in which "
            "the truth lies inside the ends; likely ones of cells that a circle cuts. "
            "Widths and error in points of the share, means over cells that are cut."
        ),
        "",
        (
            "| points | cells | number | guaranteed held | cut | likely held | "
            "guaranteed width | likely width | error |"
        ),
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for layout in LAYOUTS:
        for per in LEVELS:
            cells = pd.concat([told_and_true(one, layout, per) for one in countries])
            for name, some in _parts(cells, per):
                lines.append(_line(f"{layout} | {name}", judged(some)))
    return lines


def _parts(cells: pd.DataFrame, per: AreaKind) -> list[tuple[str, pd.DataFrame]]:
    """Return all cells of a division, and those of each town."""
    parts = [(per.value, cells)]
    if per is AreaKind.NL:
        return parts
    first = cells.area_code.str[0] if per is AreaKind.PC4 else cells.area_code.str[1]
    codes = "123" if per is AreaKind.PC4 else "012"
    return parts + [
        (f"{per.value}, {town.name}", cells[first == code])
        for town, code in zip(TOWNS, codes, strict=True)
    ]


def _line(name: str, found: dict[str, float]) -> str:
    return (
        f"| {name} | {found['cells']:.0f} | {found['guaranteed']:.2%} | "
        f"{found['cut']:.0f} | {found['likely']:.1%} | "
        f"{100 * found['guaranteed_width']:.1f} | {100 * found['likely_width']:.1f} | "
        f"{100 * found['error']:.1f} |"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure everything and write `benchmarks/results/held_out_towns.md`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--countries", type=int, default=COUNTRIES)
    options = parser.parse_args(arguments)
    countries = [country(seed) for seed in range(options.countries)]
    path = write_result("held_out_towns", "Three held-out towns", lines_of(countries))
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
