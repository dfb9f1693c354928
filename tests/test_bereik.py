"""`import bereik`: one name for a notebook, and answers that geopandas draws."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest

import bereik
from accessibility.codes import Denominator
from accessibility.errors import DataError, UsageError
from accessibility.questions import Question
from data.snapshots import write_snapshot
from tests.small_country import whole_country

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def land(tmp_path_factory: pytest.TempPathFactory) -> bereik.Land:
    folder = tmp_path_factory.mktemp("bereik") / "land"
    write_snapshot(whole_country(), folder)
    return bereik.open(folder)


def test_shares_are_those_of_the_study_with_units_and_crs(land: bereik.Land) -> None:
    shares = land.reach(5_000, per="pc4", profiel="PIE", leerweg="gl")
    leerweg = Denominator.LEERWEG
    asked = Question(within=(5_000.0,), profielen=("PIE",), denominator=leerweg)
    assert isinstance(shares, gpd.GeoDataFrame)
    assert shares.crs.to_epsg() == 28992
    assert shares.geometry.notna().all()
    assert set(shares.profiel) == {"PIE"}
    assert set(shares.leerweg) == {"gl"}
    assert shares.attrs["units"]["share"] == "fraction, 0 to 1"
    assert shares.attrs["crs"] == "EPSG:28992"
    assert shares.attrs["question"]["within"] == [5_000.0]
    assert shares.attrs["label"] == "voorbeeldgegevens"
    whole = land.reach(5_000, profiel="PIE")
    core = land.study.answer(asked).table
    assert whole.share.tolist() == pytest.approx(core.share.tolist(), nan_ok=True)


def test_several_thresholds_and_profielen_are_asked_at_once(land: bereik.Land) -> None:
    shares = land.reach([5_000, 10_000], profiel=["PIE", "BWI"], leerweg="gl")
    assert len(shares) == 4


def test_a_closing_loses_and_never_gains(land: bereik.Land, tmp_path: Path) -> None:
    offers = land.snapshot.offers
    document = {
        "format": 1,
        "title": "Dicht",
        "snapshot": land.snapshot.manifest.name,
        "edits": [{"edit": "close-vestiging", "brin6": str(offers.brin6.iloc[0])}],
    }
    path = tmp_path / "dicht.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    changes = land.what_if(path)
    assert len(changes)
    assert (changes["difference"].dropna() <= 0).all()
    assert changes.crs.to_epsg() == 28992
    with pytest.raises(DataError, match="cannot be read"):
        land.what_if(tmp_path / "nergens.json")


def test_a_map_is_a_page_or_a_drawing(land: bereik.Land, tmp_path: Path) -> None:
    target = land.map(tmp_path / "kaart.svg", profiel="PIE")
    assert target.read_text(encoding="utf-8").startswith("<?xml")
    with pytest.raises(UsageError, match=r"a map is .html"):
        land.map(tmp_path / "kaart.gpkg")


@pytest.mark.parametrize(
    "words", [{"mode": "boat"}, {"per": "wijk"}, {"profiel": "PYE"}]
)
def test_what_is_not_known_is_refused(land: bereik.Land, words: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=next(iter(words.values()))):
        land.reach(**words)  # type: ignore[arg-type] # refused when it runs
