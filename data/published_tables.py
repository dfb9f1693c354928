"""Tables of a snapshot that may leave it: for SQL, as Parquet, in PostGIS.

Numbers of students are the rounded ones that every other answer is made from, so that
no query, however often it is asked, tells more than those answers do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from accessibility.codes import AreaKind, Mode, Unit
from accessibility.headers import header_of, points_note
from accessibility.places import RD_NEW
from accessibility.questions import AUTO, Question
from accessibility.reach_table import (
    DEFAULT_LIMIT_M,
    DEFAULT_LIMIT_S,
    DS_PER_S,
    NOT_FOUND,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.questions import Header
    from accessibility.reach_table import ReachTable
    from accessibility.study import Study


@dataclass(frozen=True)
class Column:
    """A column of a published table.

    Parameters
    ----------
    name
        As in SQL.
    kind
        Its type in SQL.
    about
        What it holds, with its unit.
    """

    name: str
    kind: str
    about: str


_DIVISIONS: Final = tuple(
    Column(kind.column, "VARCHAR", f"code of its {kind.value}")
    for kind in AreaKind
    if kind not in {AreaKind.NL, AreaKind.PC4}
)
_PLACE: Final = (
    Column("x_m", "DOUBLE", "east, metres in EPSG:28992; NULL without a place"),
    Column("y_m", "DOUBLE", "north, metres in EPSG:28992; NULL without a place"),
)

SCHEMA: Final[Mapping[str, tuple[Column, ...]]] = {
    "students": (
        Column("pc4", "VARCHAR", "postcode of four digits"),
        Column("leerweg", "VARCHAR", "bl, kl, gl or route; empty if not known"),
        Column("students", "DOUBLE", "estimate in persons, rounded for disclosure"),
    ),
    "postcodes": (
        Column("pc4", "VARCHAR", "postcode of four digits"),
        *_DIVISIONS,
        *_PLACE,
    ),
    "vestigingen": (
        Column("brin6", "VARCHAR", "code of the school site"),
        Column("naam", "VARCHAR", "its name"),
        Column("pc4", "VARCHAR", "its postcode"),
        *_DIVISIONS,
        *_PLACE,
    ),
    "offers": (
        Column("brin6", "VARCHAR", "code of the school site"),
        Column("profiel", "VARCHAR", "BWI, MaT, MVI, M&T, PIE and the others"),
        Column("leerweg", "VARCHAR", "bl, kl or gl"),
        Column("evidence", "VARCHAR", "what the offer is known from"),
    ),
    "areas": (
        Column("area_kind", "VARCHAR", "gemeente, provincie, corop, rmc, sto_regio"),
        Column("area_code", "VARCHAR", "as in the other tables"),
        Column("area_name", "VARCHAR", "as people say it"),
    ),
    "points": (
        Column("point_id", "VARCHAR", "point that stands for students of a postcode"),
        Column("pc4", "VARCHAR", "the postcode"),
        Column("mode", "VARCHAR", "by which it is measured; weights may differ"),
        Column("weight", "DOUBLE", "part of the postcode's students, 0 to 1"),
    ),
    "reach": (
        Column("point_id", "VARCHAR", "from this point"),
        Column("brin6", "VARCHAR", "to this school site"),
        Column("mode", "VARCHAR", "straight, bike, walk, car or ov"),
        Column("distance_cm", "INTEGER", "shortest way, whole centimetres"),
        Column("time_s", "DOUBLE", "fastest way, seconds, one decimal"),
    ),
}
"""Tables and columns; what is beyond the limit of a mode has no row in `reach`."""

_KEYS: Final = ["point_id", "brin6", "mode"]
_LIMIT: Final = {Unit.METRES: DEFAULT_LIMIT_M, Unit.SECONDS: DEFAULT_LIMIT_S}
_COST: Final = {Unit.METRES: "distance_cm", Unit.SECONDS: "time_s"}


@dataclass(frozen=True, eq=False)
class PublishedTables:
    """The tables by name, and what a reader must know of them.

    Parameters
    ----------
    tables
        As `SCHEMA` describes them.
    header
        Dates and sources of what they were made from.
    """

    tables: Mapping[str, pd.DataFrame]
    header: Header


def published_tables(
    study: Study,
    *,
    modes: Sequence[Mode] = (Mode.STRAIGHT,),
    students: str = AUTO,
    smallest: int | None = None,
    points: str = AUTO,
) -> PublishedTables:
    """Return the tables of a snapshot that may leave it.

    Parameters
    ----------
    study
        The snapshot.
    modes
        Modes of the table `reach`, in metres and in seconds where they have both.
    students
        Demand model of the table `students`.
    smallest
        Multiple that its numbers are rounded to; None for the rule of the model.
    points
        Which points stand for a postcode in `points` and `reach`.

    Raises
    ------
    MissingDataError
        If the snapshot has no roads or timetable for a mode.
    """
    for mode in modes:
        study.require_mode(mode)
    by_mode = {
        mode: study.students_for(
            Question(
                mode=mode,
                within=(_LIMIT[mode.usual_unit],),
                unit=mode.usual_unit,
                students=students,
                smallest=smallest,
                points=points,
            )
        )
        for mode in modes
    }
    people = by_mode[modes[0]]
    tables = {
        "students": _counts(people),
        "postcodes": _placed(study.snapshot.postcodes),
        "vestigingen": _placed(study.snapshot.vestigingen),
        "offers": study.snapshot.offers,
        "areas": _areas(study),
        "points": _points(by_mode),
        "reach": _reach(study, by_mode),
    }
    return PublishedTables(
        {name: _as_told(name, table) for name, table in tables.items()},
        _header(study, people, modes),
    )


def with_points(table: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return a table with points made from `x_m` and `y_m`, in EPSG:28992."""
    points = gpd.points_from_xy(table.x_m, table.y_m)
    unknown = table.x_m.isna().to_numpy()
    shapes = gpd.GeoSeries(points, index=table.index, crs=RD_NEW).mask(unknown)
    return gpd.GeoDataFrame(table, geometry=shapes, crs=RD_NEW)


