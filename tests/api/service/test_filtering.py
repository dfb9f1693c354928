"""Conditions in CQL2: what each operator finds, and what is refused."""

from __future__ import annotations

import json
import re
import time

import numpy as np
import pandas as pd
import pytest
import shapely

from api.service.features import KINDS, RD_URI, FeatureTable
from api.service.filtering import LONGEST_FILTER, holds, read_filter
from api.service.problems import ProblemError


@pytest.fixture(scope="module")
def table() -> FeatureTable:
    """Four facilities: one without an owner, one without a place."""
    places = [shapely.Point(0, 0), shapely.Point(10, 0), shapely.box(0, 0, 4, 4), None]
    properties = pd.DataFrame(
        {
            "naam": ["Techlab Één", "techlab 2", "50% korting", "O'Brien_x"],
            "soort": ["techlab", "techlab", "hotspot", "mbo"],
            "eigenaar": ["B1", None, "B2", "B1"],
            "datum": ["2023-01-01", "2024-01-01", "2024-06-01", "2025-01-01"],
        }
    )
    ids = np.array(["1", "2", "3", "4"], dtype=object)
    shapes = np.array(places, dtype=object)
    return FeatureTable(KINDS["faciliteiten"], ids, {RD_URI: shapes}, properties)


def _found(table: FeatureTable, text: str) -> str:
    mask = holds(read_filter(text, is_json=False), table, RD_URI)
    return "".join(table.ids[mask])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("soort = 'techlab'", "12"),
        ("soort <> 'techlab'", "34"),
        ("datum > '2024-01-01'", "34"),
        ("datum >= DATE('2024-01-01')", "234"),
        ("eigenaar = 'B1'", "14"),
        # Who has no owner is neither one of B1 nor not one of B1.
        ("NOT eigenaar = 'B1'", "3"),
        ("eigenaar = 'B1' OR soort = 'techlab'", "124"),
        ("eigenaar IS NULL", "2"),
        ("eigenaar IS NOT NULL", "134"),
        ("eigenaar IN ('B1', 'B2')", "134"),
        ("eigenaar NOT IN ('B1')", "3"),
        ("datum BETWEEN '2024-01-01' AND '2024-12-31'", "23"),
        ("soort = 'mbo' OR soort = 'techlab' AND eigenaar = 'B1'", "14"),
        ("naam LIKE 'Techlab%'", "1"),
        ("CASEI(naam) LIKE CASEI('TECHLAB%')", "12"),
        ("ACCENTI(CASEI(naam)) = ACCENTI('techlab een')", "1"),
        ("naam LIKE '50\\% k_rting'", "3"),
        ("naam LIKE 'O''Brien\\_x'", "4"),
        ("naam LIKE '%b%2'", "2"),
        ("soort = eigenaar", ""),
        ("TRUE", "1234"),
        ("S_INTERSECTS(geometry, BBOX(-1, -1, 5, 5))", "13"),
        ("S_DISJOINT(geometry, BBOX(-1, -1, 5, 5))", "2"),
        ("S_WITHIN(geometry, BBOX(-1, -1, 5, 5))", "13"),
        ("S_CONTAINS(BBOX(-1, -1, 5, 5), geometry)", "13"),
        ("S_CONTAINS(geometry, POINT(1 1))", "3"),
        ("S_EQUALS(geometry, POINT(10 0))", "2"),
        ("S_TOUCHES(geometry, POINT(4 4))", "3"),
        ("S_CROSSES(geometry, LINESTRING(2 -2, 2 2))", "3"),
        ("S_OVERLAPS(geometry, POLYGON((2 2, 6 2, 6 6, 2 6, 2 2)))", "3"),
        ("geometry IS NULL", "4"),
        ("NOT S_INTERSECTS(geometry, BBOX(-1, -1, 5, 5))", "2"),
    ],
)
def test_conditions(table: FeatureTable, text: str, found: str) -> None:
    assert _found(table, text) == found


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("kleur = 'rood'", "kleur"),
        ("naam = 3", "3.0 is no text"),
        ("naam", "no condition"),
        ("'naam'", "no condition"),
        ("geheim(naam) = 'x'", "geheim"),
        ("T_AFTER(datum, TIMESTAMP('2020-01-01T00:00:00Z'))", "t_after"),
        ("A_CONTAINS(naam, ('a'))", "a_contains"),
        ("S_INTERSECTS(naam, POINT(1 1))", "geometry"),
        ("S_INTERSECTS(geometry, geometry)", "geometry"),
        ("naam LIKE eigenaar", "pattern"),
        ("naam = ", "at sign 8"),
        ("S_WITHIN(geometry, POLYGON((0 0, 1 1)))", "no place"),
    ],
)
def test_what_is_refused_is_named(table: FeatureTable, text: str, named: str) -> None:
    with pytest.raises(ProblemError, match=re.escape(named)) as caught:
        _found(table, text)
    assert caught.value.status == 400


@pytest.mark.parametrize(
    "text",
    [
        "(" * 900 + "naam='x'" + ")" * 900,
        "NOT " * 450 + "naam='x'",
        "NOT " * 200 + "naam='x'",
        "naam = " + "-" * 1_500 + "1",
        "naam = '" + "x" * LONGEST_FILTER + "'",
        "(" * 5_000,
    ],
)
def test_no_depth_breaks_the_process(table: FeatureTable, text: str) -> None:
    with pytest.raises(ProblemError, match=r"parts within parts|signs"):
        _found(table, text)


@pytest.mark.parametrize(
    "document",
    [
        {"op": "and", "args": []},
        {"op": "=", "args": [{"property": "naam"}]},
        {"op": "drop", "args": [1]},
        [1],
        "x",
        {"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Point"}]},
    ],
)
def test_json_that_is_no_condition(table: FeatureTable, document: object) -> None:
    with pytest.raises(ProblemError):
        holds(read_filter(json.dumps(document), is_json=True), table, RD_URI)


def test_no_pattern_takes_long(table: FeatureTable) -> None:
    begun = time.perf_counter()
    assert _found(table, "naam LIKE '" + "%e" * 400 + "Q'") == ""
    assert time.perf_counter() - begun < 1.0


def test_the_same_in_text_and_json(table: FeatureTable) -> None:
    document = {
        "op": "and",
        "args": [
            {"op": "like", "args": [{"property": "soort"}, "tech%"]},
            {
                "op": "not",
                "args": [{"op": "isNull", "args": [{"property": "eigenaar"}]}],
            },
        ],
    }
    tree = read_filter(json.dumps(document), is_json=True)
    found = "".join(table.ids[holds(tree, table, RD_URI)])
    assert found == _found(table, "soort LIKE 'tech%' AND eigenaar IS NOT NULL") == "1"
