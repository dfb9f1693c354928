"""The table of every measure, with small groups in it: no number of theirs is left."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import pytest

from accessibility import measures
from accessibility.codes import AreaKind, Denominator, Leerweg, Mode, Unit
from accessibility.counting import ROW_KEYS, concealed, protected
from accessibility.measures import (
    PLACE_FIGURES,
    access,
    access_inside,
    all_pairs,
    attendance,
    beside_nearest,
    choice,
    either_postcodes,
    flips,
    nearest_offers,
    postcode_table,
    proximity,
)
from accessibility.measures.two_ways import Ways
from accessibility.questions import OtherWay, Question
from tests.pupils_on_a_line import AFTER, BEFORE, THRESHOLD, country, reach_of

if TYPE_CHECKING:
    from collections.abc import Callable

STUDENTS = protected(country(1), threshold=THRESHOLD)
REACH = reach_of(STUDENTS)
NEAREST = nearest_offers(REACH, BEFORE)
FEW = (
    np.arange(STUDENTS.n_postcodes)
    == np.flatnonzero(STUDENTS.by_postcode(Denominator.LEERWEG, Leerweg.GL)[1] == 0)[0]
)


def _flows() -> pd.DataFrame:
    """Return one flow of 20 and one of 3 pupils to their own vestiging."""
    flows = pd.DataFrame({"pc4": ["A000", "A001"], "brin6": "X1"})
    flows = flows.assign(profiel=["PIE", "BWI"], leerweg="gl", students=[20.0, 3.0])
    return flows.assign(students_low=flows.students, students_high=flows.students)


def _postcodes() -> pd.DataFrame:
    return postcode_table(
        NEAREST,
        REACH,
        STUDENTS,
        pair=("PIE", Leerweg.GL),
        within=5_000.0,
        denominator=Denominator.LEERWEG,
    )


def _flips() -> pd.DataFrame:
    return flips(
        NEAREST,
        nearest_offers(REACH, AFTER),
        STUDENTS,
        within=5_000.0,
        denominator=Denominator.LEERWEG,
    )


def _access() -> pd.DataFrame:
    return access(
        REACH,
        BEFORE,
        STUDENTS,
        per=AreaKind.PC4,
        denominator=Denominator.LEERWEG,
    )


def _choice() -> pd.DataFrame:
    table = choice(
        REACH,
        BEFORE,
        STUDENTS,
        per=AreaKind.PC4,
        denominator=Denominator.LEERWEG,
    )
    groups = table.groupby(["area_code", "leerweg"])
    return table.assign(pupils=groups.students.transform("sum"))


def _either() -> pd.DataFrame:
    question = Question(
        within=(5_000.0,),
        profielen=("PIE",),
        leerwegen=(Leerweg.GL,),
        denominator=Denominator.LEERWEG,
        or_else=OtherWay(Mode.STRAIGHT, 9_000.0, Unit.METRES),
    )
    table = _postcodes()
    both: Ways = (NEAREST, NEAREST), [None, None]
    return either_postcodes((table, table), both, STUDENTS, question)


OF_GROUPS: Final[dict[str, Callable[[], pd.DataFrame]]] = {
    "access": _access,
    "access_inside": lambda: access_inside(
        REACH,
        BEFORE,
        STUDENTS,
        within=(10_000.0,),
        pairs=all_pairs(),
        denominator=Denominator.LEERWEG,
        inside=FEW,
    ),
    "attendance": lambda: attendance(REACH, _flows(), STUDENTS),
    "beside_nearest": lambda: beside_nearest(REACH, NEAREST, _flows(), STUDENTS),
    "choice": _choice,
    "either_postcodes": _either,
    "flips": _flips,
    "postcode_table": _postcodes,
    "proximity": lambda: proximity(
        REACH, REACH.destination_ids.tolist(), STUDENTS, per=AreaKind.PC4
    ),
}
"""Tables with a number of students in each row."""

NOT_OF_GROUPS: Final = {
    "inside_by_nearest": "what `access_inside` computes",
    "access_by_nearest": "what `access` computes, from nearest offers that are known",
    "by_denominator": "shares of `access` side by side, shown for the country",
    "detour_factors": "places alone",
    "detours_per_area": "places alone",
    "gaps": "places alone; part of `postcode_table`",
    "nearest_per_postcode": "places alone",
    "point_sensitivity": "shares of the country",
    "with_area_names": "names only",
}


def test_every_measure_is_known_here() -> None:
    tables = {
        name
        for name in measures.__all__
        if inspect.isfunction(made := getattr(measures, name))
        and made.__annotations__["return"] == "pd.DataFrame"
    }
    assert tables <= {*OF_GROUPS, *NOT_OF_GROUPS}


@pytest.mark.parametrize("name", OF_GROUPS)
def test_small_groups_show_keys_and_places_only(name: str) -> None:
    table = OF_GROUPS[name]()
    column = "pupils" if "pupils" in table else "students"
    if name == "flips":
        table = pd.concat([table, table.assign(students=0.0)], ignore_index=True)
    safe = concealed(table, threshold=10, students=column, keys=PLACE_FIGURES)
    rows = safe[safe.suppressed]
    assert len(rows) > 0
    shown = {
        kept
        for kept in rows.columns[rows.notna().any()]
        if not isinstance(rows[kept].dtype, pd.StringDtype) and kept != "suppressed"
    }
    text = {"reason", "brin6", "near_brin6", "change", "profiel", "leerweg", "pc4"}
    assert shown <= {*ROW_KEYS, *PLACE_FIGURES, *text}
    assert safe[~safe.suppressed][column].ge(10).all()
