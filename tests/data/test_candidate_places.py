"""Places of one's own: by coordinates or postcode, with cost and capacity if known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from accessibility.errors import TableError
from accessibility.snapshot import Snapshot
from data.candidate_places import read_candidates


def test_a_postcode_places_a_row(line_snapshot: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "plekken.csv"
    path.write_text("naam;adres;postcode;kosten\nLoods;Kade 1;1002;12,5\nZaal;;1003;\n")
    places = read_candidates(path, line_snapshot.postcodes)
    assert places["id"].tolist() == ["Loods", "Zaal"]
    assert places["address"].tolist() == ["Kade 1", ""]
    np.testing.assert_array_equal(places["cost"], [12.5, np.nan])
    assert places["capacity"].isna().all()
    points = line_snapshot.postcodes.set_index("pc4").geometry
    assert places.geometry.tolist() == points[["1002", "1003"]].tolist()


def test_coordinates_place_a_row(line_snapshot: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "plekken.csv"
    path.write_text("name,x,y,capacity\nLoods,136000,456000,40\n")
    (place,) = read_candidates(path, line_snapshot.postcodes).itertuples()
    assert (place.geometry.x, place.geometry.y) == (136_000, 456_000)
    assert place.capacity == 40


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("naam;postcode\n;1002\n", "column 'naam', line 2: empty"),
        ("naam;postcode\nLoods;9999\n", "line 2: no place known"),
        ("naam;postcode;kosten\nLoods;1002;veel\n", "expected a number"),
        ("naam;postcode;kosten\nLoods;1002;-1\n", "below 0"),
        ("naam;postcode;kosten\nLoods;1002;1,200\n", "expected a number"),
        ("naam;plek\nLoods;hier\n", "no columns lon and lat, x and y, or postcode"),
        ("naam;postcode\n", "found none"),
    ],
)
def test_faults_get_a_sentence(
    text: str, words: str, line_snapshot: Snapshot, tmp_path: Path
) -> None:
    path = tmp_path / "plekken.csv"
    path.write_text(text)
    with pytest.raises(TableError, match=words):
        read_candidates(path, line_snapshot.postcodes)


def test_a_thousand_is_no_single_one(line_snapshot: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "plekken.csv"
    path.write_text("naam;postcode;kosten;capaciteit\nLoods;1002;1.200;1.500\n")
    (place,) = read_candidates(path, line_snapshot.postcodes).itertuples()
    assert (place.cost, place.capacity) == (1_200, 1_500)
