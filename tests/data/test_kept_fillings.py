"""What kinds of a demand model found is kept, and found anew when a table changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from accessibility.demand import Fillings
from data.kept_fillings import FolderFillings
from tests.small_country import whole_country

if TYPE_CHECKING:
    from pathlib import Path

    from accessibility.snapshot import Snapshot


class Asked:
    """Finds something else each time, and counts how often it was asked."""

    times = 0

    def __call__(self) -> Fillings:
        """Return the number of times."""
        self.times += 1
        return Fillings({"gl": np.full((2, 3), float(self.times))}, f"{self.times}")


@pytest.fixture
def snapshot() -> Snapshot:
    people = pd.DataFrame({"pc4": ["A000", "A001"], "ages": "10-14", "students": 9.0})
    pupils = pd.DataFrame({"brin6": ["X00000"], "leerjaar": [3], "students": [8.0]})
    return whole_country().edited(inhabitants=people, pupils=pupils)


def test_the_same_is_found_once_whoever_asks(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    find = Asked()
    first = FolderFillings(tmp_path)(snapshot, "usual", find)
    again = FolderFillings(tmp_path)(snapshot, "usual", find)
    assert find.times == 1
    assert again.told == first.told == "1"
    assert {k: v.tolist() for k, v in again.fillings.items()} == {"gl": [[1.0] * 3] * 2}


def test_another_table_place_or_option_is_found_anew(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    kept, find = FolderFillings(tmp_path), Asked()
    kept(snapshot, "usual", find)
    kept(snapshot, "decay 0.3", find)
    more = snapshot.table("inhabitants").assign(students=10.0)
    kept(snapshot.edited(inhabitants=more), "usual", find)
    sites = snapshot.vestigingen.copy()
    sites.geometry = sites.geometry.translate(1.0)
    kept(snapshot.edited(vestigingen=sites), "usual", find)
    assert find.times == 4


def test_a_damaged_or_locked_folder_costs_time_only(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    find = Asked()
    kept = FolderFillings(tmp_path)
    kept(snapshot, "usual", find)
    (array,) = tmp_path.glob("demand/*/gl.npy")
    array.write_bytes(b"damaged")
    assert kept(snapshot, "usual", find).told == "2"
    (tmp_path / "file").touch()
    assert FolderFillings(tmp_path / "file")(snapshot, "usual", find).told == "3"