def _as_told(name: str, table: pd.DataFrame) -> pd.DataFrame:
    columns = [column.name for column in SCHEMA[name]]
    return table.reindex(columns=columns).reset_index(drop=True)


def _counts(people: Students) -> pd.DataFrame:
    keys = ["pc4", "leerweg"]
    return people.counts.groupby(keys, as_index=False)[["students"]].sum()


def _placed(places: gpd.GeoDataFrame) -> pd.DataFrame:
    table = pd.DataFrame(places.drop(columns=places.geometry.name))
    return table.assign(x_m=places.geometry.x, y_m=places.geometry.y)


def _areas(study: Study) -> pd.DataFrame:
    rows = [
        (kind.column, code, name)
        for kind in AreaKind
        if kind not in {AreaKind.NL, AreaKind.PC4}
        for code, name in sorted(study.area_names(kind).items())
    ]
    return pd.DataFrame(rows, columns=[column.name for column in SCHEMA["areas"]])


def _points(by_mode: Mapping[Mode, Students]) -> pd.DataFrame:
    frames = [
        pd.DataFrame(
            {
                "point_id": people.points.ids,
                "pc4": people.postcodes.pc4.to_numpy()[people.point_pc4],
                "mode": mode.value,
                "weight": people.point_weight,
            }
        )
        for mode, people in by_mode.items()
    ]
    return pd.concat(frames, ignore_index=True)


def _reach(study: Study, by_mode: Mapping[Mode, Students]) -> pd.DataFrame:
    frames = []
    for mode, people in by_mode.items():
        tables = {unit: study.reach(people, mode, unit) for unit in mode.record.units}
        costs = [_cost(table, unit) for unit, table in tables.items()]
        some = next(iter(tables.values()))
        frames.append(_named(pd.concat(costs, axis=1).sort_index(), some, mode))
    # Names as categories: eight million ways would not fit in memory as words.
    names = {
        name: union_categoricals([frame[name] for frame in frames]).categories
        for name in _KEYS
    }
    for frame in frames:
        for name in _KEYS:
            frame[name] = frame[name].cat.set_categories(names[name])
    table = pd.concat(frames, ignore_index=True)
    if "distance_cm" in table:
        table["distance_cm"] = table["distance_cm"].astype("Int32")
    return table


def _cost(reach: ReachTable, unit: Unit) -> pd.Series:
    """Return the cost of every way by its number: of its point, then of its goal."""
    cost = reach.cost(unit)
    found = np.flatnonzero(cost != NOT_FOUND)
    site = np.repeat(np.arange(reach.n_destinations), np.diff(reach.indptr))[found]
    way = reach.point[found].astype(np.int64) * reach.n_destinations + site
    value = cost[found] / DS_PER_S if unit is Unit.SECONDS else cost[found]
    return pd.Series(value, index=way, name=_COST[unit])


def _named(costs: pd.DataFrame, reach: ReachTable, mode: Mode) -> pd.DataFrame:
    """Return the costs of ways with the names of what they lead from and to."""
    way = costs.index.to_numpy()
    sites = reach.destination_ids
    names = {
        "point_id": _category(way // len(sites), reach.point_ids),
        "brin6": _category(way % len(sites), sites),
        "mode": _category(np.zeros(len(way), np.int64), np.array([mode.value])),
    }
    return pd.concat([pd.DataFrame(names), costs.reset_index(drop=True)], axis=1)


def _category(codes: NDArray[np.int64], names: NDArray[np.str_]) -> pd.Series:
    kind = pd.CategoricalDtype(names.tolist())
    return pd.Series(pd.Categorical.from_codes(codes, dtype=kind))


def _header(study: Study, people: Students, modes: Sequence[Mode]) -> Header:
    # The last mode in the order of the codes rests on all that the others do.
    furthest = max(modes, key=list(Mode).index)
    question = Question(mode=furthest, per=AreaKind.GEMEENTE)
    notes = f"students: {people.method}", people.assumption, points_note(people)
    header = header_of(study.snapshot, question, people, notes=notes)
    asked = {
        "modes": [mode.value for mode in modes],
        "students": people.method,
        "smallest": people.rounded_to,
        "points": people.layout,
    }
    return replace(header, question=asked)
