"""What a new site at a place would bring: counted by hand on the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pytest

from accessibility.errors import TableError, UsageError
from accessibility.places import RD_NEW
from accessibility.planning.sites import SitesQuestion, sites_trial

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot


@pytest.fixture
def snapshot(line_snapshot: Snapshot) -> Snapshot:
    """The line with schools at 0, 10 and 20 km and a techlab at 0 km."""
    places = line_snapshot.postcodes.iloc[:3]
    schools = gpd.GeoDataFrame(
        {
            "brin6": ["XP0100", "XP0200", "XP0300"],
            "naam": ["Aa", "Bee", "Cee"],
            "plaats": None,
            "pc4": places.pc4.to_numpy(),
            "pupils": [20.0, 30.0, 2.0],
        },
        geometry=places.geometry.to_numpy(),
        crs=RD_NEW,
    )
    labs = gpd.GeoDataFrame(
        {
            "facility_id": ["L1"],
            "naam": ["Lab"],
            "kind": ["techlab"],
            "owner": [None],
            "date": [None],
        },
        geometry=places.geometry.to_numpy()[:1],
        crs=RD_NEW,
    )
    return line_snapshot.edited(basisscholen=schools, facilities=labs)


def test_each_place_adds_what_those_before_it_left(snapshot: Snapshot) -> None:
    asked = SitesQuestion(within=10_000.0, forced=("1002", "1003"))
    trial = sites_trial(snapshot, asked)
    # From 10 km: 0, 10 and 20 km; the first is reached by the techlab already.
    assert trial.places["id"].tolist() == ["1002", "1003"]
    assert trial.places["schools"].tolist() == [1, 0]
    assert trial.places["gain"].tolist() == [2.5, 0.0]
    assert trial.places["alone"].tolist() == [2.5, 2.5]
    assert trial.schools["state"].tolist() == ["reached", "reached", "gained"]
    assert trial.schools["by"].tolist() == ["", "", "1002"]
    assert trial.schools["site"].tolist() == ["L1", "1002", "1003"]
    assert (trial.total, trial.before, trial.after) == (52.5, 50.0, 52.5)


def test_a_small_count_is_never_told(snapshot: Snapshot) -> None:
    trial = sites_trial(snapshot, SitesQuestion(within=1_000.0, forced=("1003",)))
    ends = ["pupils_low", "pupils", "pupils_high"]
    assert trial.schools[ends].iloc[2].tolist() == [1.0, 2.5, 4.0]


def test_without_a_place_it_tells_what_there_is(snapshot: Snapshot) -> None:
    trial = sites_trial(snapshot, SitesQuestion(within=1_000.0))
    assert len(trial.places) == 0
    assert trial.before == trial.after == 20.0
    assert trial.schools["state"].tolist() == ["reached", "out", "out"]


@pytest.mark.parametrize(
    ("forced", "error", "words"),
    [
        (("1002", "1002"), UsageError, "one occurs twice"),
        (("L1",), UsageError, "techlab already"),
        (("9999",), TableError, "9999 is not among"),
    ],
)
def test_a_place_that_cannot_be_tried_gets_a_sentence(
    snapshot: Snapshot, forced: tuple[str, ...], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        sites_trial(snapshot, SitesQuestion(within=1_000.0, forced=forced))
