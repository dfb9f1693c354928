"""The main job on the open data files of 2019, by the commands a user would type."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pandas as pd
import pytest

from api.cli import run

pytestmark = pytest.mark.realdata

EXPECTED_SHARES = {
    ("BWI", "bl"): 0.872,
    ("MaT", "kl"): 0.082,
    ("PIE", "gl"): 0.556,
    ("Z&W", "bl"): 0.960,
}


@pytest.fixture
def snapshot_path(nl_2019: Path) -> str:
    return str(nl_2019)


def _rows(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> list[dict[str, str]]:
    assert run([*arguments, "--format", "csv"]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_third_years_and_vestigingen(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = _rows(["tables", snapshot_path, "B3.1", "B3.5"], capsys)
    counts = [r for r in rows if not r["item"].startswith("%")]
    value = {
        (r["table"], r["leerweg"], r["profiel"]): float(r["value"]) for r in counts
    }
    total = {w: value["B3.1", w, "totaal"] for w in ("bl", "kl", "gl", "totaal")}
    # The printed totals leave out who follows a vakmanschaps- or beroepsroute: of all
    # 17 332, 28 434 and 15 742 third-years 397, 181 and 251.
    assert total == {"bl": 16_935, "kl": 28_253, "gl": 15_491, "totaal": 60_679}
    assert value["B3.1", "totaal", "techniek"] == 11_509
    sites = [
        value["B3.5", "totaal", p]
        for p in ("BWI", "MaT", "MVI", "M&T", "PIE", "techniek")
    ]
    assert sites == [171, 6, 49, 94, 213, 271]


def test_national_shares(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    question = ["--mode", "straight", "--within", "10000", "--denominator", "common"]
    students = ["--students", "inhabitants:10-14"]
    rows = _rows(["reach", snapshot_path, *question, *students], capsys)
    share = {(r["profiel"], r["leerweg"]): float(r["share"]) for r in rows}
    for pair, expected in EXPECTED_SHARES.items():
        assert share[pair] == pytest.approx(expected, abs=0.003)


def test_near_the_published_table(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = _rows(["tables", snapshot_path, "B3.6"], capsys)
    assert len(rows) == 30
    assert sum(abs(float(r["difference"])) for r in rows) / 30 < 3.0


def test_third_years_are_near_those_printed_for_the_same_year(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["tables", snapshot_path, "B3.1"]) == 0
    shown = capsys.readouterr().out
    assert "published: school year 2019/2020" in shown
    found = re.search(
        r"over (\d+) cells: ([\d.]+), at most ([\d.]+) in .* (\d+)", shown
    )
    assert found is not None
    cells, mean, most, technical = found.groups()
    assert (int(cells), int(technical)) == (54, 20)
    assert float(mean) < 25
    assert float(most) <= 12


def test_a_region_of_ones_own_is_held_against_75(
    snapshot_path: str, tmp_path: Path
) -> None:
    offers = pd.read_parquet(Path(snapshot_path) / "offers.parquet")
    technical = offers[offers.profiel.isin(["BWI", "PIE", "M&T", "MVI", "MaT"])]
    brin6 = technical.groupby("brin6").students.sum().idxmax()
    plan = tmp_path / "plan.json"
    edits = [{"edit": "close-vestiging", "brin6": brin6}]
    document = {"format": 1, "title": "Sluiting", "edits": edits}
    document["snapshot"] = json.loads(
        (Path(snapshot_path) / "manifest.json").read_text()
    )["name"]
    plan.write_text(json.dumps(document))
    whom = ["--students", "inhabitants:10-14", "--denominator", "common"]
    assert (
        run(["what-if", snapshot_path, str(plan), *whom, "-o", str(tmp_path / "d")])
        == 0
    )
    table = pd.read_excel(tmp_path / "d" / "dossier.xlsx", sheet_name="sto-regio's")
    assert len(table) > 0
    small = "minder dan 75, "
    assert set(table[f"{small}voor"]) | set(table[f"{small}na"]) <= {
        "ja",
        "nee",
        "niet te zeggen",
    }
    most = technical.students[technical.brin6 == brin6].sum()
    assert -0.01 <= table["aantal voor"].sum() - table["aantal na"].sum() <= most + 0.01
