"""`bereik attendance`: the pupil's own vestiging, from the files to the screen."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from api.cli import run
from data.snapshots import write_snapshot
from tests.small_country import whole_country

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write a country whose pupils live in the postcode next to their vestiging."""
    snapshot_path = whole_country()
    homes = snapshot_path.postcodes.geometry
    rows = [
        (
            site.brin6,
            snapshot_path.postcodes.pc4[int(homes.distance(site.geometry).argmin())],
        )
        for site in snapshot_path.vestigingen.itertuples()
    ]
    table = pd.DataFrame(rows, columns=["brin6", "pc4"]).assign(leerjaar=3)
    counts = dict.fromkeys(("students_low", "students", "students_high"), 20.0)
    folder = tmp_path_factory.mktemp("attendance") / "land"
    return str(
        write_snapshot(snapshot_path.edited(herkomst=table.assign(**counts)), folder)
    )


def test_who_lives_near_attends_near(
    homes: str, capsys: pytest.CaptureFixture[str]
) -> None:
    far = ["--within", "30000", "--format", "csv"]
    assert run(["attendance", homes, *far]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows
    assert {float(row["share"]) for row in rows} == {1.0}
    assert run(["attendance", homes, "--within", "1", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {float(row["share"]) for row in rows} == {0.0}


def test_the_screen_says_what_is_assumed(
    homes: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(["attendance", homes]) == 0
    out = capsys.readouterr().out
    assert "Pupils whose own vestiging is within 10 km" in out
    assert "same postcodes" in out
    assert "voorbeeldgegevens" in out
    bare = write_snapshot(whole_country(), tmp_path / "land")
    assert run(["attendance", str(bare)]) == 3
    assert "duo-herkomst" in capsys.readouterr().err


def test_the_own_vestiging_beside_the_nearest(
    homes: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--beside-nearest", "--format", "csv"]
    assert run(["attendance", homes, *asked]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows
    for row in rows:
        assert float(row["own"]) >= float(row["nearest"])
        assert 0 <= float(row["share_at_nearest"]) <= 1
    assert run(["attendance", homes, "--beside-nearest"]) == 0
    assert "Pupils' own vestiging beside the nearest" in capsys.readouterr().out
