"""Placing schools, areas of postcodes, joined polygons, and offers."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point, box

from accessibility.tables import SCHEMAS
from data.area_files import empty_areas
from data.area_table import area_table
from data.home_areas import (
    fill_rmc,
    fill_sto_regio,
    pc4_points,
    postcode_table,
)
from data.offers import Evidence, offers_table
from data.placing import place_schools

RD = "EPSG:28992"


def _squares(*codes: str) -> gpd.GeoDataFrame:
    """Squares of 1 km in a row from x 100 000, y 400 000."""
    shapes = [
        box(100_000 + i * 1000, 400_000, 101_000 + i * 1000, 401_000)
        for i in range(len(codes))
    ]
    return gpd.GeoDataFrame({"pc4": codes}, geometry=shapes, crs=RD)


def _locations(rows: list[tuple[str, str, float]]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {
            "brin6": [brin6 for brin6, _, _ in rows],
            "postcode": [postcode for _, postcode, _ in rows],
            "pc4": [postcode[:4] for _, postcode, _ in rows],
            "soort": ["basisschool" if b == "B" else "VBO" for b, _, _ in rows],
        },
        geometry=[Point(x, 400_000) for _, _, x in rows],
        crs=RD,
    )


def _schools(rows: list[tuple[str, str | None]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["brin6", "postcode"]).astype("str")
    return frame.assign(pc4=frame.postcode.str[:4])


def test_how_schools_are_placed() -> None:
    schools = _schools(
        [
            ("two", "1001 AB"),
            ("moved", "1001 AB"),
            ("merged", "1002 CD"),
            ("primary", "1003 EF"),
            ("pc4", "1004 ZZ"),
            ("nowhere", "9999 ZZ"),
            ("unknown", None),
            ("found", None),
        ]
    )
    locations = _locations(
        [
            ("two", "1009XX", 1),
            ("two", "1001AB", 2),
            ("moved", "1008XX", 3),
            ("moved", "1008XX", 3),
            ("B", "1002CD", 4),
            ("other", "1002CD", 5),
            ("B", "1003EF", 6),
            ("found", "1001ZZ", 7),
        ]
    )
    points = gpd.GeoSeries([Point(8, 400_000)], index=["1004"], crs=RD)
    placed, findings = place_schools(schools, locations, points)
    x = dict(zip(placed.brin6, placed.geometry.x, strict=True))
    assert {name: x[name] for name in list(x)[:5]} == {
        "two": 2,
        "moved": 3,
        "merged": 5,
        "primary": 6,
        "pc4": 8,
    }
    assert x["found"] == 7
    how = dict(zip(placed.brin6, placed.placed, strict=True))
    assert [name for name, h in how.items() if h == "address"] == [
        "two",
        "moved",
        "found",
    ]
    assert [name for name, h in how.items() if h == "none"] == ["nowhere", "unknown"]
    assert dict(zip(placed.brin6, placed.pc4, strict=True))["found"] == "1001"
    told = {f.what: f for f in findings}
    # The same point twice (one file given as two sources) is no duplicate.
    assert told["duplicate location"].examples == ("two",)
    assert told["location at another postcode"].examples == ("moved",)
    at_six = told["placed: at a school of the same postcode"]
    assert at_six.examples == ("merged", "primary")


def test_schools_without_any_location() -> None:
    points = pc4_points(_squares("1001"))
    placed, _ = place_schools(_schools([("a", "1001 AB")]), None, points)
    assert placed.placed.tolist() == ["postcode"]
    placed, _ = place_schools(_schools([("a", "1001 AB")]), None, pc4_points(None))
    assert placed.placed.tolist() == ["none"]


def _gebieden() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {
            "area_kind": ["gemeente", "gemeente"],
            "area_code": ["GM1", "GM2"],
            "area_name": ["'s-Hier", "Daar"],
        },
        geometry=[
            box(100_000, 400_000, 102_000, 401_000),
            box(102_000, 400_000, 104_000, 401_000),
        ],
        crs=RD,
    )


def _known(rows: dict[str, str | None]) -> pd.DataFrame:
    columns = ["plaats", "gemeente", "provincie", "corop", "rmc", "sto_regio"]
    frame = pd.DataFrame({"pc4": list(rows)}).reindex(columns=["pc4", *columns])
    return frame.assign(gemeente=pd.Series(rows.values())).astype("str")


def test_areas_of_postcodes() -> None:
    points = pc4_points(_squares("1001", "1002", "1003", "1004"))
    known = _known(
        {"1001": "S HIER", "1002": None, "1003": "Vroeger", "1099": "Vroeger"}
    )
    table, findings = postcode_table(points, known, ["1055"], _gebieden())
    gemeente = dict(zip(table.pc4, table.gemeente.fillna("none"), strict=True))
    assert gemeente == {
        "1001": "GM1",
        "1002": "GM1",
        "1003": "GM2",
        "1004": "GM2",
        "1055": "none",
        "1099": "Vroeger",
    }
    told = {f.what: f for f in findings}
    assert told["without a point"].examples == ("1055", "1099")
    assert told["gemeente of another year"].examples == ("Vroeger",)
    assert told["without gemeente"].examples == ("1055",)


def _sites(**columns: list[str | None]) -> gpd.GeoDataFrame:
    n = len(next(iter(columns.values())))
    points = [Point(100_500 + i * 3000, 400_500) for i in range(n)]
    empty = {"gemeente": [None] * n, "rmc": [None] * n, "sto_regio": [None] * n}
    frame = pd.DataFrame(empty | columns).astype("str")
    return gpd.GeoDataFrame(frame, geometry=points, crs=RD)


def test_rmc_by_gemeente_else_by_the_nearest_vestiging() -> None:
    points = pc4_points(_squares("1001", "1002", "1003", "1004"))
    homes, _ = postcode_table(points, None, ["1055"], _gebieden())
    sites = _sites(gemeente=["GM1", None], rmc=["01", "02"])
    filled, findings = fill_rmc(homes, sites)
    assert filled.rmc.tolist()[:2] == ["01", "01"]
    assert filled.rmc.tolist()[2:4] == ["02", "02"]
    assert pd.isna(filled.rmc.tolist()[4])
    assert findings[0].count == 2


def test_sto_regio_by_table_else_by_the_nearest_vestiging() -> None:
    points = pc4_points(_squares("1001", "1002", "1003", "1004"))
    homes, _ = postcode_table(points, None, ["1055"], empty_areas())
    homes.loc[0, "sto_regio"] = "said"
    sites = _sites(sto_regio=["west", "east"])
    filled, findings = fill_sto_regio(homes, sites)
    assert filled.sto_regio.tolist()[:4] == ["said", "west", "east", "east"]
    assert filled.sto_regio_how.tolist() == [
        "table",
        "nearest",
        "nearest",
        "nearest",
        "none",
    ]
    assert {f.what: f.count for f in findings} == {
        "sto-regio: table": 1,
        "sto-regio: nearest": 3,
        "sto-regio: none": 1,
    }
    same, findings = fill_sto_regio(homes.assign(sto_regio=None), _sites(rmc=["01"]))
    assert (same.sto_regio_how == "none").all()
    assert findings == []


def test_areas_without_polygons_get_those_of_their_postcodes() -> None:
    squares = _squares("1001", "1002", "1003")
    points = pc4_points(squares)
    homes, _ = postcode_table(points, None, [], _gebieden())
    homes["rmc"] = ["01", "02", "02"]
    names = {"rmc": {"01": "Eerste"}}
    areas, findings = area_table(homes, squares, _gebieden(), names)
    rows = {(k, c): (n, g) for k, c, n, g in areas.itertuples(index=False)}
    assert rows["gemeente", "GM1"][0] == "'s-Hier"
    assert rows["rmc", "01"][0] == "Eerste"
    assert rows["rmc", "02"][0] == "02"
    assert rows["rmc", "02"][1].equals(box(101_000, 400_000, 103_000, 401_000))
    assert [f.what for f in findings] == ["rmc from postcodes"]
    without, _ = area_table(homes, None, empty_areas(), names)
    assert without.geometry.isna().all()


def _pupils(rows: list[tuple[str, str, str, int, float]]) -> pd.DataFrame:
    columns = ["brin6", "profiel", "leerweg", "leerjaar", "students_high"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(students_low=1.0, students=2.5)


PUPILS = _pupils(
    [
        ("X1AA00", "PIE", "bl", 3, 4),
        ("X1AA00", "PIE", "bl", 3, 6),
        ("X1AA00", "PIE", "kl", 4, 9),
        ("X1AA00", "route", "bl", 3, 9),
        ("X1AA00", "", "kl", 3, 9),
    ]
)
EXAMS = pd.DataFrame(
    {"brin6": ["X1AA00", "X2AA00"], "profiel": ["PIE", "PIE"], "leerweg": ["bl", "gl"]}
)


@pytest.mark.parametrize(
    ("pupils", "exams", "keys", "evidence", "date"),
    [
        ("2023-10-01", None, ["bl"], ["pupils"], "2023-10-01"),
        (None, "2023-2024", ["bl", "gl"], ["exams", "exams"], "2023-2024"),
        ("2019-10-01", "2023-2024", ["bl", "gl"], ["exams", "exams"], "2023-2024"),
        ("2023-10-01", "2023-2024", ["bl", "gl"], ["pupils", "exams"], "2023-10-01"),
        ("2023-10-01", "2024", ["bl", "gl"], ["pupils", "exams"], "2023-10-01"),
        ("2023-10-01", "2022-2023", ["bl"], ["pupils"], "2023-10-01"),
    ],
)
def test_the_newest_school_year_shows_the_offer(
    pupils: str | None,
    exams: str | None,
    keys: list[str],
    evidence: list[str],
    date: str,
) -> None:
    shown = Evidence(
        PUPILS if pupils else None,
        pupils or "",
        EXAMS if exams else None,
        exams or "",
    )
    offers, findings = offers_table(shown)
    assert offers.leerweg.tolist() == keys
    assert offers.evidence.tolist() == evidence
    assert shown.newest_date == date
    assert tuple(offers.columns) == SCHEMAS["offers"].column_names
    counted = offers.students_high[offers.evidence == "pupils"]
    assert counted.tolist() == [10.0] * len(counted)
    assert offers.students[offers.evidence == "exams"].isna().all()
    both = [f for f in findings if f.what == "pupils and exams"]
    assert len(both) == (pupils is not None and exams is not None)


def test_declared_offers_are_added() -> None:
    declared = EXAMS.assign(profiel=["PIE", "BWI"])
    offers, _ = offers_table(Evidence(PUPILS, "2023-10-01", declared=declared))
    assert offers.evidence.tolist() == ["pupils", "declared"]
    alone, _ = offers_table(Evidence(declared=declared, declared_date="2024"))
    assert len(alone) == 2
    nothing, _ = offers_table(Evidence())
    assert nothing.empty
