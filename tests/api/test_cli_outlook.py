"""`bereik outlook`: the layers under their names, and years that are refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from api.cli import run
from data.snapshots import write_snapshot
from tests.accessibility.outlook.made_ground import land
from tests.accessibility.outlook.made_years import years

if TYPE_CHECKING:
    from pathlib import Path

ASKED = ("--to", "2025", "--every", "3", "--draws", "20", "--students", "own")


@pytest.fixture(scope="module")
def snapshot_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("outlook") / "land"
    return str(write_snapshot(land(), folder))


def test_the_layers_stand_side_by_side(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["outlook", snapshot_path, *ASKED, "--profiel", "PIE"]) == 0
    out = capsys.readouterr().out
    assert "The view ahead to 2025" in out
    assert "Geen voorspelling" in out
    for layer in ("layer A", "layer B", "layer C"):
        assert layer in out


def test_everything_is_in_the_file_with_its_header(
    snapshot_path: str, tmp_path: Path
) -> None:
    path = tmp_path / "vooruit.json"
    area = ("--area", "gemeente", "--norm", "11")
    assert run(["outlook", snapshot_path, *ASKED, *area, "-o", str(path)]) == 0
    told = json.loads(path.read_text())
    assert told["question"]["seed"] == 2031
    assert told["question"]["norm"] == 11
    assert {row["year"] for row in told["rows"]} == {2019, 2022, 2025}
    assert {row["area_code"] for row in told["rows"]} == {"G0", "G1", "G2"}


def test_ages_are_mixed_and_a_mix_that_is_no_whole_is_refused(
    snapshot_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    students = {}
    for mix in ("14:1", "14:0.5,15:0.5"):
        path = tmp_path / "vooruit.json"
        asked = [*ASKED, "--age-mix", mix, "-o", str(path)]
        assert run(["outlook", snapshot_path, *asked]) == 0
        rows = json.loads(path.read_text())["rows"]
        students[mix] = [row["students"] for row in rows if row["year"] == 2025]
    assert students["14:1"] != students["14:0.5,15:0.5"]
    for wrong in ("14:0.5", "veertien:1"):
        assert run(["outlook", snapshot_path, *ASKED, "--age-mix", wrong]) == 2
        assert "--age-mix" in capsys.readouterr().err


def test_edits_are_named(
    snapshot_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "dicht.json"
    brin6 = str(land().offers.brin6.iloc[0])
    edits = [{"edit": "close-vestiging", "brin6": brin6}]
    named = {"format": 1, "title": "School dicht", "snapshot": "small", "edits": edits}
    path.write_text(json.dumps(named))
    assert run(["outlook", snapshot_path, *ASKED, "--what-if", str(path)]) == 0
    assert "School dicht" in capsys.readouterr().out


def test_too_far_ahead_is_usage(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["outlook", snapshot_path, "--to", "2031", "--students", "own"]) == 2
    assert "ask it with --far" in capsys.readouterr().err


def test_chances_are_fitted_and_tested_before_they_are_used(
    snapshot_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = (
        str(write_snapshot(one, tmp_path / one.manifest.name)) for one in years()
    )
    asked = [*ASKED, "--profiel", "PIE", "--fit", old, new]
    assert run(["outlook", snapshot_path, *asked]) == 0
    told = capsys.readouterr()
    assert "Back-test, on schools left out" in told.err
    assert "below 6 goes" in told.err
    assert "as shipped: logit P(gone in 3 years) = -0.49 -0.46 ln n" in told.err
    assert "3 years apart, fitted" in told.out


def test_a_figure_is_drawn(snapshot_path: str, tmp_path: Path) -> None:
    path = tmp_path / "vooruit.svg"
    one = ["--profiel", "PIE", "--leerweg", "kl", "-o", str(path)]
    assert run(["outlook", snapshot_path, *ASKED, *one]) == 0
    assert "Geen voorspelling" in path.read_text(encoding="utf-8")
