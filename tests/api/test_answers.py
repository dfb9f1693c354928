"""Every answer carries one header, and that of what it really used."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import openpyxl
import pandas as pd
import pyogrio
import pytest
import shapely

from accessibility.codes import ROLES
from accessibility.errors import UsageError
from accessibility.questions import Answer, Header
from accessibility.snapshot import (
    ACCEPTED,
    METHOD_VERSION,
    Finding,
    Snapshot,
    Source,
)
from api.answers import Written, about_of, check_format, deliver
from api.cli import run
from data.exports import FORMATS
from data.snapshots import read_snapshot, write_snapshot
from tests.conftest import KM

TABLES: Final = tuple(dict.fromkeys(t for role in ROLES.values() for t in role.tables))
HEADER: Final = ["snapshot", "question", "dates", "method_version", "notes", "sources"]
HOMES: Final = {"offers", "vestigingen", "postcodes", "own_students"}
"""The tables behind shares of own counts."""

SPREAD: Final = HOMES | {"pc4_areas", "basisscholen"}
"""The same where several points stand for a postcode."""

REACH: Final = {"students", "offers", "exams", "vestigingen", "areas", "own_students"}
"""The dates of those."""

SPREAD_DATES: Final = REACH | {"basisscholen", "basisschool_pupils"}
"""The dates of several points."""

OPTIONAL: Final = {"rows", "proof", "of_whom", "units"}
"""What only some answers have beside the header of all."""

TERM: Final = ["--first", "2026-01-05", "--last", "2026-01-09"]
USED: Final[dict[str, tuple[list[str], set[str], set[str]]]] = {
    "reach": ([], SPREAD, SPREAD_DATES),
    "reach by one point": (["--points", "centre"], HOMES, REACH),
    "reach over the road": (
        ["--mode", "bike"],
        SPREAD | {"roads"},
        SPREAD_DATES | {"network"},
    ),
    "reach per gemeente": (["--area", "gemeente"], SPREAD | {"areas"}, SPREAD_DATES),
    "choice": ([], SPREAD, SPREAD_DATES),
    "compare": ([], SPREAD | {"roads"}, SPREAD_DATES | {"network"}),
    "denominators": ([], HOMES, REACH),
    "sensitivity": (["--per-postcode", "4"], HOMES | {"pc4_areas"}, REACH),
    "tables": (["B3.1"], {"pupils"}, {"pupils"}),
    "tables of offers": (["B3.5"], {"offers"}, {"offers", "exams"}),
    "tables of shares": (["B3.6"], HOMES, REACH),
    "attendance": (
        [],
        (SPREAD - {"own_students"}) | {"herkomst", "pupils"},
        (SPREAD_DATES - {"own_students"}) | {"herkomst", "pupils"},
    ),
    "proximity": (["--mode", "bike"], HOMES | {"roads", "areas"}, REACH | {"network"}),
    "facilities": (
        [],
        {"basisscholen", "facilities"},
        {"basisscholen", "basisschool_pupils", "facilities"},
    ),
    "facilities from vestigingen": (
        ["--schools", "vestigingen", "--mode", "bike"],
        {"vestigingen", "pupils", "offers", "facilities", "roads"},
        {"vestigingen", "pupils", "offers", "exams", "facilities", "network"},
    ),
    "site": (
        ["-k", "1"],
        {"basisscholen", "facilities", "postcodes"},
        {"basisscholen", "basisschool_pupils", "facilities", "areas"},
    ),
    "site without labs": (
        ["-k", "1", "--no-existing", "--candidates", "basisscholen"],
        {"basisscholen"},
        {"basisscholen", "basisschool_pupils"},
    ),
    "spend": (
        ["--budget", "3", "--site-cost", "3", "--bus-cost", "9", "--mode", "bike"],
        {"basisscholen", "facilities", "postcodes", "roads"},
        {"basisscholen", "basisschool_pupils", "facilities", "areas", "network"},
    ),
    "sharing": ([], {"vestigingen", "offers"}, {"vestigingen", "offers", "exams"}),
    "sharing of ways": (["--show", "travel"], {"vestigingen"}, {"vestigingen"}),
    "tour": (
        [*TERM, "--mode", "straight"],
        {"basisscholen", "facilities"},
        {"basisscholen", "basisschool_pupils", "facilities"},
    ),
    "tour over the road": (
        TERM,
        {"basisscholen", "facilities", "roads"},
        {"basisscholen", "basisschool_pupils", "facilities", "network"},
    ),
    "participation": (
        ["{visits}"],
        {"basisscholen", "facilities"},
        {"basisscholen", "basisschool_pupils", "facilities"},
    ),
    "participation per area": (
        ["{visits}", "--show", "area"],
        {"basisscholen", "postcodes", "areas"},
        {"basisscholen", "basisschool_pupils", "areas"},
    ),
}
"""Per command its options, the tables it uses, and the dates that follow."""


@pytest.fixture
def dated_path(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """Return the line with a file and a date of its own for every table.

    Written once: no test changes it.
    """
    folder = tmp_path_factory.getbasetemp() / "dated"
    if not folder.exists():
        _write_dated(read_snapshot(request.getfixturevalue("road_path")), folder)
    return str(folder)


def _write_dated(snapshot: Snapshot, folder: Path) -> None:
    placed = snapshot.postcodes[snapshot.postcodes.geometry.notna()]
    squares = [point.buffer(KM, cap_style="square") for point in placed.geometry]
    homes = pd.DataFrame({"brin6": "00AA00", "pc4": "1001", "leerjaar": [3]})
    counts = dict.fromkeys(("students_low", "students", "students_high"), 18.0)
    full = snapshot.edited(
        pc4_areas=gpd.GeoDataFrame({"pc4": placed.pc4}, geometry=squares, crs=28992),
        herkomst=homes.assign(**counts),
    )
    dates = {role: f"20{number + 10}-10-01" for number, role in enumerate(ROLES)}
    sources = tuple(
        Source(name, f"{name}.csv", "2019-10-01", "0", "CC0", tables=(name,))
        for name in TABLES
    )
    manifest = dataclasses.replace(full.manifest, dates=dates, sources=sources)
    write_snapshot(dataclasses.replace(full, manifest=manifest), folder)


@pytest.fixture
def visits(tmp_path: Path) -> str:
    path = tmp_path / "bezoeken.csv"
    path.write_text("datum;activiteit;brin;leerlingen;groepen\n2024-10-01;les;XP01;9;1")
    return str(path)


def _json(
    command: list[str], snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> dict[str, Any]:
    name, *options = command
    first = [option for option in options if not option.startswith("-")][:1]
    if name != "participation":
        first = []
    rest = options[len(first) :]
    assert run([name, snapshot_path, *first, *rest, "--format", "json"]) == 0
    read: dict[str, Any] = json.loads(capsys.readouterr().out)
    return read


@pytest.mark.parametrize("case", USED)
def test_dates_and_sources_are_those_of_the_tables_used(
    case: str, dated_path: str, visits: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options, tables, roles = USED[case]
    filled = [option.format(visits=visits) for option in options]
    read = _json([case.partition(" ")[0], *filled], dated_path, capsys)
    assert set(read["dates"]) == roles
    assert {text.split(".csv")[0] for text in read["sources"]} == tables
    assert read["method_version"] == METHOD_VERSION
    assert [name for name in read if name not in OPTIONAL] == HEADER


def test_a_plan_says_what_was_asked_and_how_sure_it_is(
    dated_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    read = _json(["site", "-k", "1", "--mode", "bike"], dated_path, capsys)
    asked = read["question"]
    assert (asked["k"], asked["within"]) == (1, 6_000.0)
    assert (asked["mode"], asked["unit"], asked["objective"]) == ("bike", "m", "most")
    assert read["proof"] == "proven best"
    read = _json(["tour", *TERM], dated_path, capsys)
    assert read["question"]["mode"] == "car"
    assert read["proof"].startswith("no plan has more than")


def test_shares_say_what_was_asked(
    dated_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = _json(["compare", "--within", "5000"], dated_path, capsys)["question"]
    assert (asked["mode"], asked["within"]) == (["straight", "bike"], [5_000.0])
    asked = _json(["denominators"], dated_path, capsys)["question"]
    assert asked["denominator"] == ["common", "leerweg", "profielen"]
    asked = _json(["reach", "--smallest", "0"], dated_path, capsys)["question"]
    assert (asked["students"], asked["smallest"]) == ("auto", 0)


def test_an_answer_says_whom_it_counts_and_in_what(
    dated_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    read = _json(["reach"], dated_path, capsys)
    assert "third-years of the gl (derdejaars van de gl)" in read["of_whom"]
    assert "persons" in read["units"]
    assert run(["reach", dated_path, "--denominator", "common"]) == 0
    assert "of whom: third-years of bl, kl and gl" in capsys.readouterr().out


def test_a_trend_carries_the_dates_of_every_year(
    dated_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = read_snapshot(dated_path)
    dates = {**first.manifest.dates, "students": "2030-10-01", "offers": "2030-10-01"}
    manifest = dataclasses.replace(first.manifest, name="later", dates=dates)
    later = dataclasses.replace(first, manifest=manifest)
    write_snapshot(later, tmp_path / "later")
    read = _json(["trend", str(tmp_path / "later")], dated_path, capsys)
    assert read["snapshot"] == "line, later"
    assert set(read["dates"]) == SPREAD_DATES
    assert read["dates"]["offers"] == f"{first.manifest.dates['offers']}, 2030-10-01"
    assert {row["year"] for row in read["rows"]} == {"2012/13", "2030/31"}


def test_fragile_tells_beside_its_tables_what_they_rest_on(
    dated_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["fragile", dated_path, "-o", str(tmp_path / "f")]) == 0
    assert "offers.csv (2019-10-01)" in capsys.readouterr().out
    read = json.loads((tmp_path / "f" / "toelichting.json").read_text("utf-8"))
    assert set(read["dates"]) == SPREAD_DATES | {"sto_regios"}
    assert read["question"]["region"] == "sto-regio"


def test_the_example_is_labelled(
    dated_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    real = read_snapshot(dated_path)
    manifest = dataclasses.replace(real.manifest, example=True)
    folder = tmp_path / "x"
    write_snapshot(dataclasses.replace(real, manifest=manifest), folder)
    for command in ("reach", "compare", "denominators", "sharing"):
        assert _json([command], str(folder), capsys)["label"] == "voorbeeldgegevens"


ANSWER: Final = Answer(
    pd.DataFrame({"area_code": ["A"], "share": [0.5]}),
    Header(
        snapshot="line",
        question={"mode": "straight", "within": [10_000.0]},
        dates={"offers": "2019-10-01"},
        sources=(Source("aanbod", "a.csv", "2019-10-01", "0", "CC0"),),
        notes=("one", "two"),
        proof="proven best",
        method_version="2",
    ),
    "A share",
)
AREAS: Final = gpd.GeoDataFrame(
    {"area_code": ["A"]}, geometry=[shapely.box(0, 0, 1, 1)], crs=28992
)


def test_the_screen_and_the_error_stream_hold_the_header(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deliver(ANSWER, Written())
    shown = capsys.readouterr().out
    deliver(ANSWER, Written("csv"))
    piped = capsys.readouterr()
    assert piped.out == "area_code,share\nA,0.5\n"
    deliver(ANSWER, Written("csv", tmp_path / "a.csv"))
    written = capsys.readouterr().err
    for words in (
        "dates: offers 2019-10-01",
        "note: two",
        "proof: proven best",
        "question: mode straight, within 10000",
        "sources: a.csv (2019-10-01)",
        "snapshot: line, method 2",
    ):
        for text in (shown, piped.err, written):
            assert words in text
    assert "A share" in shown


@pytest.mark.parametrize("file_format", FORMATS)
def test_every_file_that_can_holds_the_header(file_format: str, tmp_path: Path) -> None:
    path = tmp_path / f"out.{file_format}"
    deliver(ANSWER, Written(file_format, path), areas=lambda: AREAS)
    about = about_of(ANSWER.header)
    if file_format == "json":
        read = json.loads(path.read_text("utf-8"))
        assert read == {**about, "rows": [{"area_code": "A", "share": 0.5}]}
    elif file_format == "parquet":
        assert pd.read_parquet(path).attrs == about
    elif file_format == "xlsx":
        rows = openpyxl.load_workbook(path)["toelichting"].iter_rows(values_only=True)
        assert ("dates: offers", "2019-10-01") in list(rows)
    elif file_format == "gpkg":
        held = pyogrio.read_info(path)["layer_metadata"]
        assert held["notes"] == "one\ntwo"
        assert held["dates.offers"] == "2019-10-01"
    else:
        assert path.read_text("utf-8") == "area_code,share\nA,0.5\n"


def test_a_format_is_refused_before_the_work() -> None:
    assert check_format("json", None) == Written("json", None)
    with pytest.raises(Exception, match="choose one of table, csv"):
        check_format("pdf", None)
    with pytest.raises(Exception, match="name it with -o FILE"):
        check_format("xlsx", None)


def test_a_snapshot_of_no_known_tables_gives_all_its_files(
    line_snapshot: Snapshot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = Source("aanbod", "a.csv", "2019-10-01", "0", tables=None)
    manifest = dataclasses.replace(line_snapshot.manifest, sources=(old,))
    write_snapshot(
        dataclasses.replace(line_snapshot, manifest=manifest), tmp_path / "o"
    )
    assert _json(["tables", "B3.1"], str(tmp_path / "o"), capsys)["sources"] == [
        "a.csv (2019-10-01)"
    ]


@pytest.mark.parametrize(
    ("file_format", "name", "polygons", "found"),
    [
        ("table", "a.csv", False, "csv"),
        ("table", "a.xlsx", False, "xlsx"),
        ("table", "A.JSON", False, "json"),
        ("table", "a.gpkg", True, "gpkg"),
        ("csv", "a.txt", False, "csv"),
        ("xlsx", "a.xlsx", False, "xlsx"),
    ],
)
def test_the_ending_tells_the_format(
    *, file_format: str, name: str, polygons: bool, found: str
) -> None:
    written = check_format(file_format, Path(name), polygons=polygons)
    assert written == (found, Path(name))


@pytest.mark.parametrize(
    ("file_format", "name", "words"),
    [
        ("table", "a.docx", "ends in one of .csv, .json, .xlsx, .parquet"),
        ("table", "a", "ends in one of"),
        ("table", "a.gpkg", "ends in one of"),
        ("csv", "a.xlsx", "contradict"),
        ("gpkg", "a.gpkg", "is unknown here"),
        ("nonsense", "a.csv", "is unknown here"),
    ],
)
def test_an_ending_that_cannot_be_is_refused(
    file_format: str, name: str, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        check_format(file_format, Path(name))


def test_a_drawing_leaves_the_table_to_the_screen() -> None:
    assert check_format("table", Path("a.svg"), drawn=(".svg",)) == ("table", None)


@pytest.mark.parametrize("file_format", ["csv", "json"])
def test_what_is_piped_is_the_answer_alone_and_the_notes_stay(
    file_format: str, dated_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["reach", dated_path, "--format", file_format]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("mode,threshold" if file_format == "csv" else "{")
    assert "snapshot: " in said.err
    assert "note: " not in said.out


def test_rows_of_a_csv_tell_of_doubts_that_were_let_through(
    line_snapshot: Snapshot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    doubt = Finding("pupils", ACCEPTED, 1, "f.csv (repeated-rows): line 3")
    manifest = dataclasses.replace(line_snapshot.manifest, findings=(doubt,))
    doubtful = dataclasses.replace(line_snapshot, manifest=manifest)
    folder = str(write_snapshot(doubtful, tmp_path / "lijn"))
    path = tmp_path / "keuzes.csv"
    assert run(["choice", folder, "-o", str(path)]) == 0
    assert set(pd.read_csv(path).accepted) == {doubt.why}
    capsys.readouterr()
    assert run(["choice", folder, "--format", "csv"]) == 0
    shown = capsys.readouterr().out
    assert shown.count(doubt.why) == shown.count("\n") - 1
