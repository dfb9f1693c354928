"""`bereik regions`: each table with its sentence, and clusters that need two years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.cli import run
from data.snapshots import write_snapshot
from tests.accessibility.outlook.made_ground import land

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def snapshot_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("regions") / "land"
    return str(write_snapshot(land(), folder))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--show", "offers"], "hang on one vestiging"),
        (["--show", "sizes"], "regions below 75 technical third-years"),
        (["--show", "sizes", "--year", "2031"], "as expected in 2031"),
        (["--show", "borders"], "region of the nearest offer by school"),
        (["--show", "clusters", "--before", "{self}"], "no change is growth"),
        (["--show", "dropped", "--before", "{self}"], "0 technical offers"),
    ],
)
def test_each_table_says_what_it_is(
    options: list[str],
    words: str,
    snapshot_path: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    filled = [one.format(self=snapshot_path) for one in options]
    assert run(["regions", snapshot_path, *filled, "--students", "own"]) == 0
    assert words in capsys.readouterr().out


def test_marks_are_drawn_beside_shares(
    snapshot_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marks, figure = tmp_path / "cijfers.csv", tmp_path / "beeld.svg"
    marks.write_text("regio;score\nG1;7\nG2;6\n", encoding="utf-8")
    asked = ["--show", "perceived", "--area", "gemeente", "--leerweg", "gl"]
    more = ["--students", "own", "--scores", str(marks), "-o", str(figure)]
    assert run(["regions", snapshot_path, *asked, *more]) == 0
    assert "cijfer dat de regio kreeg" in figure.read_text("utf-8")
    assert "figure: " in capsys.readouterr().err
    assert run(["regions", snapshot_path, "--show", "offers", "-o", str(figure)]) == 2


def test_attributes_need_a_file(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    own = ["--students", "own", "--area", "gemeente"]
    assert run(["regions", snapshot_path, "--show", "attributes", *own]) == 3
    assert "region_attributes" in capsys.readouterr().err


def test_gl_and_tl_are_joined_only_where_tl_is_known(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["regions", snapshot_path, "--show", "joined"]) == 3
    assert "no third-years of tl" in capsys.readouterr().err


def test_clusters_need_an_older_snapshot(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["regions", snapshot_path, "--show", "clusters"]) == 2
    assert "--before" in capsys.readouterr().err


def test_marks_stand_beside_shares(
    snapshot_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marks = tmp_path / "cijfers.csv"
    marks.write_text("regio;score\nG1;7\nG2;6\n", encoding="utf-8")
    asked = ["--show", "perceived", "--area", "gemeente", "--leerweg", "gl"]
    own = ["--students", "own"]
    assert run(["regions", snapshot_path, *asked, *own, "--scores", str(marks)]) == 0
    assert "too few" in capsys.readouterr().out
    assert run(["regions", snapshot_path, *asked, *own]) == 2
    assert "--scores" in capsys.readouterr().err


def test_a_region_of_ones_own(snapshot_path: str, tmp_path: Path) -> None:
    path = tmp_path / "regios.csv"
    asked = ["--area", "provincie", "-o", str(path)]
    assert run(["regions", snapshot_path, *asked]) == 0
    assert path.read_text().startswith("region,")


@pytest.mark.parametrize("command", ["regions", "fragile", "groups"])
def test_an_unknown_profiel_is_refused_before_anything_is_read(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, "nergens", "--profiel", "XYZ"]) == 2
    assert "'XYZ' is unknown" in " ".join(capsys.readouterr().err.split())
