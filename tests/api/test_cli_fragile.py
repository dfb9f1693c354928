"""`bereik fragile`: the ranking on the screen, the tables and the map in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from api.cli import run
from data.snapshots import write_snapshot
from tests.bus_street import bus_snapshot
from tests.small_country import whole_country

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def snapshot_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("fragile") / "land"
    return str(write_snapshot(whole_country(), folder))


def test_tables_and_map_are_written(
    snapshot_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kwetsbaar"
    assert run(["fragile", snapshot_path, "--students", "own", "-o", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "Closing one vestiging" in out
    assert "voorbeeldgegevens" in out
    names = {path.name for path in folder.iterdir()}
    assert "Closing two offers of one region" in out
    tables = {"aanbod.csv", "vestigingen.csv", "paren.csv", "aanbodparen.csv"}
    assert names == tables | {"kaart.png", "kaart.pdf", "toelichting.json"}
    worst = pd.read_csv(folder / "vestigingen.csv")
    assert worst.lost_only.is_monotonic_decreasing
    assert worst.lost_only[0] > 0
    for name in ("paren.csv", "aanbodparen.csv"):
        assert set(pd.read_csv(folder / name).region) == {"A"}


def test_a_division_that_nobody_knows_gives_no_pairs(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["fragile", snapshot_path, "--students", "own", "--area", "corop"]) == 0
    assert "Closing two of one region" in capsys.readouterr().out


def test_inhabitants_are_ranked_of_all_leerwegen_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the help shows it: they do not tell the leerweg, so none is asked."""
    country = whole_country()
    people = country.postcodes[["pc4"]].assign(age_from=10, age_to=14, inhabitants=20)
    folder = write_snapshot(
        country.edited(inhabitants=pd.DataFrame(people)), tmp_path / "land"
    )
    command = ["fragile", str(folder), "--students", "inhabitants:10-14"]
    assert run(command) == 0
    assert "denominator common" in capsys.readouterr().out
    assert run([*command, "--denominator", "leerweg"]) == 2


def test_by_public_transport_minutes_are_asked_and_the_bells_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(write_snapshot(bus_snapshot(), tmp_path / "straat"))
    asked = ["fragile", folder, "--students", "own", "--smallest", "0", "--mode", "ov"]
    assert run([*asked, "--within", "35"]) == 0
    shown = capsys.readouterr().out
    assert "mode ov, within 2100, unit s" in shown
    assert "7 bells 08:15-08:45" in shown
    assert run([*asked, "--unit", "m"]) == 2
    assert "no distances, only times" in " ".join(capsys.readouterr().err.split())
